package io.carbonflow.gateway.deadletter;

import java.time.Instant;
import java.util.List;

import io.carbonflow.platform.problem.ProblemReason;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An item that was refused, or is held, without its bytes: nothing in here comes from a person's name.
 *
 * @param held whether it is not refused but waits for a rule or a person; it counts as in review
 */
@RegisterForReflection
record DeadLetterSummary(String id, String eventId, Instant receivedAt, Instant rejectedAt, String stage, String source,
        String channel, String contentType, long payloadBytes, String correlationId, List<ProblemReason> reasons,
        boolean held) {}
