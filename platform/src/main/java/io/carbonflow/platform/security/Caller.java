package io.carbonflow.platform.security;

import static java.util.Objects.requireNonNull;

import java.security.Principal;

/**
 * Who sent a request: the tenant whose data the request may touch, and nothing else's.
 *
 * @param tenantId the tenant of the key; empty for a service of ours, which is nobody's
 * @param role     what the key may do
 * @param keyId    tells this key from every other without giving it away; empty for a caller without a key
 */
public record Caller(String tenantId, Role role, String keyId) implements Principal {

    public Caller {
        requireNonNull(tenantId, "tenantId is null");
        requireNonNull(role, "role is null");
        requireNonNull(keyId, "keyId is null");
    }

    /** A service of ours, which belongs to no tenant. */
    static Caller service(String keyId) {
        return new Caller("", Role.SERVICE, keyId);
    }

    /** Whether this is a service of ours that may be handed what belongs to every tenant. */
    public boolean readsForEveryTenant() {
        return role == Role.SERVICE;
    }

    @Override
    public String getName() {
        return tenantId + ":" + role.id();
    }
}
