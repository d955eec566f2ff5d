package io.carbonflow.gateway.cdc;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** From which topics changes of database rows are taken, and whose they are. */
@ConfigMapping(prefix = "carbonflow.cdc")
interface CdcConfig {

    /** Whether topics are read at all; changes over HTTP are taken in any case. */
    @WithDefault("true")
    boolean enabled();

    /** A regular expression; a topic that is created later is found within {@link #lookAgainAfter}. */
    @WithDefault("cdc\\..+")
    String topics();

    /**
     * Whose rows a topic holds whose second part is no tenant with a key here: {@code cdc.<tenant>.…}. Without it they are
     * those of the tenant of this installation, CARBONFLOW_TENANT.
     */
    Optional<String> tenant();

    /** The consumer group; gateways of one group share the topics' partitions. */
    @WithDefault("carbonflow-cdc")
    String group();

    /** Most records taken at once. All of them are with the broker before the next are read. */
    @WithDefault("500")
    int recordsMax();

    /** How often new topics and partitions are looked for. */
    @WithDefault("PT5S")
    Duration lookAgainAfter();

    /** How long to wait after an outage before reading again. */
    @WithDefault("PT1S")
    Duration retryPause();
}
