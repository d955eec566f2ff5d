package io.carbonflow.gateway.contract;

import java.time.Duration;
import java.time.Instant;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the contract tolerates. */
@ConfigMapping(prefix = "carbonflow.contract")
public interface ContractConfig {

    /** How far ahead of our clock a time may lie; a later one is refused as TIMESTAMP_IN_FUTURE. */
    @WithDefault("PT5M")
    Duration futureMax();

    /** The earliest time taken; an earlier one is a clock that was never set and is refused as OUT_OF_RANGE. */
    @WithDefault("1990-01-01T00:00:00Z")
    Instant earliest();
}
