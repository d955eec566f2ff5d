package io.carbonflow.gateway.deadletter;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** @param nextCursor where the list goes on; null at its end */
@RegisterForReflection
record DeadLetterPage(List<DeadLetterSummary> items, String nextCursor) {}
