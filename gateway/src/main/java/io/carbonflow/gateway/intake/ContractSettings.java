package io.carbonflow.gateway.intake;

import java.time.Duration;
import java.time.Instant;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the contract tolerates here; see {@link io.carbonflow.intake.contract.ContractConfig}. */
@ConfigMapping(prefix = "carbonflow.contract")
interface ContractSettings {

    @WithDefault("PT5M")
    Duration futureMax();

    @WithDefault("1990-01-01T00:00:00Z")
    Instant earliest();
}
