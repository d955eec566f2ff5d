package io.carbonflow.ledger.imbalance;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.refusal.RawPosition;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transactions;
import io.vertx.sqlclient.Row;

/** Which end records have met, by what the ledger's rows say of their place in the broker, whatever id they carry. */
@ApplicationScoped
class Endings {

    private static final String OF_RAW = """
            select r.n, case
                when exists (select from ledger.event e where e.tenant_id = $1 and e.event_id = r.event_id
                        and e.raw_topic = r.raw_topic and e.raw_partition = r.raw_partition
                        and e.raw_offset = r.raw_offset and e.received_at = r.received_at)
                    or exists (select from ledger.event_version v where v.tenant_id = $1
                        and v.event_id = r.event_id and v.raw_topic = r.raw_topic
                        and v.raw_partition = r.raw_partition and v.raw_offset = r.raw_offset
                        and v.received_at = r.received_at)
                    or exists (select from ledger.duplicate d where d.raw_topic = r.raw_topic
                        and d.raw_partition = r.raw_partition and d.raw_offset = r.raw_offset
                        and d.received_at = r.received_at) then 'ledger'
                else (select d.stage from ledger.dead_letter d where d.raw_topic = r.raw_topic
                        and d.raw_partition = r.raw_partition and d.raw_offset = r.raw_offset
                        and d.received_at = r.received_at) end as stage
            from unnest($2::text[], $3::text[], $4::int[], $5::bigint[], $6::timestamptz[])
                with ordinality as r(event_id, raw_topic, raw_partition, raw_offset, received_at, n)
            """;
    private static final String LETTERS = """
            select id from ledger.dead_letter where tenant_id = $1 and id = any ($2::text[])
            """;

    private final Transactions transactions;

    Endings(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * A raw record.
     *
     * @param eventId of what it carries, or null
     */
    record Raw(RawPosition position, String eventId) {}

    /** The stage at which each record met its end, {@code ledger} or that of its dead letter; none where it met none. */
    Map<RawPosition, String> ofRaw(String tenantId, List<Raw> records) {
        if (records.isEmpty()) {
            return Map.of();
        }
        return transactions.snapshot(tenantId, transaction -> {
            var stages = new HashMap<RawPosition, String>();
            for (Row row : transaction.query(OF_RAW, tenantId,
                    records.stream().map(Raw::eventId).toArray(String[]::new),
                    records.stream().map(one -> one.position().topic()).toArray(String[]::new),
                    records.stream().map(one -> one.position().partition()).toArray(Integer[]::new),
                    records.stream().map(one -> one.position().offset()).toArray(Long[]::new),
                    records.stream()
                        .map(one -> Times.toColumn(one.position().receivedAt()))
                        .toArray(OffsetDateTime[]::new))) {
                if (row.getString("stage") != null) {
                    stages.put(records.get((int) (row.getLong("n") - 1)).position(), row.getString("stage"));
                }
            }
            return stages;
        });
    }

    /** Which of these letters the ledger holds. */
    Set<String> lettersHeld(String tenantId, List<String> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return transactions.snapshot(tenantId, transaction -> {
            var held = new HashSet<String>();
            transaction.query(LETTERS, tenantId, ids.toArray(String[]::new))
                .forEach(row -> held.add(row.getString("id")));
            return held;
        });
    }
}
