package io.carbonflow.rules;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.OptionalInt;

import io.carbonflow.accounting.rules.Policy;

/**
 * A company's policy with the parts of it that calculation does not look at.
 *
 * @param policy what calculation looks at
 * @param attributionId the mapping that decides scopes and categories
 * @param attributionVersion the version of it to stay with; empty for the newest
 * @param publishNeedsSecondPerson whether who publishes a factor edition must be someone else than who drafted it
 * @param publishTolerancePercent by how much the total of the reference activities may move, either way, for an edition
 *            still to be published; zero or more
 */
public record PolicyDocument(Policy policy, String attributionId, OptionalInt attributionVersion,
        boolean publishNeedsSecondPerson, BigDecimal publishTolerancePercent) {

    /** What applies until a company says otherwise. */
    public static final PolicyDocument SHIPPED = new PolicyDocument(Policy.SHIPPED, "default", OptionalInt.empty(),
            false, BigDecimal.TEN);

    public PolicyDocument {
        requireNonNull(policy, "policy is null");
        requireNonNull(attributionId, "attributionId is null");
        requireNonNull(attributionVersion, "attributionVersion is null");
        requireNonNull(publishTolerancePercent, "publishTolerancePercent is null");
    }
}
