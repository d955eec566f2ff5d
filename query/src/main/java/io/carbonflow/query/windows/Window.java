package io.carbonflow.query.windows;

import java.math.BigDecimal;
import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What was booked for one window of time.
 *
 * @param start       inclusive, aligned to UTC
 * @param end         exclusive
 * @param totalKgCo2e kg CO2e, six decimals
 * @param entries     how many entries
 * @param revised     whether it changed after it had ended and held entries
 */
@RegisterForReflection
public record Window(Instant start, Instant end, BigDecimal totalKgCo2e, long entries, boolean revised) {}
