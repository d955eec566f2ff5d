package io.carbonflow.intake.contract;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * What the contract tolerates, whoever sends.
 *
 * @param futureMax how far ahead of our clock a time may lie; a later one is refused as TIMESTAMP_IN_FUTURE
 * @param earliest  the earliest time taken; an earlier one is a clock that was never set and is refused as OUT_OF_RANGE
 */
public record ContractConfig(Duration futureMax, Instant earliest) {

    /** Five minutes ahead; nothing before 1990. */
    public static final ContractConfig DEFAULT = new ContractConfig(Duration.ofMinutes(5),
            Instant.parse("1990-01-01T00:00:00Z"));

    public ContractConfig {
        requireNonNull(futureMax, "futureMax is null");
        requireNonNull(earliest, "earliest is null");
    }
}
