package io.carbonflow.rules;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.carbonflow.accounting.allocation.AllocationKey;
import io.carbonflow.accounting.allocation.AllocationKeys;

/** A company's documents beside which another has to stand. */
final class Neighbours {

    private final List<RuleDocument> documents;

    private Neighbours(List<RuleDocument> documents) {
        this.documents = documents;
    }

    static Neighbours of(List<RuleDocument> documents) {
        return new Neighbours(documents);
    }

    /** What keeps the document from standing beside them; empty where nothing does. */
    List<DocumentFault> faults(ReadDocument offered) {
        if (offered.value() instanceof AllocationKey key) {
            return AllocationKeys.overlapping(key, keys())
                .map(other -> List.of(new DocumentFault("valid_from",
                        "in a period in which key '%s' splits %s".formatted(other.id(), other.facilityId()),
                        "one key for a facility and a day")))
                .orElse(List.of());
        }
        if (offered.value() instanceof PolicyDocument policy && !isThere(policy)) {
            String version = policy.attributionVersion().isPresent()
                    ? " version " + policy.attributionVersion().getAsInt()
                    : "";
            return List.of(new DocumentFault("attribution", "'" + policy.attributionId() + "'" + version,
                    "an attribution mapping that is there"));
        }
        return List.of();
    }

    /** The newest version of each key. */
    private List<AllocationKey> keys() {
        Map<String, RuleDocument> newest = new TreeMap<>();
        documents.stream()
            .filter(document -> document.kind().equals(RuleKind.ALLOCATION.code()))
            .forEach(document -> newest.merge(document.id(), document,
                    (one, other) -> other.version() > one.version() ? other : one));
        return newest.values()
            .stream()
            .map(document -> ReadDocument.of(RuleKind.ALLOCATION, document).value())
            .filter(AllocationKey.class::isInstance)
            .map(AllocationKey.class::cast)
            .toList();
    }

    private boolean isThere(PolicyDocument policy) {
        return Stream.concat(documents.stream(), RuleDocuments.shipped().stream())
            .filter(document -> document.kind().equals(RuleKind.ATTRIBUTION.code()))
            .filter(document -> document.id().equals(policy.attributionId()))
            .anyMatch(document -> policy.attributionVersion().isEmpty()
                    || policy.attributionVersion().getAsInt() == document.version());
    }
}
