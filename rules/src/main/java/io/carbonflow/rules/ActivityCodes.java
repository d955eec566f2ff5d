package io.carbonflow.rules;

import java.util.Optional;
import java.util.regex.Pattern;

import io.carbonflow.accounting.activity.ActivityCatalogue;

/** Codes in documents: one of the catalogue, one below it, or one that stands above several. */
final class ActivityCodes {

    static final String ALLOWED = "a known activity, or the beginning of one, such as fuel";
    static final String ALLOWED_WITH_BLANKS = "a known activity; {industry} and {attributes.<name>} stand for those facts";

    private static final Pattern BLANK = Pattern.compile("\\{(industry|attributes\\.[A-Za-z0-9_]+)}");
    private static final String SIX_DIGITS = "111111";

    private ActivityCodes() {}

    /** The code, where it covers at least one known activity. */
    static Optional<String> covering(String code) {
        boolean known = ActivityCatalogue.isKnown(code)
                || ActivityCatalogue.all().stream().anyMatch(type -> type.code().startsWith(code + "."));
        return known ? Optional.of(code) : Optional.empty();
    }

    /** The code, where it is known once its blanks are filled. */
    static Optional<String> withBlanks(String code) {
        String filled = BLANK.matcher(code).replaceAll(SIX_DIGITS);
        return ActivityCatalogue.isKnown(filled) ? Optional.of(code) : Optional.empty();
    }
}
