package io.carbonflow.ledger.verification;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the ledger verifies itself without being asked. */
@ConfigMapping(prefix = "carbonflow.ledger.verification")
public interface VerificationConfig {

    /** Pause between the end of a round over everything and the next; zero or less turns rounds off. */
    @WithDefault("PT1H")
    Duration every();

    /** Most entries a round looks at in a second: what it may cost those who book. */
    @WithDefault("5000")
    int entriesPerSecondMax();
}
