package io.carbonflow.ledger.recalculation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.entries.EntryTable;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.jobs.Job;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.sqlclient.Row;

/**
 * One page of the entries that count within a period, with what decides how each is recomputed.
 *
 * @param end      the last place; null where there was no entry any more
 * @param entries  in the order of the time at which they count
 * @param targets  what reversals among them take back, wherever that counts
 * @param reversed those of the others that are taken back within the period
 * @param editions the editions that recalculations used which booked any of them; no value where they chose none
 * @param kept     what the events said
 */
record ReconciliationEntries(Job.Place end, List<LedgerEntry> entries, Map<UUID, LedgerEntry> targets,
        Set<UUID> reversed, Map<UUID, String> editions, KeptActivities kept) {

    private static final String PAGE = "select " + EntryTable.SELECTED + """
             from (
                (select e.id, e.occurred_at as at from ledger.entry e
                  where e.tenant_id = $1 and e.accounted_at is null and e.occurred_at >= $2 and e.occurred_at < $4
                    and (e.occurred_at, e.id) > ($2, $3) and e.booked_at <= $5
                  order by e.occurred_at, e.id limit $6)
                union all
                (select e.id, e.accounted_at from ledger.entry e
                  where e.tenant_id = $1 and e.accounted_at is not null and e.accounted_at >= $2 and e.accounted_at < $4
                    and (e.accounted_at, e.id) > ($2, $3) and e.booked_at <= $5
                  order by e.accounted_at, e.id limit $6)
                order by at, id limit $6) p
                join ledger.entry e on e.tenant_id = $1 and e.id = p.id
            order by p.at, p.id
            """;
    private static final String TARGETS = "select " + EntryTable.SELECTED
            + " from ledger.entry e where e.tenant_id = $1 and e.id = any ($2::uuid[])";
    private static final String REVERSED = """
            select reverses from ledger.entry where tenant_id = $1 and reverses = any ($2::uuid[]) and reverses is not null
                and coalesce(accounted_at, occurred_at) >= $3 and coalesce(accounted_at, occurred_at) < $4 and booked_at <= $5
            """;
    private static final String EDITIONS = """
            select id, edition from ledger.recalculation where tenant_id = $1 and id = any ($2::uuid[])
            """;
    private static final String KEYS_EVER_BOOKED = """
            select distinct event_id, result_key from ledger.entry
            where tenant_id = $1 and event_id = any ($2::text[]) and reverses is null
            """;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    static ReconciliationEntries next(Transaction transaction, String tenantId, Reconciliation asked, Job.Place after,
            int limit) {
        Instant at = after == null ? asked.from() : after.at();
        UUID id = after == null ? BEFORE_ALL : UUID.fromString(after.key());
        var entries = EntryTable
            .read(transaction.query(PAGE, tenantId, Times.toColumn(at), id, Times.toColumn(asked.to()),
                    Times.toColumn(asked.knownOn()), limit))
            .stream()
            .map(SealedEntry::entry)
            .toList();
        UUID[] ids = entries.stream().map(LedgerEntry::id).toArray(UUID[]::new);
        UUID[] targetIds = entries.stream()
            .map(entry -> entry.links().reverses())
            .filter(Objects::nonNull)
            .toArray(UUID[]::new);
        Map<UUID, LedgerEntry> targets = EntryTable.read(transaction.query(TARGETS, tenantId, targetIds))
            .stream()
            .map(SealedEntry::entry)
            .collect(Collectors.toMap(LedgerEntry::id, Function.identity()));
        var reversed = new HashSet<UUID>();
        transaction.query(REVERSED, tenantId, ids, Times.toColumn(asked.from()), Times.toColumn(asked.to()),
                Times.toColumn(asked.knownOn()))
            .forEach(row -> reversed.add(row.getUUID("reverses")));
        var recomputed = new ArrayList<>(entries);
        recomputed.addAll(targets.values());
        var last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
        return new ReconciliationEntries(last == null ? null : new Job.Place(last.accountedAt(), last.id().toString()),
                entries, targets, reversed, editions(transaction, tenantId, recomputed),
                KeptActivities.of(transaction, tenantId, recomputed));
    }

    private static Map<UUID, String> editions(Transaction transaction, String tenantId, List<LedgerEntry> entries) {
        var editions = new HashMap<UUID, String>();
        UUID[] recalculations = entries.stream()
            .map(entry -> entry.links().recalculationId())
            .filter(Objects::nonNull)
            .distinct()
            .toArray(UUID[]::new);
        if (recalculations.length > 0) {
            for (Row row : transaction.query(EDITIONS, tenantId, recalculations)) {
                editions.put(row.getUUID("id"), row.getString("edition"));
            }
        }
        return editions;
    }

    /** Of some events the results that there ever was an entry of, as {@code <result key> of <event>}. */
    static Set<String> everBooked(Transaction transaction, String tenantId, Set<String> eventIds) {
        var keys = new HashSet<String>();
        for (Row row : transaction.query(KEYS_EVER_BOOKED, tenantId, eventIds.toArray(String[]::new))) {
            keys.add(resultOf(row.getString("event_id"), row.getString("result_key")));
        }
        return keys;
    }

    static String resultOf(String eventId, String resultKey) {
        return resultKey + " of " + eventId;
    }
}
