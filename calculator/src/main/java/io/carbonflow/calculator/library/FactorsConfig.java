package io.carbonflow.calculator.library;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the factor library comes from and how hard we try for it. */
@ConfigMapping(prefix = "carbonflow.factors")
public interface FactorsConfig {

    /** The factor service's base address. */
    @WithDefault("http://localhost:8082")
    URI url();

    /** The key sent to it; none is sent where empty. */
    Optional<String> apiKey();

    /** How long one request may take before it counts as failed. */
    @WithDefault("PT20S")
    Duration requestTimeout();

    /** Pause before a failed request is repeated; the last good library stays in use meanwhile. */
    @WithDefault("PT1S")
    Duration retryDelay();

    /** How often the editions' ETag is compared even if none was announced: bounds what a lost event can cost. */
    @WithDefault("PT1M")
    Duration checkEvery();

    /**
     * How often the rule documents' ETag is compared. A change is in use after this long at most, whatever becomes of its
     * announcement; the factor service answers from one row.
     */
    @WithDefault("PT2S")
    Duration documentsCheckEvery();

    /**
     * How many tenants' calculators are kept with what they worked out, each some megabytes where it is busy; another
     * one's is made when its next activity comes.
     */
    @WithDefault("200")
    int tenantsMax();
}
