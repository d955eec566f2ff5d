package io.carbonflow.query.master;

import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A partner in the value chain.
 *
 * @param id       the caller's own
 * @param country  ISO 3166-1 alpha-2
 * @param naics    six digits; the spend factor of this supplier's purchase-order lines
 * @param parentId the supplier it belongs to, registered or not
 */
@RegisterForReflection
public record Supplier(String id, String name, String country, String naics, String parentId, Instant updatedAt) {}
