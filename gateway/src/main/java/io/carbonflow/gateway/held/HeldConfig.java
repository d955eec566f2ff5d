package io.carbonflow.gateway.held;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How items that wait are looked at again. */
@ConfigMapping(prefix = "carbonflow.held")
interface HeldConfig {

    /** How often some of what waits is looked at without being asked to: what no news tells of, such as trust. */
    @WithDefault("PT30S")
    Duration sweepEvery();

    /** How long to wait for more news before looking. */
    @WithDefault("PT0.3S")
    Duration settle();

    /** Letters of one tenant that a look without being asked to goes through; the next one goes on behind them. */
    @WithDefault("500")
    int sweepMax();

    /** Letters of one tenant that a look after news goes through. */
    @WithDefault("20000")
    int lookMax();

    /** How long calculators are given to learn of a rule before what they held for the lack of it is sent to them again. */
    @WithDefault("PT5S")
    Duration rulesSettle();
}
