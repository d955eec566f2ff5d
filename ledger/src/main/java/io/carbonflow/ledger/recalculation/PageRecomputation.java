package io.carbonflow.ledger.recalculation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

import io.carbonflow.contracts.avro.EmissionResult;
import io.carbonflow.contracts.avro.KeptActivity;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.contracts.avro.Recalculated;
import io.carbonflow.ledger.chain.LedgerEntry;

/**
 * Works out what the entries of a page should say: what each event comes to by the editions that were in use when it was
 * calculated, and no entry's own mass.
 */
final class PageRecomputation {

    private final Reconciliation asked;
    private final ReconciliationEntries page;
    private final Map<Source, List<LedgerEntry>> bySource = new LinkedHashMap<>();
    private final Map<Source, Recalculated> outcomes = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /** What entries were worked out from together: a version of an event, at one time, by one choice of editions. */
    private record Source(String eventId, String activitySha256, Instant calculatedAt, UUID recalculationId) {

        static Source of(LedgerEntry entry) {
            var activity = entry.activity();
            return new Source(activity.eventId(), activity.activitySha256(), activity.calculatedAt(),
                    entry.links().recalculationId());
        }
    }

    PageRecomputation(Reconciliation asked, ReconciliationEntries page) {
        this.asked = asked;
        this.page = page;
        for (LedgerEntry entry : page.entries()) {
            if (counts(entry)) {
                var base = base(entry);
                bySource.computeIfAbsent(Source.of(base), key -> new ArrayList<>()).add(base);
            }
        }
    }

    /** Whether it adds anything: what is taken back within the period adds nothing, and neither does what takes it back. */
    private boolean counts(LedgerEntry entry) {
        if (!entry.isReversal()) {
            return !page.reversed().contains(entry.id());
        }
        var target = page.targets().get(entry.links().reverses());
        return target != null && !asked.contains(target.accountedAt());
    }

    private LedgerEntry base(LedgerEntry entry) {
        return entry.isReversal() ? page.targets().get(entry.links().reverses()) : entry;
    }

    /** Asks the calculator about every source of which something was kept. */
    void ask(Function<List<KeptActivity>, List<Recalculated>> calculator) {
        var sources = new ArrayList<Source>();
        var activities = new ArrayList<KeptActivity>();
        bySource.forEach((source, entries) -> page.kept().contentOf(entries.get(0)).ifPresent(content -> {
            sources.add(source);
            activities.add(KeptActivity.newBuilder()
                .setEventId(source.eventId())
                .setContent(content)
                .setOccurredAt(entries.get(0).activity().occurredAt())
                .setKnownAt(source.calculatedAt())
                .setEdition(page.editions().get(source.recalculationId()))
                .setNamedEditions(
                        entries.stream().map(entry -> entry.result().factorEdition()).distinct().toList())
                .build());
        }));
        if (!activities.isEmpty()) {
            var answered = calculator.apply(activities);
            for (int i = 0; i < sources.size(); i++) {
                outcomes.put(sources.get(i), answered.get(i));
            }
        }
    }

    /** The events of which any result may be missing. */
    Set<String> eventIds() {
        var eventIds = new TreeSet<String>();
        outcomes.forEach((source, outcome) -> eventIds.add(source.eventId()));
        return eventIds;
    }

    /**
     * Compares, and adds up.
     *
     * @param everBooked results that there ever was an entry of
     * @return what is not as it should be
     */
    List<Finding> compare(Sums sums, Set<String> everBooked) {
        for (LedgerEntry entry : page.entries()) {
            sums.entries(entry.result(), entry.result().masses().co2e());
            if (counts(entry)) {
                compare(entry, sums);
            } else if (entry.isReversal()) {
                compareWithTarget(entry);
            }
        }
        outcomes.forEach((source, outcome) -> outcome.getResults()
            .stream()
            .filter(result -> !everBooked.contains(ReconciliationEntries.resultOf(source.eventId(),
                    result.getResultKey())))
            .forEach(result -> missing(source, result, sums)));
        return findings;
    }

    private void compare(LedgerEntry entry, Sums sums) {
        var base = base(entry);
        var outcome = outcomes.get(Source.of(base));
        BigDecimal booked = entry.result().masses().co2e();
        if (outcome == null || !outcome.getReasons().isEmpty()) {
            sums.notRecomputed(entry.result(), booked);
            findings.add(Finding.of("not_recomputed", entry, null, outcome == null
                    ? "what the event said is not kept"
                    : inWords(outcome.getReasons().get(0))));
            return;
        }
        var result = outcome.getResults()
            .stream()
            .filter(one -> one.getResultKey().equals(base.result().resultKey()))
            .findFirst();
        BigDecimal positive = result.map(EmissionResult::getKgCo2e).orElse(BigDecimal.ZERO.setScale(6));
        BigDecimal recomputed = entry.isReversal() ? positive.negate() : positive;
        sums.recomputed(entry.result(), recomputed);
        if (booked.compareTo(recomputed) != 0) {
            findings.add(Finding.of("entry", entry, recomputed, result.map(one -> why(base, one))
                .orElse("the event has no result " + base.result().resultKey() + " by the rules in force")));
        }
    }

    private static String why(LedgerEntry base, EmissionResult now) {
        var booked = base.result();
        var methodology = booked.methodology();
        if (!methodology.id().equals(now.getMethodologyId()) || methodology.version() != now.getMethodologyVersion()) {
            return "methodology " + now.getMethodologyId() + " version " + now.getMethodologyVersion()
                    + " is in force, the entry is by " + methodology.id() + " version " + methodology.version();
        }
        if (!booked.gwpSet().equals(now.getGwpSet())) {
            return "the official set is " + now.getGwpSet() + ", the entry stands in " + booked.gwpSet();
        }
        if (!booked.factorId().equals(now.getFactorId())) {
            return "factor " + now.getFactorId() + " of edition " + now.getFactorEdition()
                    + " is selected, the entry names " + booked.factorId() + " of " + booked.factorEdition();
        }
        return "by the same factor and methodology the event comes to another mass: the entry was changed";
    }

    private void compareWithTarget(LedgerEntry reversal) {
        var target = page.targets().get(reversal.links().reverses());
        BigDecimal expected = target == null ? null : target.result().masses().co2e().negate();
        if (target == null) {
            findings.add(Finding.of("reversal", reversal, null, "what it takes back, entry "
                    + reversal.links().reverses() + ", is not there"));
        } else if (expected.compareTo(reversal.result().masses().co2e()) != 0) {
            findings
                .add(Finding.of("reversal", reversal, expected, "it is not the negative of what it takes back, entry "
                        + target.id()));
        }
    }

    private void missing(Source source, EmissionResult result, Sums sums) {
        var finding = new Finding("missing", ReconciliationEntries.resultOf(source.eventId(), result.getResultKey()),
                source.eventId(), result.getScope(), result.getCategory(), result.getMethod(), result.getOfficial(),
                BigDecimal.ZERO.setScale(6), result.getKgCo2e(), "the event has this result, and no entry of it");
        sums.missing(finding);
        findings.add(finding);
    }

    private static String inWords(Reason reason) {
        return reason.getCode() + ": " + reason.getDetail();
    }
}
