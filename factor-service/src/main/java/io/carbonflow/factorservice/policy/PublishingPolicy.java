package io.carbonflow.factorservice.policy;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

import io.carbonflow.rules.PolicyDocument;

/**
 * What a tenant asks for before a factor edition is published; part of its policy document.
 *
 * @param needsSecondPerson whether who publishes must be someone else than who sent the draft
 * @param tolerancePercent  by how much a line of the reference portfolio, or its total, may move either way; zero or more
 */
public record PublishingPolicy(boolean needsSecondPerson, BigDecimal tolerancePercent) {

    /** What applies until a tenant says otherwise. */
    public static final PublishingPolicy SHIPPED = new PublishingPolicy(
            PolicyDocument.SHIPPED.publishNeedsSecondPerson(), PolicyDocument.SHIPPED.publishTolerancePercent());

    public PublishingPolicy {
        requireNonNull(tolerancePercent, "tolerancePercent is null");
    }
}
