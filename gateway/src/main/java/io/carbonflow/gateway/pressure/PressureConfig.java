package io.carbonflow.gateway.pressure;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much this instance has in hand at once. */
@ConfigMapping(prefix = "carbonflow.pressure")
public interface PressureConfig {

    /**
     * Most bytes of records on their way to the message broker. From half of it on, items of low priority are turned away,
     * from three quarters on those of normal priority, and all from the whole of it on.
     */
    @WithDefault("25165824")
    long inFlightBytesMax();

    /**
     * Most bytes of HTTP bodies in hand at once, and never more than an eighth of the heap (16 MiB where that is less); a
     * body that does not say its length counts as the longest permitted.
     */
    @WithDefault("67108864")
    long bodyBytesMax();

    /** When a sender who is turned away under pressure is asked to try again. */
    @WithDefault("PT1S")
    Duration retryAfter();

    /** Most sources whose rate is remembered; the one unused for longest is forgotten, and begins with its full burst. */
    @WithDefault("100000")
    int sourcesMax();
}
