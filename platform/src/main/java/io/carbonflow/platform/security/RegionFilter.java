package io.carbonflow.platform.security;

import org.jboss.resteasy.reactive.server.ServerRequestFilter;

import io.carbonflow.platform.problem.Problem;
import io.carbonflow.platform.problem.ProblemException;
import io.quarkus.security.identity.CurrentIdentityAssociation;

/** Turns away whoever asks for a tenant that is at home in another region: 421, so that a client asks there. */
public class RegionFilter {

    private static final int MISDIRECTED = 421;

    private final Regions regions;
    private final CurrentIdentityAssociation identities;

    RegionFilter(Regions regions, CurrentIdentityAssociation identities) {
        this.regions = regions;
        this.identities = identities;
    }

    @ServerRequestFilter
    public void turnAway() {
        if (identities.getIdentity().getPrincipal() instanceof Caller caller) {
            regions.refusalOf(caller.tenantId()).ifPresent(why -> {
                throw new ProblemException(Problem.of(MISDIRECTED, "Misdirected request", why));
            });
        }
    }
}
