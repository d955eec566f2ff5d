package io.carbonflow.ledger.booking;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.carbonflow.accounting.factor.FactorPart;
import io.carbonflow.contracts.avro.EmissionResult;
import io.carbonflow.ledger.chain.BookedResult;

/** The rules the results of one event keep, each by itself and all together. */
final class ResultRules {

    private static final int CATEGORIES = 15;
    private static final int PCAF_MAX = 5;
    /** 1.0 to 5.0. */
    private static final Pattern SCORE = Pattern.compile("[1-4]\\.[0-9]|5\\.0");

    private ResultRules() {}

    /** A part of the whole event (the element is null) or of one of its elements. */
    private record Group(String part, String element) {}

    /** The first broken rule, in words; empty where all are kept. */
    static Optional<String> faultOf(List<EmissionResult> results) {
        return officialFault(results).or(() -> keyFault(results))
            .or(() -> results.stream().flatMap(result -> ownFault(result).stream()).findFirst());
    }

    /**
     * Each element of an event counts once, and so does each of its derived parts where the policy includes it; an event
     * without any result of its own has nothing to derive from.
     */
    private static Optional<String> officialFault(List<EmissionResult> results) {
        Map<Group, Integer> officials = new HashMap<>();
        for (EmissionResult result : results) {
            officials.merge(new Group(result.getPart(), result.getElement()), result.getOfficial() ? 1 : 0,
                    Integer::sum);
        }
        if (officials.keySet().stream().noneMatch(group -> group.part().equals(BookedResult.ACTIVITY))) {
            return Optional.of("exactly one result is official, found none of part " + BookedResult.ACTIVITY + " in "
                    + results.size());
        }
        return officials.entrySet()
            .stream()
            .filter(group -> group.getKey().part().equals(BookedResult.ACTIVITY) ? group.getValue() != 1
                    : group.getValue() > 1)
            .findFirst()
            .map(group -> (group.getKey().part().equals(BookedResult.ACTIVITY) ? "exactly" : "at most")
                    + " one result is official per part and element, found " + group.getValue() + " of part "
                    + group.getKey().part() + " and element " + group.getKey().element());
    }

    private static Optional<String> keyFault(List<EmissionResult> results) {
        var keys = new HashSet<String>();
        return results.stream()
            .map(EmissionResult::getResultKey)
            .filter(key -> !keys.add(key))
            .findFirst()
            .map(key -> "result keys are unique within an event, found " + key + " twice");
    }

    private static Optional<String> ownFault(EmissionResult result) {
        Integer category = result.getCategory();
        boolean fits = result.getScope() == 3 ? category != null && category >= 1 && category <= CATEGORIES
                : category == null && (result.getScope() == 1 || result.getScope() == 2);
        if (!fits) {
            return Optional.of("scope is 1 or 2 without a category, or 3 with a category of 1 to 15, found "
                    + result.getScope() + " with " + category);
        }
        if (FactorPart.find(result.getPart()).isEmpty()) {
            return Optional.of("part is activity or one that is derived from it, found " + result.getPart());
        }
        if (result.getMethodologyVersion() < 1) {
            return Optional.of("methodology_version is 1 or more, found " + result.getMethodologyVersion());
        }
        return qualityFault(result);
    }

    private static Optional<String> qualityFault(EmissionResult result) {
        String score = result.getQualityScore();
        if (score != null && !SCORE.matcher(score).matches()) {
            return Optional.of("quality_score is 1.0 to 5.0 with one decimal, found " + score);
        }
        Integer pcaf = result.getPcaf();
        if (pcaf != null && (pcaf < 1 || pcaf > PCAF_MAX)) {
            return Optional.of("pcaf is 1 to 5, found " + pcaf);
        }
        if ((result.getKgCo2eLow() == null) != (result.getKgCo2eHigh() == null)) {
            return Optional.of("a range has two ends, found " + result.getKgCo2eLow() + " to "
                    + result.getKgCo2eHigh());
        }
        return Optional.empty();
    }
}
