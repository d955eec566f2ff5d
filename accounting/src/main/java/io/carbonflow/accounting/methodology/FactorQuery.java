package io.carbonflow.accounting.methodology;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.carbonflow.accounting.rules.Facts;

/**
 * Where a methodology's factor comes from.
 *
 * @param from who gives it
 * @param activity the code to look up in the library; null for the activity's own. May hold {@code {activity}},
 *            {@code {industry}} and {@code {attributes.<name>}}, which stand for those facts; ask {@link #activityFor}
 * @param region the region to look in; null for the activity's own
 * @param sets regulatory sets to prefer where the policy prefers none
 */
public record FactorQuery(From from, String activity, String region, List<String> sets) {

    private static final Pattern BLANK = Pattern.compile("\\{(activity|industry|attributes\\.[A-Za-z0-9_]+)}");

    public FactorQuery {
        requireNonNull(from, "from is null");
        sets = List.copyOf(sets);
    }

    /** The code to look up for an activity with these facts; empty where a fact it needs is not stated. */
    public Optional<String> activityFor(Facts facts) {
        if (activity == null) {
            return Optional.of(facts.activity());
        }
        Matcher blank = BLANK.matcher(activity);
        var code = new StringBuilder();
        while (blank.find()) {
            String value = value(blank.group(1), facts);
            if (value == null || value.isBlank()) {
                return Optional.empty();
            }
            blank.appendReplacement(code, Matcher.quoteReplacement(value));
        }
        return Optional.of(blank.appendTail(code).toString());
    }

    /** The facts it looks at, as {@link io.carbonflow.accounting.rules.Condition#names} has them. */
    public Set<String> names() {
        return activity == null
                ? Set.of()
                : BLANK.matcher(activity).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static String value(String name, Facts facts) {
        return switch (name) {
            case "activity" -> facts.activity();
            case "industry" -> facts.industry();
            default -> facts.attributes().get(name.substring("attributes.".length()));
        };
    }

    /** Who gives a factor. */
    public enum From {
        /** The factor library. */
        LIBRARY,
        /** The reading's own grid intensity. */
        GRID_INTENSITY,
        /** The supplier's own factor. */
        SUPPLIER_FACTOR,
        /** The carrier's own mass of CO2e. */
        CARRIER_FIGURE,
        /** Contracts, certificates and residual mixes, in the order of the Scope 2 Guidance. */
        INSTRUMENTS,
        /** The quantity is itself a mass of CO2e, as an investee or a lessee reports it. */
        REPORTED_EMISSIONS;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
