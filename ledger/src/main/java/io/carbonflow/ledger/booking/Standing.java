package io.carbonflow.ledger.booking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.entries.EntryTable;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.store.Transaction;

/** What is booked of events and no later entry has taken back. */
final class Standing {

    /** Of an event that was corrected a thousand times two thousand entries are looked at, and one is read. */
    private static final String STANDING = """
            with known as materialized (
                select e.tenant_id, e.id, e.reverses
                from unnest($1::text[], $2::text[]) as k(tenant_id, event_id)
                    join ledger.entry e on e.tenant_id = k.tenant_id and e.event_id = k.event_id)
            select\s""" + EntryTable.SELECTED + """
             from known k join ledger.entry e on e.tenant_id = k.tenant_id and e.id = k.id
            where k.reverses is null
                and not exists (select from known r where r.tenant_id = k.tenant_id and r.reverses = k.id)
            order by e.tenant_id, e.id
            """;

    private Standing() {}

    /** What stands of these events. */
    static Map<EventKey, List<LedgerEntry>> of(Transaction transaction, Collection<EventKey> keys) {
        var standing = new HashMap<EventKey, List<LedgerEntry>>();
        for (SealedEntry sealed : sealed(transaction, keys)) {
            LedgerEntry entry = sealed.entry();
            standing.computeIfAbsent(new EventKey(entry.activity().tenantId(), entry.activity().eventId()),
                    key -> new ArrayList<>())
                .add(entry);
        }
        return standing;
    }

    /** The same, in the order of booking. */
    static List<SealedEntry> sealed(Transaction transaction, Collection<EventKey> keys) {
        return keys.isEmpty() ? List.of()
                : EntryTable
                    .read(transaction.query(STANDING, keys.stream().map(EventKey::tenantId).toArray(String[]::new),
                            keys.stream().map(EventKey::eventId).toArray(String[]::new)));
    }
}
