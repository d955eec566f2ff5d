package io.carbonflow.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;

/**
 * Which facts a condition looks at, found on a walk that also tries its patterns. Attributes are named one by one, because facts hold only those some rule names; a
 * condition that takes {@code attributes} as a whole, or picks one by a computed name, is refused.
 */
final class NamesOfCondition {

    private final Set<String> names = new TreeSet<>();

    private NamesOfCondition() {}

    static Set<String> in(CelExpr expression) {
        var found = new NamesOfCondition();
        found.walk(expression, Set.of());
        return Set.copyOf(found.names);
    }

    private void walk(CelExpr expression, Set<String> local) {
        switch (expression.getKind()) {
            case IDENT -> ident(expression.ident().name(), local);
            case SELECT -> select(expression, local);
            case CALL -> call(expression.call(), local);
            case LIST -> expression.list().elements().forEach(element -> walk(element, local));
            case MAP -> expression.map().entries().forEach(entry -> {
                walk(entry.key(), local);
                walk(entry.value(), local);
            });
            case STRUCT -> expression.struct().entries().forEach(entry -> walk(entry.value(), local));
            case COMPREHENSION -> comprehension(expression.comprehension(), local);
            default -> { // a constant names nothing
            }
        }
    }

    private void ident(String name, Set<String> local) {
        if (local.contains(name)) {
            return;
        }
        if (name.equals(FactNames.ATTRIBUTES)) {
            throw new IllegalArgumentException(
                    "condition takes attributes as a whole, allowed is one by its name, such as attributes.direction");
        }
        names.add(name);
    }

    private void select(CelExpr expression, Set<String> local) {
        CelExpr operand = expression.select().operand();
        if (isAttributes(operand, local)) {
            names.add(FactNames.ATTRIBUTES + "." + expression.select().field());
        } else {
            walk(operand, local);
        }
    }

    private void call(CelExpr.CelCall call, Set<String> local) {
        List<CelExpr> arguments = call.args();
        if (call.function().equals("_[_]") && isAttributes(arguments.get(0), local) && isText(arguments.get(1))) {
            names.add(FactNames.ATTRIBUTES + "." + arguments.get(1).constant().stringValue());
        } else if (call.function().equals("@in") && isText(arguments.get(0))
                && isAttributes(arguments.get(1), local)) {
            names.add(FactNames.ATTRIBUTES + "." + arguments.get(0).constant().stringValue());
        } else {
            if (call.function().equals("matches") && !arguments.isEmpty()) {
                checkPattern(arguments.get(arguments.size() - 1));
            }
            call.target().ifPresent(target -> walk(target, local));
            arguments.forEach(argument -> walk(argument, local));
        }
    }

    private void comprehension(CelExpr.CelComprehension comprehension, Set<String> local) {
        walk(comprehension.iterRange(), local);
        walk(comprehension.accuInit(), local);
        var inner = new HashSet<>(local);
        inner.add(comprehension.accuVar());
        walk(comprehension.result(), inner);
        inner.add(comprehension.iterVar());
        inner.add(comprehension.iterVar2());
        walk(comprehension.loopCondition(), inner);
        walk(comprehension.loopStep(), inner);
    }

    private static void checkPattern(CelExpr argument) {
        if (isText(argument)) {
            try {
                Pattern.compile(argument.constant().stringValue());
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("condition matches '%s', allowed is a regular expression of RE2: %s"
                    .formatted(argument.constant().stringValue(), e.getMessage()), e);
            }
        }
    }

    private static boolean isAttributes(CelExpr expression, Set<String> local) {
        return expression.getKind() == CelExpr.ExprKind.Kind.IDENT
                && expression.ident().name().equals(FactNames.ATTRIBUTES)
                && !local.contains(FactNames.ATTRIBUTES);
    }

    private static boolean isText(CelExpr expression) {
        return expression.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }
}
