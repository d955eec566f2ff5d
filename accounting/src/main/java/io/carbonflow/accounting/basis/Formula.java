package io.carbonflow.accounting.basis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * An arithmetic expression over named exact decimals: numbers, names, {@code + - * /}, parentheses, {@code min(a, b)},
 * {@code max(a, b)}. Sums and products are exact; a quotient is kept to 34 significant digits, half-even, so one that
 * terminates before is exact. There is no way to loop, so every formula ends.
 */
public final class Formula {

    private static final int LENGTH_MAX = 1_000;
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

    private final String text;
    private final Set<String> names = new TreeSet<>();
    private final Node root;

    private Formula(String text) {
        this.text = text;
        this.root = new Parser().parse();
    }

    /**
     * Reads a formula.
     *
     * @throws IllegalArgumentException where the text is none; the message says what was found and what is allowed
     */
    public static Formula parse(String text) {
        if (text.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("formula has %d characters, allowed are %d".formatted(text.length(),
                    LENGTH_MAX));
        }
        return new Formula(text);
    }

    /** The formula as it was written. */
    public String text() {
        return text;
    }

    /** The names it uses, sorted. */
    public Set<String> names() {
        return Set.copyOf(names);
    }

    /**
     * The outcome.
     *
     * @throws ArithmeticException where something is divided by zero
     * @throws IllegalArgumentException where a name has no value
     */
    public BigDecimal evaluate(Map<String, BigDecimal> values) {
        return root.value(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Formula formula && formula.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private interface Node {
        BigDecimal value(Map<String, BigDecimal> values);
    }

    private static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        return dividend.divide(divisor, MathContext.DECIMAL128);
    }

    /** Recursive descent: sum := product {(+|-) product}; product := factor {(*|/) factor}. */
    private final class Parser {

        private static final int DEPTH_MAX = 50;

        private int position;
        private int depth;

        Node parse() {
            Node node = sum();
            if (position < text.length()) {
                throw fault("an operator");
            }
            return node;
        }

        private Node sum() {
            if (++depth > DEPTH_MAX) {
                throw new IllegalArgumentException("formula is nested deeper than " + DEPTH_MAX);
            }
            Node left = product();
            for (Optional<Character> operator = next("+-"); operator.isPresent(); operator = next("+-")) {
                Node first = left;
                Node second = product();
                left = operator.get() == '+'
                        ? values -> first.value(values).add(second.value(values))
                        : values -> first.value(values).subtract(second.value(values));
            }
            depth--;
            return left;
        }

        private Node product() {
            Node left = factor();
            for (Optional<Character> operator = next("*/"); operator.isPresent(); operator = next("*/")) {
                Node first = left;
                Node second = factor();
                left = operator.get() == '*'
                        ? values -> first.value(values).multiply(second.value(values))
                        : values -> quotient(first.value(values), second.value(values));
            }
            return left;
        }

        private Node factor() {
            if (next("(").isPresent()) {
                Node inner = sum();
                expect(')');
                return inner;
            }
            if (next("-").isPresent()) {
                Node positive = factor();
                return values -> positive.value(values).negate();
            }
            char c = position < text.length() ? text.charAt(position) : ' ';
            if (c >= '0' && c <= '9') {
                return number();
            }
            if (c >= 'a' && c <= 'z') {
                return named(word(Formula::isNamePart));
            }
            throw fault("a number, a name or (");
        }

        private Node number() {
            int start = position;
            String word = word(Formula::isNumberPart);
            if (!NUMBER.matcher(word).matches()) {
                position = start;
                throw fault("a plain decimal such as 0.25");
            }
            var number = new BigDecimal(word);
            return values -> number;
        }

        private Node named(String name) {
            if ((name.equals("min") || name.equals("max")) && next("(").isPresent()) {
                List<Node> arguments = new ArrayList<>(List.of(sum()));
                while (next(",").isPresent()) {
                    arguments.add(sum());
                }
                expect(')');
                return values -> arguments.stream()
                    .map(argument -> argument.value(values))
                    .reduce(name.equals("min") ? BigDecimal::min : BigDecimal::max)
                    .orElseThrow();
            }
            names.add(name);
            return values -> {
                BigDecimal value = values.get(name);
                if (value == null) {
                    throw new IllegalArgumentException("formula names " + name + ", which has no value");
                }
                return value;
            };
        }

        private String word(java.util.function.IntPredicate part) {
            int start = position;
            while (position < text.length() && part.test(text.charAt(position))) {
                position++;
            }
            String word = text.substring(start, position);
            skipSpace();
            return word;
        }

        private Optional<Character> next(String anyOf) {
            skipSpace();
            if (position < text.length() && anyOf.indexOf(text.charAt(position)) >= 0) {
                char found = text.charAt(position++);
                skipSpace();
                return Optional.of(found);
            }
            return Optional.empty();
        }

        private void expect(char wanted) {
            if (next(String.valueOf(wanted)).isEmpty()) {
                throw fault("'" + wanted + "'");
            }
        }

        private void skipSpace() {
            while (position < text.length() && text.charAt(position) == ' ') {
                position++;
            }
        }

        private IllegalArgumentException fault(String allowed) {
            String found = position < text.length() ? "'" + text.charAt(position) + "'" : "the end";
            return new IllegalArgumentException("formula '%s' has %s at position %d, allowed is %s".formatted(text,
                    found, position + 1, allowed));
        }
    }

    private static boolean isNumberPart(int c) {
        return (c >= '0' && c <= '9') || c == '.';
    }

    private static boolean isNamePart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
}
