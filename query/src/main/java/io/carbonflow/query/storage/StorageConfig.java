package io.carbonflow.query.storage;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much one question may cost the database. */
@ConfigMapping(prefix = "carbonflow.query")
public interface StorageConfig {

    /** A statement that runs longer is cancelled; the caller gets a 503 that says how to ask for less. */
    @WithDefault("PT10S")
    Duration statementTimeout();

    /** Rows one question may bring back. More is a 422 that says so, never a shortened answer. */
    @WithDefault("20000")
    int rowsMax();
}
