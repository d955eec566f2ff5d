package io.carbonflow.rules;

import java.util.Optional;
import java.util.regex.Pattern;

import io.carbonflow.accounting.activity.ActivityCatalogue;

/** Codes in documents: one of the catalogue, one below it, or one that stands above several. */
final class ActivityCodes {

    static final String ALLOWED = "a known activity, or the beginning of one, such as fuel";
    static final String ALLOWED_WITH_BLANKS = "a known activity, where {activity}, {industry} and {attributes.<name>} stand for those facts";

    private static final Pattern BLANK = Pattern.compile("\\{(activity|industry|attributes\\.[A-Za-z0-9_]+)}");
    private static final Pattern REST = Pattern.compile("[A-Za-z0-9_.:/-]*");

    private ActivityCodes() {}

    /** The code, where it covers at least one known activity. */
    static Optional<String> covering(String code) {
        boolean known = ActivityCatalogue.isKnown(code)
                || ActivityCatalogue.all().stream().anyMatch(type -> type.code().startsWith(code + "."));
        return known ? Optional.of(code) : Optional.empty();
    }

    /** The code, where it is known, or where what stands before its first blank covers a known one. */
    static Optional<String> withBlanks(String code) {
        String fixed = BLANK.matcher(code).replaceAll("");
        if (fixed.equals(code)) {
            return ActivityCatalogue.isKnown(code) ? Optional.of(code) : Optional.empty();
        }
        String beginning = code.substring(0, code.indexOf('{'));
        boolean known = beginning.isEmpty()
                || (beginning.endsWith(".") && covering(beginning.substring(0, beginning.length() - 1)).isPresent());
        return known && REST.matcher(fixed).matches() ? Optional.of(code) : Optional.empty();
    }
}
