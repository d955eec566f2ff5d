package io.carbonflow.query.master;

import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A site.
 *
 * @param id          the caller's own
 * @param country     ISO 3166-1 alpha-2
 * @param subdivision ISO 3166-2, or a grid region such as an eGRID subregion
 * @param supplierId  the supplier whose site it is; null for our own
 */
@RegisterForReflection
public record Facility(String id, String name, String country, String subdivision, String supplierId,
        Instant updatedAt) {}
