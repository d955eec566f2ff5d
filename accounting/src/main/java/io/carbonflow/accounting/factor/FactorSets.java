package io.carbonflow.accounting.factor;

import java.util.Map;

/** The regulatory sets by name, and which of them is whose. */
final class FactorSets {

    static final String OTHER = "other";
    static final String NAME_ALLOWED = "a lower-case word of at most 31 letters, digits and _";
    private static final int NAME_LENGTH_MAX = 31;

    private static final Map<String, String> SET_BY_COUNTRY = Map.of("GB", "desnz", "US", "epa");

    private FactorSets() {}

    static boolean isName(String text) {
        if (text == null || text.isEmpty() || text.length() > NAME_LENGTH_MAX || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && (c < '0' || c > '9') && c != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    /** The set a publisher's figures belong to where a file has no column for it. */
    static String ofPublisher(String publisher) {
        if (publisher.contains("DESNZ") || publisher.contains("BEIS")) {
            return "desnz";
        }
        if (publisher.startsWith("US EPA")) {
            return "epa";
        }
        if (publisher.startsWith("Our World in Data")) {
            return "owid";
        }
        return switch (publisher) {
            case "Ember" -> "ember";
            case "IPCC" -> "ipcc";
            default -> OTHER;
        };
    }

    /** The set of the country's own publisher; null where it has none in the sets we know. */
    static String ofCountry(String country) {
        return SET_BY_COUNTRY.get(country);
    }

    /** Whether the set is one of international statistics, which stand back where a country's own publisher speaks. */
    static boolean isInternational(String set) {
        return set.equals("ember") || set.equals("owid");
    }

    /**
     * Which of several sets comes first where none is asked for: DESNZ, EPA, Ember, then all others; for waste EPA before
     * DESNZ, because EPA counts the treatment itself and DESNZ only the way to it.
     */
    static int order(String set, String activity) {
        boolean isWaste = activity.startsWith("waste.");
        return switch (set) {
            case "desnz" -> isWaste ? 1 : 0;
            case "epa" -> isWaste ? 0 : 1;
            case "ember" -> 2;
            default -> 3;
        };
    }
}
