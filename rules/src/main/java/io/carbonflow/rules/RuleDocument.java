package io.carbonflow.rules;

import static java.util.Objects.requireNonNull;

/**
 * One version of one rule as it is stored.
 *
 * @param kind what it is a rule of; see {@link RuleKind}
 * @param tenant whose it is; empty for one that ships
 * @param id its name among its kind
 * @param version counts up with every change, from 1; 0 for one that ships and was never changed
 * @param json its body
 */
public record RuleDocument(String kind, String tenant, String id, int version, String json) {

    public RuleDocument {
        requireNonNull(kind, "kind is null");
        requireNonNull(tenant, "tenant is null");
        requireNonNull(id, "id is null");
        requireNonNull(json, "json is null");
    }

    /** Whether the other is a version of the same rule of the same company. */
    boolean isOfSameRule(RuleDocument other) {
        return kind.equals(other.kind) && tenant.equals(other.tenant) && id.equals(other.id);
    }
}
