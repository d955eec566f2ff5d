package io.carbonflow.rules;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.carbonflow.accounting.rules.Condition;

/**
 * Conditions in the Common Expression Language over the facts of an activity, for example
 * {@code country == "US" && attributes.own_fleet == "true"}. Every name but {@code given} (a list of texts) and
 * {@code attributes} (a map of texts) is a text; a fact that is not stated is empty. An attribute that is not there makes
 * the comparison it stands in fail, and a condition that cannot be answered does not hold; {@code has(attributes.x)}
 * asks whether it is there.
 */
public final class Conditions {

    /** Longer texts are refused. */
    public static final int LENGTH_MAX = 4_000;

    private static final int COMPILED_MAX = 1_000;
    private static final int NESTING_MAX = 60;
    private static final int ITERATIONS_MAX = 1_000;

    private static final CelOptions OPTIONS = CelOptions.current()
        .maxExpressionCodePointSize(LENGTH_MAX)
        .maxParseRecursionDepth(NESTING_MAX)
        .comprehensionMaxIterations(ITERATIONS_MAX)
        .build();
    /** What texts, lists and numbers need. Checking takes time with the number of functions there are, so no others. */
    private static final Set<StandardFunction> FUNCTIONS = EnumSet.of(StandardFunction.LOGICAL_AND,
            StandardFunction.LOGICAL_OR, StandardFunction.LOGICAL_NOT, StandardFunction.CONDITIONAL,
            StandardFunction.EQUALS, StandardFunction.NOT_EQUALS, StandardFunction.LESS, StandardFunction.LESS_EQUALS,
            StandardFunction.GREATER, StandardFunction.GREATER_EQUALS, StandardFunction.IN, StandardFunction.INDEX,
            StandardFunction.SIZE, StandardFunction.ADD, StandardFunction.SUBTRACT, StandardFunction.MULTIPLY,
            StandardFunction.DIVIDE, StandardFunction.MODULO, StandardFunction.NEGATE, StandardFunction.INT,
            StandardFunction.DOUBLE, StandardFunction.STRING, StandardFunction.MATCHES, StandardFunction.CONTAINS,
            StandardFunction.STARTS_WITH, StandardFunction.ENDS_WITH, StandardFunction.NOT_STRICTLY_FALSE);
    private static final CelCompiler COMPILER = compiler();
    /** Many documents ask the same; those asked last are kept, compiled. */
    private static final Map<String, Condition> COMPILED = Collections.synchronizedMap(
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Condition> eldest) {
                    return size() > COMPILED_MAX;
                }
            });
    private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

    private Conditions() {}

    /**
     * Reads a condition.
     *
     * @throws IllegalArgumentException where the text is none; the message says where, what was found and what is allowed
     */
    public static Condition parse(String text) {
        if (text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("condition has %d characters, allowed are %d".formatted(text.length(),
                    LENGTH_MAX));
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("condition is empty, allowed is an expression such as true");
        }
        Condition known = COMPILED.get(text);
        if (known != null) {
            return known;
        }
        Condition compiled = compiled(text);
        COMPILED.put(text, compiled);
        return compiled;
    }

    private static Condition compiled(String text) {
        try {
            CelAbstractSyntaxTree tree = COMPILER.compile(text).getAst();
            Set<String> names = NamesOfCondition.in(tree.getExpr());
            return new CelCondition(text, names, RUNTIME.createProgram(tree));
        } catch (CelValidationException e) {
            throw new IllegalArgumentException(describe(e), e);
        } catch (CelEvaluationException e) {
            throw new IllegalArgumentException("condition cannot be evaluated: " + e.getMessage(), e);
        }
    }

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.HAS, CelStandardMacro.ALL, CelStandardMacro.EXISTS,
                    CelStandardMacro.EXISTS_ONE)
            .setStandardEnvironmentEnabled(false)
            .setStandardDeclarations(CelStandardDeclarations.newBuilder().includeFunctions(FUNCTIONS).build())
            .setResultType(SimpleType.BOOL)
            .addVar(FactNames.GIVEN, ListType.create(SimpleType.STRING))
            .addVar(FactNames.ATTRIBUTES, MapType.create(SimpleType.STRING, SimpleType.STRING));
        FactNames.texts().forEach(name -> builder.addVar(name, SimpleType.STRING));
        return builder.build();
    }

    private static String describe(CelValidationException refused) {
        String issues = refused.getErrors()
            .stream()
            .limit(5)
            .map(Conditions::describe)
            .collect(Collectors.joining("; "));
        return issues.contains("undeclared reference to '")
                ? issues + "; allowed names are " + String.join(", ", FactNames.all())
                : issues;
    }

    private static String describe(CelIssue issue) {
        String words = issue.getMessage().replace(" (in container '')", "");
        return "condition at line %d, position %d: %s".formatted(issue.getSourceLocation().getLine(),
                issue.getSourceLocation().getColumn() + 1, words);
    }
}
