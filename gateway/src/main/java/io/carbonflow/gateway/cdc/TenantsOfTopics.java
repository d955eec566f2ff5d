package io.carbonflow.gateway.cdc;

import java.util.HashSet;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.platform.security.SecurityConfig;

/** Whose a topic is: the tenant its name says, else the one that is set. */
@ApplicationScoped
class TenantsOfTopics {

    private final Set<String> tenants;
    private final String otherwise;

    TenantsOfTopics(SecurityConfig security, CdcConfig config) {
        tenants = new HashSet<>();
        tenants.add(security.tenant());
        security.extraKeys().ifPresent(keys -> {
            for (String key : keys.split(",", -1)) {
                tenants.add(key.strip().split(":", 2)[0]);
            }
        });
        otherwise = config.tenant().orElseGet(security::tenant);
    }

    String tenantOf(String topic) {
        String[] parts = topic.split("\\.", 3);
        return parts.length == 3 && tenants.contains(parts[1]) ? parts[1] : otherwise;
    }
}
