package io.carbonflow.accounting.organisation;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Optional;

import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.factor.Notice;

/**
 * What the organisational boundary makes of a facility.
 *
 * @param relation what the facility counts as: {@link Relation#OWN} inside the boundary, whatever the contract calls it;
 *            attribution rules are asked with this one
 * @param share of the facility's emissions that is the company's, 0 to 1; multiplies every result of the facility
 * @param override where scope 1 and 2 emissions of the facility belong instead; empty inside the boundary
 * @param notice what a reader must know; empty where the facility is wholly inside
 */
public record Placement(Relation relation, BigDecimal share, Optional<Attribution> override,
        Optional<Notice> notice) {

    /** Inside the boundary, wholly. */
    public static final Placement WHOLLY_OWN = new Placement(Relation.OWN, BigDecimal.ONE, Optional.empty(),
            Optional.empty());

    public Placement {
        requireNonNull(relation, "relation is null");
        requireNonNull(share, "share is null");
        requireNonNull(override, "override is null");
        requireNonNull(notice, "notice is null");
        if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("share is %s, allowed is 0 to 1".formatted(share.toPlainString()));
        }
    }

    /**
     * Where something belongs that the attribution rules put there: what is outside the boundary is never scope 1 or 2;
     * what is Scope 3 in any case stays in its category (Corporate Standard, appendix F).
     */
    public Attribution place(Attribution mapped) {
        return mapped.scope() == 3 ? mapped : override.orElse(mapped);
    }
}
