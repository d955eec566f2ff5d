package io.carbonflow.ledger.refusal;

import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
        .add("payload", "bytea", Buffer[]::new, one -> Buffer.buffer(one.payload()))
        .add("correlation_id", "text", String[]::new, Refusal::correlationId)
        .add("raw_topic", "text", String[]::new, one -> one.raw() == null ? null : one.raw().topic())
        .add("raw_partition", "int", Integer[]::new, one -> one.raw() == null ? null : one.raw().partition())
        .add("raw_offset", "bigint", Long[]::new, one -> one.raw() == null ? null : one.raw().offset())
        .add("held", "boolean", Boolean[]::new, Refusal::held);

    private static final String INSERT = COLUMNS.insertInto("ledger.dead_letter")
            + " on conflict do nothing returning tenant_id, id";

    private DeadLetterTable() {}

    /** Keeps the refusals that are not there yet, and returns those. */
    public static List<Refusal> insert(Transaction transaction, List<Refusal> refusals) {
        if (refusals.isEmpty()) {
            return List.of();
        }
        Set<List<String>> inserted = new HashSet<>();
        for (Row row : transaction.query(INSERT, COLUMNS.arrays(refusals))) {
            inserted.add(List.of(row.getString("tenant_id"), row.getString("id")));
        }
        return refusals.stream()
            .filter(refusal -> inserted.remove(List.of(refusal.tenantId(), refusal.id())))
            .toList();
    }
}
