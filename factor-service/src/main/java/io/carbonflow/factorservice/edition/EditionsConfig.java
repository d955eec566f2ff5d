package io.carbonflow.factorservice.edition;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the editions are kept together with what the topic says of them. */
@ConfigMapping(prefix = "carbonflow.editions")
public interface EditionsConfig {

    /**
     * How often the service looks whether every published edition is registered and announced. A look that finds nothing
     * to do is one small query. After an outage this is how long an announcement may be late.
     */
    @WithDefault("2s")
    Duration settleEvery();
}
