package io.carbonflow.ledger.booking;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.carbonflow.ledger.refusal.Refusal;
import io.carbonflow.ledger.store.Columns;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.core.buffer.Buffer;

/** The table of contents that came under an id that has another. */
final class ConflictTable {

    /** A content and the letter it is kept in. */
    record Conflict(Calculated offered, Refusal letter) {}

    private ConflictTable() {}

    static void insert(Transaction transaction, List<Conflict> conflicts, Instant foundAt) {
        if (!conflicts.isEmpty()) {
            var columns = columns(foundAt);
            transaction.enqueue(columns.insertInto("ledger.conflict") + " on conflict do nothing",
                    columns.arrays(conflicts));
        }
    }

    private static Columns<Conflict> columns(Instant foundAt) {
        return new Columns<Conflict>()
            .add("tenant_id", "text", String[]::new, one -> one.offered().key().tenantId())
            .add("letter_id", "text", String[]::new, one -> one.letter().id())
            .add("event_id", "text", String[]::new, one -> one.offered().key().eventId())
            .add("revision", "text", String[]::new, one -> one.offered().revision())
            .add("content_hash", "bytea", Buffer[]::new, one -> Buffer.buffer(one.offered().contentHash()))
            .add("raw_topic", "text", String[]::new, one -> one.offered().raw().topic())
            .add("raw_partition", "int", Integer[]::new, one -> one.offered().raw().partition())
            .add("raw_offset", "bigint", Long[]::new, one -> one.offered().raw().offset())
            .add("received_at", "timestamptz", OffsetDateTime[]::new,
                    one -> Times.toColumn(one.offered().raw().receivedAt()))
            .add("found_at", "timestamptz", OffsetDateTime[]::new, one -> Times.toColumn(foundAt));
    }
}
