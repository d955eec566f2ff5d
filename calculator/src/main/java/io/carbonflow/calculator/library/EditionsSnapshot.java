package io.carbonflow.calculator.library;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.PublishedEdition;

/**
 * The published editions as the factor service served them: those that ship, which are everybody's, and those that
 * belong to a tenant.
 *
 * @param etag     names the content
 * @param shipped  the library of a tenant without editions of its own
 * @param own      editions by tenant, in the order served
 * @param ofTenant the library of each tenant that has some
 */
record EditionsSnapshot(String etag, FactorLibrary shipped, Map<String, List<PublishedEdition>> own,
        Map<String, FactorLibrary> ofTenant) implements Snapshot {

    EditionsSnapshot {
        requireNonNull(etag, "etag is null");
        requireNonNull(shipped, "shipped is null");
        own = Map.copyOf(own);
        ofTenant = Map.copyOf(ofTenant);
    }

    /** The factors a tenant is calculated with. */
    FactorLibrary forTenant(String tenant) {
        return ofTenant.getOrDefault(tenant, shipped);
    }

    /** Whether an edition is here; the tenant is empty for one that ships. */
    boolean has(String tenant, String editionId) {
        List<PublishedEdition> there = tenant.isEmpty() ? shipped.editions() : own.getOrDefault(tenant, List.of());
        return there.stream().anyMatch(published -> published.edition().id().equals(editionId));
    }
}
