package io.carbonflow.query.master;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How changes of master data reach their topics. */
@ConfigMapping(prefix = "carbonflow.outbox")
public interface OutboxConfig {

    /** A change that could not be announced is tried again this often. */
    @WithDefault("PT5S")
    Duration sweepInterval();

    /**
     * How long a request waits for its announcement. After that it succeeds all the same: the change is durable, and its
     * announcement follows.
     */
    @WithDefault("PT3S")
    Duration patience();

    /** Announcements per transaction. */
    @WithDefault("500")
    int batchMax();
}
