package io.carbonflow.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;

/**
 * Which facts a condition looks at, found on a walk that also refuses what could take memory or time without end. Attributes are named one by one, because facts hold only those some rule names; a
 * condition that takes {@code attributes} as a whole, or picks one by a computed name, is refused.
 */
final class NamesOfCondition {

    private static final int LOOPS_MAX = 2;
    private static final int PATTERN_MAX = 200;
    private static final int REPEATS_MAX = 1_000;
    /** {@code {3}}, {@code {3,}} or {@code {3,5}}; of a longer number RE2 says itself that it is too large. */
    private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,6}),?(\\d{1,6})?}");

    private final Set<String> names = new TreeSet<>();
    private int loops;

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
            if (call.function().equals("matches")) {
                checkPattern(arguments.get(arguments.size() - 1));
            }
            if (call.function().equals("_+_") && !local.isEmpty() && arguments.stream().noneMatch(this::isOne)) {
                throw new IllegalArgumentException("condition adds up within a loop, allowed is + outside of loops");
            }
            call.target().ifPresent(target -> walk(target, local));
            arguments.forEach(argument -> walk(argument, local));
        }
    }

    private void comprehension(CelExpr.CelComprehension comprehension, Set<String> local) {
        walk(comprehension.iterRange(), local);
        walk(comprehension.accuInit(), local);
        if (++loops > LOOPS_MAX) {
            throw new IllegalArgumentException(
                    "condition has more than %d loops within each other, allowed are %1$d".formatted(LOOPS_MAX));
        }
        var inner = new HashSet<>(local);
        inner.add(comprehension.accuVar());
        walk(comprehension.result(), inner);
        inner.add(comprehension.iterVar());
        inner.add(comprehension.iterVar2());
        walk(comprehension.loopCondition(), inner);
        walk(comprehension.loopStep(), inner);
        loops--;
    }

    /** What {@code exists_one} counts by. */
    private boolean isOne(CelExpr expression) {
        return expression.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && expression.constant().getKind() == CelConstant.Kind.INT64_VALUE;
    }

    private static void checkPattern(CelExpr argument) {
        if (!isText(argument)) {
            throw new IllegalArgumentException(
                    "condition matches something worked out, allowed is a regular expression as a text");
        }
        String pattern = argument.constant().stringValue();
        if (pattern.length() > PATTERN_MAX || repeats(pattern) > REPEATS_MAX) {
            throw new IllegalArgumentException(
                    "condition matches '%s', allowed are %d characters and counts that multiply to %d".formatted(
                            pattern.substring(0, Math.min(pattern.length(), PATTERN_MAX)), PATTERN_MAX, REPEATS_MAX));
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("condition matches '%s', allowed is a regular expression of RE2: %s"
                .formatted(pattern, e.getMessage()), e);
        }
    }

    /** The product of all its counts: RE2 writes a counted part out as often as it may come, also within another. */
    private static long repeats(String pattern) {
        long product = 1;
        Matcher count = COUNT.matcher(pattern);
        while (count.find() && product <= REPEATS_MAX) {
            product *= Math.max(1, Long.parseLong(count.group(2) == null ? count.group(1) : count.group(2)));
        }
        return product;
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
