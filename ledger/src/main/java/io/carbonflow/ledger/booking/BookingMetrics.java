package io.carbonflow.ledger.booking;

import java.time.Duration;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.booking.BookedBatch.Outcomes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What the ledger tells Prometheus about its bookings. */
@ApplicationScoped
class BookingMetrics {

    private static final Duration[] LATENCIES = Stream
        .of(10, 25, 50, 100, 250, 500, 1_000, 2_000, 3_000, 5_000, 10_000, 30_000, 60_000, 300_000)
        .map(Duration::ofMillis)
        .toArray(Duration[]::new);

    private final Counter booked;
    private final Counter duplicates;
    private final Counter conflicts;
    private final Counter redelivered;
    private final Counter reversed;
    private final Counter superseded;
    private final DistributionSummary batchRecords;
    private final DistributionSummary blockEntries;
    private final Timer latency;

    BookingMetrics(MeterRegistry registry) {
        booked = outcome(registry, "booked");
        duplicates = outcome(registry, "duplicate");
        conflicts = outcome(registry, "conflict");
        redelivered = outcome(registry, "redelivered");
        reversed = outcome(registry, "reversed");
        superseded = outcome(registry, "superseded");
        batchRecords = DistributionSummary.builder("carbonflow.ledger.batch.records")
            .description("Calculated emissions per transaction")
            .register(registry);
        blockEntries = DistributionSummary.builder("carbonflow.ledger.block.entries")
            .description("Entries per block")
            .register(registry);
        latency = Timer.builder("carbonflow.ledger.event.to.booked")
            .description("From the receipt of an event by the gateway to its booking")
            .serviceLevelObjectives(LATENCIES)
            .register(registry);
    }

    void count(BookedBatch batch, int records) {
        Outcomes outcomes = batch.outcomes();
        booked.increment(outcomes.booked());
        duplicates.increment(outcomes.duplicates());
        conflicts.increment(outcomes.conflicts());
        redelivered.increment(outcomes.redelivered());
        reversed.increment(outcomes.reversed());
        superseded.increment(outcomes.superseded());
        batchRecords.record(records);
        if (!batch.fresh().isEmpty()) {
            blockEntries.record(batch.fresh().size());
        }
        for (Announcement announcement : batch.fresh()) {
            var sealed = announcement.sealed();
            if (sealed.entry().result().official() && !sealed.entry().isReversal()) { // one of each event
                var activity = sealed.entry().activity();
                latency.record(Duration.between(activity.receivedAt(), sealed.entry().bookedAt()));
            }
        }
    }

    private static Counter outcome(MeterRegistry registry, String outcome) {
        return Counter.builder("carbonflow.ledger.entries")
            .description("Events by what the ledger did with them")
            .tag("outcome", outcome)
            .register(registry);
    }
}
