package io.carbonflow.platform.security;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;

/** Gives a resource the caller of the present request. */
@ApplicationScoped
public class CurrentCaller {

    private final CurrentIdentityAssociation identities;

    CurrentCaller(CurrentIdentityAssociation identities) {
        this.identities = identities;
    }

    /** The caller; fails with 401 where nobody is authenticated. */
    public Caller get() {
        if (identities.getIdentity().getPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw new UnauthorizedException();
    }

    /** The tenant of {@link #get()}. */
    public String tenantId() {
        return get().tenantId();
    }
}
