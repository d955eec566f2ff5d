package io.carbonflow.platform.security;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Which keys a service accepts. Set by the environment: CARBONFLOW_TENANT, CARBONFLOW_API_KEY, CARBONFLOW_EXTRA_KEYS,
 * CARBONFLOW_SERVICE_KEY; and where tenants are at home: CARBONFLOW_REGION, CARBONFLOW_TENANT_REGIONS.
 */
@ConfigMapping(prefix = "carbonflow")
public interface SecurityConfig {

    /** The tenant whose owner key {@link #apiKey} is. */
    @WithDefault("demo")
    String tenant();

    /** The owner key of {@link #tenant}; without it that tenant has no owner key. */
    Optional<String> apiKey();

    /** Further keys, {@code tenant:role:key}, separated by commas. */
    Optional<String> extraKeys();

    /**
     * The key by which our own services ask this one on behalf of every tenant; without it no request does. It has to
     * differ from every tenant's key.
     */
    Optional<String> serviceKey();

    /** The region this deployment stands in, for example {@code eu-central}; absent where nobody is pinned to one. */
    Optional<String> region();

    /** The tenants whose data may be in one region only, {@code tenant:region}, separated by commas. */
    Optional<String> tenantRegions();

    /**
     * Answers requests from this machine that carry no key as a viewer of {@link #tenant}: for the pages of a local stack.
     * Only requests addressed to a loopback name count, so that a foreign page cannot reach in by rebinding its name.
     */
    @WithDefault("false")
    boolean openOnLoopback();
}
