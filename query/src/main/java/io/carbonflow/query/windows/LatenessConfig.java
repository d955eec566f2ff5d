package io.carbonflow.query.windows;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the ledger goes by and this service has to know; set for both by the same variable. */
@ConfigMapping(prefix = "carbonflow.ledger")
public interface LatenessConfig {

    /** How long after its end a window that holds entries may still grow without being called revised. */
    @WithDefault("PT1M")
    Duration lateness();
}
