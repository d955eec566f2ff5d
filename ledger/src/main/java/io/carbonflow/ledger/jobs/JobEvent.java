package io.carbonflow.ledger.jobs;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A state a job went into.
 *
 * @param role   of the key it was done with; null where the ledger did it itself
 * @param key    tells that key from others
 * @param detail what there is to say about it; null where that is nothing
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobEvent(int number, String state, Instant at, String role, String key, String detail) {}
