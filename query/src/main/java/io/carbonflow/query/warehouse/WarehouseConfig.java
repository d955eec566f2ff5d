package io.carbonflow.query.warehouse;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the star schema follows the ledger. */
@ConfigMapping(prefix = "carbonflow.warehouse")
public interface WarehouseConfig {

    /** What was booked is taken in this often. */
    @WithDefault("PT30S")
    Duration refreshInterval();

    /** Entries one transaction takes in; a larger block is taken in whole. */
    @WithDefault("50000")
    int entriesMax();

    /** A statement that takes in, or makes the facts of a month anew, is given up after this time and tried again later. */
    @WithDefault("PT5M")
    Duration statementTimeout();

    /** How long a request waits for a refresh before it is answered that it goes on. */
    @WithDefault("PT50S")
    Duration patience();
}
