package io.carbonflow.ledger.booking;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.carbonflow.ledger.retention.RetentionPeriods;
import io.carbonflow.ledger.store.Columns;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.core.buffer.Buffer;

/** What is kept of the versions of events beside their entries: what each said, and the bytes it came in. */
final class KeptVersions {

    private final RetentionPeriods periods;
    private final Instant bookedAt;

    KeptVersions(RetentionPeriods periods, Instant bookedAt) {
        this.periods = periods;
        this.bookedAt = bookedAt;
    }

    /** Keeps what the periods say of the records that made entries. */
    void insert(Transaction transaction, List<Settled> postings) {
        var told = postings.stream().filter(this::isToBeTold).map(Settled::offered).toList();
        if (!told.isEmpty()) {
            var columns = activities();
            transaction.enqueue(columns.insertInto("ledger.activity"), columns.arrays(told));
        }
        var copied = postings.stream()
            .map(Settled::offered)
            .filter(one -> periods.rawCopiesUntil(one.key().tenantId(), bookedAt).isPresent())
            .toList();
        if (!copied.isEmpty()) {
            var columns = rawCopies();
            transaction.enqueue(columns.insertInto("ledger.raw_copy"), columns.arrays(copied));
        }
    }

    /** What a record says that only takes something back is booked nowhere. */
    private boolean isToBeTold(Settled posting) {
        var offered = posting.offered();
        return posting.ending().isPosting() && !offered.isCancel() && offered.emission().getContent() != null
                && periods.keepsActivities(offered.key().tenantId());
    }

    private Columns<Calculated> activities() {
        return identity()
            .add("sha256", "bytea", Buffer[]::new, one -> Buffer.buffer(one.activitySha256()))
            .add("content", "text", String[]::new, one -> one.emission().getContent())
            .add("kept_until", "timestamptz", OffsetDateTime[]::new,
                    one -> Times.toColumn(periods.activitiesUntil(one.key().tenantId(), bookedAt)));
    }

    private Columns<Calculated> rawCopies() {
        return identity()
            .add("content_type", "text", String[]::new, one -> one.emission().getContentType())
            .add("payload", "bytea", Buffer[]::new, one -> Buffer.buffer(one.payload()))
            .add("kept_until", "timestamptz", OffsetDateTime[]::new,
                    one -> Times.toColumn(periods.rawCopiesUntil(one.key().tenantId(), bookedAt).orElseThrow()));
    }

    private Columns<Calculated> identity() {
        return new Columns<Calculated>()
            .add("tenant_id", "text", String[]::new, one -> one.key().tenantId())
            .add("event_id", "text", String[]::new, one -> one.key().eventId())
            .add("revision", "text", String[]::new, Calculated::revision)
            .add("booked_at", "timestamptz", OffsetDateTime[]::new, one -> Times.toColumn(bookedAt));
    }
}
