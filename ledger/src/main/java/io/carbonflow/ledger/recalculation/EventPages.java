package io.carbonflow.ledger.recalculation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.jobs.Job.Place;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.sqlclient.Row;

/** The events of which something stands that a recalculation chooses, in the order of the time at which that counts. */
final class EventPages {

    /** From either index of times as many as a page takes; an event has few entries, all at one time or two. */
    private static final String PAGE = """
            select at, event_id from (
                (select distinct e.occurred_at as at, e.event_id collate "C" as event_id from ledger.entry e
                  where e.tenant_id = $1 and e.accounted_at is null and e.occurred_at >= $2 and e.occurred_at < $4
                    and (e.occurred_at, e.event_id collate "C") > ($2, $3) and %1$s
                  order by 1, 2 limit $5)
                union
                (select distinct e.accounted_at, e.event_id collate "C" from ledger.entry e
                  where e.tenant_id = $1 and e.accounted_at is not null and e.accounted_at >= $2 and e.accounted_at < $4
                    and (e.accounted_at, e.event_id collate "C") > ($2, $3) and %1$s
                  order by 1, 2 limit $5)) one
            order by at, event_id limit $5
            """.formatted(
            """
                    e.reverses is null
                            and ($6::text is null or e.supplier_id = $6) and ($7::text is null or e.facility_id = $7)
                            and ($8::text is null or e.source_id = $8) and ($9::int is null or e.scope = $9)
                            and ($10::int is null or e.category = $10)
                            and ($11::text is null or e.activity = $11 or starts_with(e.activity, $11 || '.'))
                            and not exists (select from ledger.entry r where r.tenant_id = e.tenant_id and r.reverses = e.id)""");

    private EventPages() {}

    /** An event at one of the times at which entries of it count. */
    record Stop(Place place, String eventId) {}

    /** The next page; empty at the end. */
    static List<Stop> next(Transaction transaction, String tenantId, RecalculationForm form, Place after, int limit) {
        Place last = after == null ? new Place(form.from(), "") : after;
        var stops = new ArrayList<Stop>();
        for (Row row : transaction.query(PAGE, tenantId, Times.toColumn(last.at()), last.key(),
                Times.toColumn(form.to()), limit, form.supplierId(), form.facilityId(), form.sourceId(), form.scope(),
                form.category(), form.activity())) {
            String eventId = row.getString("event_id");
            stops.add(new Stop(new Place(Times.of(row, "at"), eventId), eventId));
        }
        return stops;
    }

    /** Whether this is the first time at which the event is come by: it is looked at there and not again. */
    static boolean isFirst(Stop stop, List<SealedEntry> standing, RecalculationForm form) {
        return standing.stream()
            .map(SealedEntry::entry)
            .filter(entry -> isChosen(entry, form))
            .map(entry -> entry.accountedAt())
            .filter(at -> !at.isBefore(form.from()) && at.isBefore(form.to()))
            .noneMatch(at -> at.isBefore(stop.place().at()));
    }

    private static boolean isChosen(LedgerEntry entry, RecalculationForm form) {
        var activity = entry.activity();
        return isAnyOr(form.supplierId(), activity.supplierId()) && isAnyOr(form.facilityId(), activity.facilityId())
                && isAnyOr(form.sourceId(), activity.sourceId()) && isAnyOr(form.scope(), entry.result().scope())
                && isAnyOr(form.category(), entry.result().category());
    }

    private static boolean isAnyOr(Object asked, Object found) {
        return asked == null || Objects.equals(asked, found);
    }
}
