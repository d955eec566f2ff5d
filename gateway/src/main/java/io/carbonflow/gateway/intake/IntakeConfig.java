package io.carbonflow.gateway.intake;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much the gateway takes in at once. */
@ConfigMapping(prefix = "carbonflow.intake")
public interface IntakeConfig {

    /** Largest item in bytes. A larger one is refused as TOO_LARGE; its dead letter keeps this many of its bytes. */
    @WithDefault("1048576")
    int itemBytesMax();

    /** Largest body in bytes. A larger one is refused unread with 413: nothing of it was taken, so nothing is counted. */
    @WithDefault("10485760")
    int bodyBytesMax();

    /** Most items of one body; more are refused with 413, because each costs a record of its own. */
    @WithDefault("100000")
    int itemsMax();

    /**
     * Most bytes the items of one document are sent on with, where each needs all of the document around it to be read
     * again; more are refused as TOO_LARGE. They become records a few MB at a time, whatever this is.
     */
    @WithDefault("16777216")
    long keptBytesMax();

    /** How many of the latest events are remembered to name repeats in the answer. Forgetting one has no consequence. */
    @WithDefault("100000")
    int eventsRememberedMax();

    /** When a sender whom we could not acknowledge is asked to try again. */
    @WithDefault("PT5S")
    Duration retryAfter();
}
