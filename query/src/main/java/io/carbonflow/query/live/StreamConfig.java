package io.carbonflow.query.live;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the live stream behaves. */
@ConfigMapping(prefix = "carbonflow.stream")
public interface StreamConfig {

    /** What is booked within this time goes out as one update: four a second are as fast as a person reads. */
    @WithDefault("PT0.25S")
    Duration updateInterval();

    /** After so long without an update a heartbeat tells the client and every proxy that the stream lives. */
    @WithDefault("PT10S")
    Duration heartbeatInterval();

    /** The newest entries an update lists; it counts the others. Also the length of the buffer a tenant has. */
    @WithDefault("20")
    int entriesPerUpdate();

    /** Clients at once. One more is answered 503. */
    @WithDefault("500")
    int clientsMax();

    /** Whether this instance reads {@code ledger.booked}; without it the stream has heartbeats only. */
    @WithDefault("true")
    boolean consume();
}
