package io.carbonflow.ledger;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the ledger reads its topics and books. */
@ConfigMapping(prefix = "carbonflow.ledger")
public interface LedgerConfig {

    /**
     * Begins the names of this service's consumer groups: {@code <group>-bookings}, {@code -refusals}, {@code -receipts}. A
     * KafkaSource that delivers instead of them reads every topic in a group of this name alone.
     */
    @WithDefault("ledger")
    String consumerGroup();

    /**
     * What this process is called in its groups, as long as no other is called so: one that was killed and comes back under
     * the same name goes on at once, instead of waiting for its former life to be missed. Empty for none.
     */
    Optional<String> instance();

    /** The group in which the calculator reads the raw topics; its lag explains what is in flight. */
    @WithDefault("calculator")
    String calculatorGroup();

    /** The group in which the metering stage reads what devices send; its lag explains what is in flight. */
    @WithDefault("metering")
    String meteringGroup();

    /** Most records of one poll, and so of one block. More makes bigger transactions, fewer makes more of them. */
    @WithDefault("2000")
    int batchRecordsMax();

    /** How long the broker may collect records for a fetch that is not full yet: the price of fewer, larger blocks. */
    @WithDefault("PT0.05S")
    Duration batchLinger();

    /**
     * The same for what only counts what was received. Nobody waits for it, and what is not counted yet is known to be on
     * the way; each fetch is a transaction per partition.
     */
    @WithDefault("PT0.25S")
    Duration receiptsLinger();

    /** How many partitions are booked at the same time; each takes a connection of the pool meanwhile. */
    @WithDefault("4")
    int partitionsAtOnce();

    /** Pause before a batch that failed for an outage is tried again; doubled each time up to {@link #retryPauseMax}. */
    @WithDefault("PT0.2S")
    Duration retryPauseMin();

    @WithDefault("PT10S")
    Duration retryPauseMax();

    /** A statement or commit that has no answer by then counts as an outage. */
    @WithDefault("PT60S")
    Duration databaseTimeout();

    /** How long after its end a window that holds entries may still grow without being called revised. */
    @WithDefault("PT1M")
    Duration lateness();

    /** How old a reading of the broker's lag may be. */
    @WithDefault("PT1S")
    Duration lagAgeMax();

    /** How often the metric of the conservation difference is taken anew. */
    @WithDefault("PT15S")
    Duration conservationInterval();
}
