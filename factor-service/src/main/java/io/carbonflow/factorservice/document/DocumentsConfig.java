package io.carbonflow.factorservice.document;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the rule documents are kept together with what the topic says of them. */
@ConfigMapping(prefix = "carbonflow.documents")
public interface DocumentsConfig {

    /**
     * How often the service looks whether every change is announced. A look that finds nothing to do reads one row.
     * After an outage this is how long an announcement may be late.
     */
    @WithDefault("2s")
    Duration settleEvery();

    /** How long the answer to a change waits for its announcement; it is stored either way, and announced later. */
    @WithDefault("2s")
    Duration announceWithin();
}
