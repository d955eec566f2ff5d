package io.carbonflow.query.quality;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How what is known of sources comes here. */
@ConfigMapping(prefix = "carbonflow.quality")
public interface QualityConfig {

    /** Whether this instance takes part in reading {@code quality.alerts} and {@code sources.state}. */
    @WithDefault("true")
    boolean consume();

    /** The consumer group; instances share the partitions. */
    @WithDefault("query-quality")
    String consumerGroup();

    /** Pause after an outage before the same records are tried again. */
    @WithDefault("PT2S")
    Duration retryPause();
}
