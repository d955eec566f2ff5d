package io.carbonflow.accounting.activity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The codes nearest to one that is not known. A code counts as nearer the fewer letters have to be changed, added or left
 * out; a common beginning counts for it, and so does a part between dots that both have.
 */
final class NearestCodes {

    private static final int TEXT_LENGTH_MAX = 80;

    private NearestCodes() {}

    static List<String> to(String text, List<String> known, int howMany) {
        String wanted = shortened(text).toLowerCase(Locale.ROOT);
        var scored = new ArrayList<Scored>(known.size());
        for (String code : known) {
            scored.add(new Scored(code, score(wanted, code)));
        }
        return scored.stream()
            .sorted(Comparator.comparingInt(Scored::score).thenComparing(Scored::code))
            .limit(howMany)
            .map(Scored::code)
            .toList();
    }

    static String shortened(String text) {
        return text.length() > TEXT_LENGTH_MAX ? text.substring(0, TEXT_LENGTH_MAX) : text;
    }

    private static int score(String wanted, String code) {
        int score = 2 * distance(wanted, code) - commonBeginning(wanted, code);
        for (String part : code.split("\\.")) {
            if (part.length() > 2 && wanted.contains(part)) {
                score -= 2 * part.length();
            }
        }
        return score;
    }

    private static int commonBeginning(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            if (one.charAt(i) != other.charAt(i)) {
                return i;
            }
        }
        return length;
    }

    /** Levenshtein's distance, with two rows. */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        int[] here = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            here[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                here[j] = Math.min(changed, Math.min(above[j], here[j - 1]) + 1);
            }
            int[] swap = above;
            above = here;
            here = swap;
        }
        return above[other.length()];
    }

    private record Scored(String code, int score) {}
}
