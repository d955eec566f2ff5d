package io.carbonflow.accounting.receipt;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What working a receipt out again shows. White space and the order of members do not matter; every digit does.
 *
 * <p>
 * What a receipt rests on (quantities, the factor, shares, marks) is taken from it; what follows from that (conversions,
 * values under each set, masses, the interval) is worked out again, so a changed member shows itself by what no longer
 * follows.
 */
public sealed interface Recomputation {

    /** The outcome as one value, whichever it is. */
    <T> T fold(Function<Same, T> onSame, Function<Differs, T> onDiffers, Function<NotAReceipt, T> onNotAReceipt);

    /** Works a receipt of any known format out again. */
    static Recomputation of(String receiptJson) {
        String recomputed;
        try {
            recomputed = Receipt.recompute(receiptJson);
        } catch (IllegalArgumentException e) {
            return new NotAReceipt(e.getMessage());
        }
        var differences = new ArrayList<Difference>();
        new Comparison(JsonReader.lines(receiptJson), differences).compare("", CanonicalJson.read(receiptJson),
                CanonicalJson.read(recomputed));
        return differences.isEmpty() ? new Same(recomputed) : new Differs(differences);
    }

    /**
     * The receipt is right.
     *
     * @param canonical its canonical text
     */
    record Same(String canonical) implements Recomputation {

        @Override
        public <T> T fold(Function<Same, T> onSame, Function<Differs, T> onDiffers,
                Function<NotAReceipt, T> onNotAReceipt) {
            return onSame.apply(this);
        }
    }

    /**
     * The receipt is wrong.
     *
     * @param differences at least one, in the order of their paths
     */
    record Differs(List<Difference> differences) implements Recomputation {

        public Differs {
            differences = List.copyOf(differences);
        }

        @Override
        public <T> T fold(Function<Same, T> onSame, Function<Differs, T> onDiffers,
                Function<NotAReceipt, T> onNotAReceipt) {
            return onDiffers.apply(this);
        }
    }

    /**
     * The text is no receipt.
     *
     * @param reason what is wrong with it
     */
    record NotAReceipt(String reason) implements Recomputation {

        public NotAReceipt {
            requireNonNull(reason, "reason is null");
        }

        @Override
        public <T> T fold(Function<Same, T> onSame, Function<Differs, T> onDiffers,
                Function<NotAReceipt, T> onNotAReceipt) {
            return onNotAReceipt.apply(this);
        }
    }

    /**
     * A member that is not what it should be.
     *
     * @param path of the member, for example {@code result.kg_co2e}
     * @param found its JSON text; {@code (absent)} where it is not there
     * @param expected the JSON text it should have; {@code (absent)} where it should not be there
     * @param line of the text it stands on, from 1; that of the enclosing member where it is not there
     */
    record Difference(String path, String found, String expected, int line) {

        @Override
        public String toString() {
            return "line %d: %s is %s, recomputed %s".formatted(line, path, found, expected);
        }
    }

    /**
     * Walks two values side by side.
     *
     * @param lines where each path stands
     * @param differences collects what differs
     */
    record Comparison(Map<String, Integer> lines, List<Difference> differences) {

        private static final String ABSENT = "(absent)";

        void compare(String path, Object found, Object expected) {
            if (found instanceof Map<?, ?> one && expected instanceof Map<?, ?> other) {
                var keys = new TreeSet<String>();
                one.keySet().forEach(key -> keys.add((String) key));
                other.keySet().forEach(key -> keys.add((String) key));
                for (String key : keys) {
                    String member = path.isEmpty() ? key : path + '.' + key;
                    if (one.containsKey(key) && other.containsKey(key)) {
                        compare(member, one.get(key), other.get(key));
                    } else {
                        differ(member, text(one, key), text(other, key));
                    }
                }
            } else if (found instanceof List<?> one && expected instanceof List<?> other
                    && one.size() == other.size()) {
                for (int i = 0; i < one.size(); i++) {
                    compare(path + '[' + i + ']', one.get(i), other.get(i));
                }
            } else if (!CanonicalJson.write(found).equals(CanonicalJson.write(expected))) {
                differ(path, CanonicalJson.write(found), CanonicalJson.write(expected));
            }
        }

        private void differ(String path, String found, String expected) {
            String standing = path;
            while (!standing.isEmpty() && !lines.containsKey(standing)) {
                standing = standing.substring(0, Math.max(0, Math.max(standing.lastIndexOf('.'),
                        standing.lastIndexOf('['))));
            }
            differences.add(new Difference(path, found, expected, lines.getOrDefault(standing, 1)));
        }

        private static String text(Map<?, ?> map, String key) {
            return map.containsKey(key) ? CanonicalJson.write(map.get(key)) : ABSENT;
        }
    }
}
