package io.carbonflow.calculator.library;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.carbonflow.rules.RuleBook;
import io.carbonflow.rules.RuleDocument;

/**
 * The rule documents in use.
 *
 * @param etag      names what the factor service served
 * @param documents every one that can be read, by the tenant it belongs to; empty for those that ship
 * @param book      the rules they make
 */
record RulesSnapshot(String etag, Map<String, List<RuleDocument>> documents, RuleBook book) implements Snapshot {

    private static final String SHIPPED = "";

    RulesSnapshot {
        requireNonNull(etag, "etag is null");
        documents = Map.copyOf(documents);
        requireNonNull(book, "book is null");
    }

    static RulesSnapshot of(String etag, List<RuleDocument> documents, RuleBook book) {
        return new RulesSnapshot(etag, documents.stream().collect(Collectors.groupingBy(RuleDocument::tenant)), book);
    }

    /** How many documents there are. */
    int size() {
        return documents.values().stream().mapToInt(List::size).sum();
    }

    /** Whether a version of a tenant's document, or a newer one, is here. */
    boolean has(String tenant, String kind, String id, int version) {
        return of(tenant).stream()
            .anyMatch(document -> document.kind().equals(kind) && document.id().equals(id)
                    && document.version() >= version);
    }

    /** Whether a tenant's rules are the same here and there. */
    boolean isSameFor(String tenant, RulesSnapshot other) {
        return of(tenant).equals(other.of(tenant)) && of(SHIPPED).equals(other.of(SHIPPED));
    }

    List<RuleDocument> of(String tenant) {
        return documents.getOrDefault(tenant, List.of());
    }
}
