package io.carbonflow.platform.security;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.RecordKey;

/** Where this deployment stands, and which tenants' data may be in one region only. A tenant that is not pinned is at home everywhere. */
@ApplicationScoped
public class Regions {

    private static final String REGION_PATTERN = "[a-z0-9][a-z0-9-]{0,39}";

    private final String here;
    private final Map<String, String> pinned = new HashMap<>();

    public Regions(SecurityConfig config) {
        here = config.region().filter(region -> !region.isBlank()).map(Regions::checked).orElse(null);
        config.tenantRegions().filter(items -> !items.isBlank()).ifPresent(items -> {
            for (String item : items.split(",", -1)) {
                add(item.strip());
            }
        });
        if (here == null && !pinned.isEmpty()) {
            throw new IllegalArgumentException(
                    "CARBONFLOW_TENANT_REGIONS pins tenants to regions, so CARBONFLOW_REGION says which one this is; it is not set");
        }
    }

    /** Why this deployment takes and shows nothing of a tenant; empty where it does. */
    public Optional<String> refusalOf(String tenantId) {
        String region = pinned.get(tenantId);
        return region == null || region.equals(here) ? Optional.empty()
                : Optional.of("the tenant is pinned to the region " + region + ", this deployment is in " + here);
    }

    private void add(String item) {
        String[] parts = item.split(":", -1);
        if (parts.length != 2 || !parts[0].matches(RecordKey.TENANT_PATTERN)) {
            throw new IllegalArgumentException("CARBONFLOW_TENANT_REGIONS is tenant:region,… , found " + item);
        }
        String before = pinned.put(parts[0], checked(parts[1]));
        if (before != null) {
            throw new IllegalArgumentException("CARBONFLOW_TENANT_REGIONS pins a tenant once, found " + parts[0]
                    + " in " + before + " and " + parts[1]);
        }
    }

    private static String checked(String region) {
        if (!region.matches(REGION_PATTERN)) {
            throw new IllegalArgumentException("a region matches " + REGION_PATTERN + ", found " + region);
        }
        return region;
    }
}
