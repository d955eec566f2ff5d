package io.carbonflow.ledger.verification;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.chain.Links;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.ledger.verification.ChainWalk.Mismatch;
import io.vertx.sqlclient.Row;

/**
 * Compares the rows that tell events apart with the entries that were booked with them. An event that has versions is
 * left out: its row is that of whichever came first.
 */
final class EventCheck {

    private static final String EVENTS = """
            select e.tenant_id, e.event_id, e.received_at, e.booked_at
            from unnest($1::text[], $2::text[]) as k(tenant_id, event_id)
                join ledger.event e on e.tenant_id = k.tenant_id and e.event_id = k.event_id
            """;

    private EventCheck() {}

    private record Key(String tenantId, String eventId) {}

    private record Moments(Instant receivedAt, Instant bookedAt) {}

    static void check(Transactions transactions, Collection<List<SealedEntry>> blocks) throws Mismatch {
        var first = blocks.stream().flatMap(List::stream).filter(EventCheck::isOfFirstDelivery).toList();
        if (first.isEmpty()) {
            return;
        }
        var keys = first.stream().map(EventCheck::key).distinct().toList();
        var tenantIds = keys.stream().map(Key::tenantId).collect(Collectors.toSet());
        Map<Key, Moments> events = transactions.run(tenantIds, transaction -> {
            var found = new HashMap<Key, Moments>();
            for (Row row : transaction.query(EVENTS, keys.stream().map(Key::tenantId).toArray(String[]::new),
                    keys.stream().map(Key::eventId).toArray(String[]::new))) {
                found.put(new Key(row.getString("tenant_id"), row.getString("event_id")),
                        new Moments(Times.of(row, "received_at"), Times.of(row, "booked_at")));
            }
            return found;
        });
        for (SealedEntry sealed : first) {
            var entry = sealed.entry();
            if (!new Moments(entry.activity().receivedAt(), entry.bookedAt()).equals(events.get(key(sealed)))) {
                throw new Mismatch(sealed.height(), entry.id(), events.containsKey(key(sealed))
                        ? "the row of the entry's event says another time of receipt or booking"
                        : "the row of the entry's event is missing");
            }
        }
    }

    private static boolean isOfFirstDelivery(SealedEntry sealed) {
        Links links = sealed.entry().links();
        return sealed.entry().entryType().equals(LedgerEntry.BOOKED) && links.revision() == null
                && links.replaces() == null;
    }

    private static Key key(SealedEntry sealed) {
        return new Key(sealed.entry().activity().tenantId(), sealed.entry().activity().eventId());
    }
}
