package io.carbonflow.ledger.imbalance;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A minute of receipt that does not add up, or did not for a while.
 *
 * @param state      {@code open} or {@code closed}
 * @param cause      {@code loss}, {@code counts} or {@code removed}
 * @param difference received less settled; of a closed one, what it was
 * @param missing    how many records are concerned
 * @param complete   whether every record of the minute was looked at
 * @param records    the first of them
 * @param removed    partitions that begin after the minute
 */
@RegisterForReflection
public record ImbalanceView(UUID id, Instant minute, String state, String cause, long difference, Instant openedAt,
        Instant closedAt, long missing, boolean complete, List<RecordView> records, List<RemovedView> removed) {

    /** A record because of which the minute does not add up. */
    @RegisterForReflection
    public record RecordView(String topic, int partition, long offset, String eventId, Instant receivedAt,
            String missing, String followedBy) {}

    /** A partition whose first records are gone. */
    @RegisterForReflection
    public record RemovedView(String topic, int partition, long firstOffset) {}

    static ImbalanceView of(Imbalance imbalance) {
        var finding = imbalance.finding();
        return new ImbalanceView(imbalance.id(), finding.minute().start(),
                imbalance.closedAt().isPresent() ? "closed" : "open", finding.cause().id(), finding.difference(),
                imbalance.openedAt(), imbalance.closedAt().orElse(null), finding.missing(), finding.isComplete(),
                finding.records()
                    .stream()
                    .map(one -> new RecordView(one.topic(), one.partition(), one.offset(), one.eventId(),
                            one.receivedAt(), one.missing(), one.followedBy()))
                    .toList(),
                finding.removed()
                    .stream()
                    .map(one -> new RemovedView(one.topic(), one.partition(), one.firstOffset()))
                    .toList());
    }
}
