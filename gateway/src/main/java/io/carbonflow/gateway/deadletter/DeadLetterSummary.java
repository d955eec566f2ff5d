package io.carbonflow.gateway.deadletter;

import java.time.Instant;
import java.util.List;

import io.carbonflow.platform.problem.ProblemReason;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An item that was refused, or is held, without its bytes: nothing in here comes from a person's name.
 *
 * @param payloadBytes   how many there are; null where they are no longer kept
 * @param held           whether it is not refused but waits for a rule or a person; it counts as in review
 * @param state          {@code open}, {@code resubmitted} (sent again), or {@code released} (held, and then went on)
 * @param releasedAt     when it was sent again or went on; null while it is open
 * @param payloadExpired whether its bytes are no longer kept
 */
@RegisterForReflection
record DeadLetterSummary(String id, String eventId, Instant receivedAt, Instant rejectedAt, String stage, String source,
        String channel, String contentType, Long payloadBytes, String correlationId, List<ProblemReason> reasons,
        boolean held, String state, Instant releasedAt, boolean payloadExpired) {}
