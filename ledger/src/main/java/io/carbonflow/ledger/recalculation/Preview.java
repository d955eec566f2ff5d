package io.carbonflow.ledger.recalculation;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.KeptActivity;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.contracts.avro.Recalculated;
import io.carbonflow.ledger.booking.Adjustments;
import io.carbonflow.ledger.booking.ResultDifference;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.jobs.Job;
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.ledger.store.Transactions;

/** Finds out of one page of events what a recalculation changes of them. */
@ApplicationScoped
class Preview {

    /** Of an event whose activity is not kept, or not any more. */
    static final String NOT_KEPT = "ACTIVITY_NOT_KEPT";

    private final Transactions transactions;
    private final CalculatorClient calculator;
    private final Clock clock;

    Preview(Transactions transactions, CalculatorClient calculator, Clock clock) {
        this.transactions = transactions;
        this.calculator = calculator;
        this.clock = clock;
    }

    /**
     * One page.
     *
     * @param end    the last place it looked at; null where there was nothing more
     * @param events how many it looked at
     * @param items  those of them that change or cannot be worked out
     */
    record Page(Job.Place end, int events, List<Item> items) {}

    /** What stands of the events of a page, and what was kept of them. */
    private record Found(Job.Place end, Map<String, List<SealedEntry>> standing, KeptActivities kept) {}

    Page page(String tenantId, RecalculationForm form, Job.Place after, int limit) {
        Found found = transactions.snapshot(tenantId, transaction -> find(transaction, tenantId, form, after, limit));
        Instant calculatedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var asked = new ArrayList<KeptActivity>();
        var outcomes = new HashMap<String, Recalculated>();
        found.standing().forEach((eventId, standing) -> {
            var first = standing.get(0).entry();
            found.kept()
                .contentOf(first)
                .ifPresentOrElse(content -> asked.add(KeptActivity.newBuilder()
                    .setEventId(eventId)
                    .setContent(content)
                    .setOccurredAt(first.activity().occurredAt())
                    .build()), () -> outcomes.put(eventId, notKept(eventId)));
        });
        if (!asked.isEmpty()) {
            calculator.ask(form.asking(tenantId, asked))
                .forEach(outcome -> outcomes.put(outcome.getEventId(), outcome));
        }
        var items = new ArrayList<Item>();
        found.standing().forEach((eventId, standing) -> {
            var item = item(eventId, standing, outcomes.get(eventId), calculatedAt);
            boolean matters = item.difference() == null || !item.difference().isNone()
                    && (form.methodologyId() == null || item.difference().concerns(form.methodologyId()));
            if (matters) {
                items.add(item);
            }
        });
        return new Page(found.end(), found.standing().size(), items);
    }

    private static Found find(Transaction transaction, String tenantId, RecalculationForm form, Job.Place after,
            int limit) {
        var stops = EventPages.next(transaction, tenantId, form, after, limit);
        if (stops.isEmpty()) {
            return new Found(null, Map.of(), KeptActivities.of(transaction, tenantId, List.of()));
        }
        var standing = new HashMap<String, List<SealedEntry>>();
        for (SealedEntry sealed : Adjustments.standing(transaction, tenantId,
                stops.stream().map(EventPages.Stop::eventId).distinct().toList())) {
            standing.computeIfAbsent(sealed.entry().activity().eventId(), key -> new ArrayList<>()).add(sealed);
        }
        var here = new LinkedHashMap<String, List<SealedEntry>>();
        for (EventPages.Stop stop : stops) {
            var entries = standing.getOrDefault(stop.eventId(), List.of());
            if (!entries.isEmpty() && EventPages.isFirst(stop, entries, form)) {
                here.put(stop.eventId(), entries);
            }
        }
        var kept = KeptActivities.of(transaction, tenantId,
                here.values().stream().map(entries -> entries.get(0).entry()).toList());
        return new Found(stops.get(stops.size() - 1).place(), here, kept);
    }

    private static Item item(String eventId, List<SealedEntry> standing, Recalculated outcome, Instant calculatedAt) {
        if (!outcome.getReasons().isEmpty()) {
            return new Item(eventId, standing, outcome, null, calculatedAt);
        }
        return ResultDifference.faultOf(outcome)
            .map(fault -> new Item(eventId, standing,
                    without(eventId, ReasonCode.SCHEMA_INCOMPATIBLE.name(), fault), null, calculatedAt))
            .orElseGet(() -> new Item(eventId, standing, outcome,
                    ResultDifference.of(Item.entries(standing), outcome), calculatedAt));
    }

    private static Recalculated notKept(String eventId) {
        return without(eventId, NOT_KEPT,
                "what the event said is not kept: it was booked before activities were, or its time has come");
    }

    private static Recalculated without(String eventId, String code, String detail) {
        return Recalculated.newBuilder()
            .setEventId(eventId)
            .setReasons(List.of(new Reason(code, null, detail)))
            .build();
    }
}
