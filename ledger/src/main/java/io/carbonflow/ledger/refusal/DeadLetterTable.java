package io.carbonflow.ledger.refusal;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.carbonflow.ledger.retention.RetentionPeriods;
import io.carbonflow.ledger.store.Columns;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;

/** The table of what was refused. */
public final class DeadLetterTable {

    private static final Columns<Refusal> COLUMNS = new Columns<Refusal>()
        .add("id", "text", String[]::new, Refusal::id)
        .add("tenant_id", "text", String[]::new, Refusal::tenantId)
        .add("event_id", "text", String[]::new, Refusal::eventId)
        .add("stage", "text", String[]::new, Refusal::stage)
        .add("source", "text", String[]::new, Refusal::source)
        .add("channel", "text", String[]::new, Refusal::channel)
        .add("received_at", "timestamptz", OffsetDateTime[]::new, one -> Times.toColumn(one.receivedAt()))
        .add("rejected_at", "timestamptz", OffsetDateTime[]::new, one -> Times.toColumn(one.rejectedAt()))
        .addAsText("reasons", "jsonb", Refusal::reasonsJson)
        .add("content_type", "text", String[]::new, Refusal::contentType)
        .add("correlation_id", "text", String[]::new, Refusal::correlationId)
        .add("raw_topic", "text", String[]::new, one -> one.raw() == null ? null : one.raw().topic())
        .add("raw_partition", "int", Integer[]::new, one -> one.raw() == null ? null : one.raw().partition())
        .add("raw_offset", "bigint", Long[]::new, one -> one.raw() == null ? null : one.raw().offset())
        .add("held", "boolean", Boolean[]::new, Refusal::held);

    private static final String INSERT = COLUMNS.insertInto("ledger.dead_letter")
            + " on conflict do nothing returning tenant_id, id";

    private static final String OURS = """
            select d.tenant_id, d.id, d.rejected_at, d.reasons::text as reasons
            from unnest($1::text[], $2::text[]) as k(tenant_id, id)
                join ledger.dead_letter d on d.tenant_id = k.tenant_id and d.id = k.id and d.stage = 'ledger'
            """;

    private DeadLetterTable() {}

    /**
     * Keeps the refusals that are not there yet, and returns those.
     *
     * @param periods how long after a refusal its bytes are kept
     */
    public static List<Refusal> insert(Transaction transaction, List<Refusal> refusals, RetentionPeriods periods) {
        if (refusals.isEmpty()) {
            return List.of();
        }
        Set<List<String>> inserted = new HashSet<>();
        for (Row row : transaction.query(INSERT, COLUMNS.arrays(refusals))) {
            inserted.add(List.of(row.getString("tenant_id"), row.getString("id")));
        }
        var kept = refusals.stream()
            .filter(refusal -> inserted.remove(List.of(refusal.tenantId(), refusal.id())))
            .toList();
        if (!kept.isEmpty()) {
            var bytes = payloads(periods);
            transaction.enqueue(bytes.insertInto("ledger.letter_payload"), bytes.arrays(kept));
        }
        return kept;
    }

    /** Of refusals the ledger would make, those it has made before, as it made them. */
    public static List<Refusal> madeBefore(Transaction transaction, List<Refusal> refusals) {
        var byId = new HashMap<List<String>, Refusal>();
        refusals.forEach(refusal -> byId.put(List.of(refusal.tenantId(), refusal.id()), refusal));
        var before = new ArrayList<Refusal>();
        for (Row row : transaction.query(OURS, refusals.stream().map(Refusal::tenantId).toArray(String[]::new),
                refusals.stream().map(Refusal::id).toArray(String[]::new))) {
            var again = byId.remove(List.of(row.getString("tenant_id"), row.getString("id")));
            if (again != null) {
                before.add(again.asMade(Times.of(row, "rejected_at"), row.getString("reasons")));
            }
        }
        return before;
    }

    private static Columns<Refusal> payloads(RetentionPeriods periods) {
        return new Columns<Refusal>()
            .add("tenant_id", "text", String[]::new, Refusal::tenantId)
            .add("letter_id", "text", String[]::new, Refusal::id)
            .add("payload", "bytea", Buffer[]::new, one -> Buffer.buffer(one.payload()))
            .add("kept_until", "timestamptz", OffsetDateTime[]::new,
                    one -> Times.toColumn(periods.lettersUntil(one.tenantId(), one.rejectedAt())));
    }
}
