package io.carbonflow.platform.security;

import static java.util.Objects.requireNonNull;

import java.security.Principal;

/**
 * Who sent a request: the tenant whose data the request may touch, and nothing else's.
 *
 * @param tenantId the tenant of the key
 * @param role     what the key may do
 */
public record Caller(String tenantId, Role role) implements Principal {

    public Caller {
        requireNonNull(tenantId, "tenantId is null");
        requireNonNull(role, "role is null");
    }

    @Override
    public String getName() {
        return tenantId + ":" + role.id();
    }
}
