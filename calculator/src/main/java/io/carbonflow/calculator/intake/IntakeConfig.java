package io.carbonflow.calculator.intake;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the raw topics are read. */
@ConfigMapping(prefix = "carbonflow.kafka")
public interface IntakeConfig {

    /** Whether this process reads the raw topics; false where a KafkaSource delivers them to {@code POST /}. */
    @WithDefault("true")
    boolean consume();

    /** The consumer group; its lag is what is in flight between gateway and calculator. */
    @WithDefault("calculator")
    String group();

    /**
     * What this process is called in its group, as long as no other is called so: one that was killed and comes back under
     * the same name goes on at once, instead of waiting for its former life to be missed. Empty for none.
     */
    Optional<String> instance();

    /** Most records of one batch. More of them cost memory, fewer cost round trips to the broker. */
    @WithDefault("2000")
    int batchRecordsMax();

    /** How long the broker may collect records for a fetch that is not full yet. */
    @WithDefault("PT0.02S")
    Duration batchLinger();

    /** Pause before a batch that failed for an outage is tried again; doubled each time up to {@link #retryPauseMax}. */
    @WithDefault("PT0.2S")
    Duration retryPauseMin();

    @WithDefault("PT5S")
    Duration retryPauseMax();
}
