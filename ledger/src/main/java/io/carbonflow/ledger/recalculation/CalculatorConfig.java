package io.carbonflow.ledger.recalculation;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the calculator is, for what is to be worked out once more. Booking does not need it. */
@ConfigMapping(prefix = "carbonflow.calculator")
public interface CalculatorConfig {

    /** Its base address. */
    @WithDefault("http://localhost:8083")
    URI url();

    /** The key sent to it; none is sent where empty. */
    Optional<String> apiKey();

    /** How long one page may take before it counts as failed. */
    @WithDefault("PT60S")
    Duration requestTimeout();
}
