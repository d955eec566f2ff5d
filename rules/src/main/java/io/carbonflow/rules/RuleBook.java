package io.carbonflow.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.carbonflow.accounting.rules.TenantRules;

/**
 * All rules in force at one moment: what ships, and what companies put in its place. A company's own document replaces
 * the shipped one of the same kind and id for that company alone; of several versions the newest counts. Immutable; what
 * is worked out for a company is kept.
 */
public final class RuleBook {

    private static final String SHIPPED = "";

    private final Map<RuleDocument, ReadDocument> read;
    private final Map<String, List<ReadDocument>> byTenant = new HashMap<>();
    private final Map<String, TenantRules> worked = new ConcurrentHashMap<>();

    private RuleBook(Map<RuleDocument, ReadDocument> read) {
        this.read = read;
        read.values()
            .forEach(document -> byTenant.computeIfAbsent(document.document().tenant(), tenant -> new ArrayList<>())
                .add(document));
    }

    /** The rules that ship, and nothing else. */
    public static RuleBook shipped() {
        return ShippedBook.BOOK;
    }

    /** The rules that ship and these. A document of a kind that is not known is left aside. */
    public static RuleBook of(List<RuleDocument> documents) {
        return shipped().refreshed(documents);
    }

    /**
     * A book of what ships and these documents; those this book has are not read again. Where one cannot be read, its
     * predecessor in this book stays in force and {@link #faults} says so.
     */
    public RuleBook refreshed(List<RuleDocument> documents) {
        var next = new LinkedHashMap<RuleDocument, ReadDocument>();
        for (List<RuleDocument> some : List.of(ShippedDocuments.all(), documents)) {
            for (RuleDocument document : some) {
                reading(document).ifPresent(found -> next.put(document, found));
            }
        }
        List.copyOf(next.values())
            .stream()
            .filter(found -> !found.isSound())
            .flatMap(found -> predecessors(found.document()))
            .forEach(predecessor -> next.putIfAbsent(predecessor.document(), predecessor));
        return new RuleBook(next);
    }

    private Optional<ReadDocument> reading(RuleDocument document) {
        ReadDocument known = read.get(document);
        return known == null
                ? RuleKind.find(document.kind()).map(kind -> ReadDocument.of(kind, document))
                : Optional.of(known);
    }

    private Stream<ReadDocument> predecessors(RuleDocument document) {
        return read.values().stream().filter(found -> found.isSound() && found.document().isOfSameRule(document));
    }

    /** What keeps documents from being used, each with its kind, tenant, id and version; empty in the ordinary case. */
    public List<String> faults() {
        return read.values().stream().filter(found -> !found.isSound()).map(ReadDocument::faultsInWords).toList();
    }

    /**
     * The rules of one company.
     *
     * @throws IllegalArgumentException where documents that are sound by themselves contradict each other: two allocation
     *             keys for one facility and day
     */
    public TenantRules forTenant(String tenant) {
        return worked.computeIfAbsent(tenant, key -> DocumentsInForce.of(key, documents(SHIPPED), documents(key))
            .rules());
    }

    /** The policy of one company with the parts calculation does not look at. */
    public PolicyDocument policyOf(String tenant) {
        return DocumentsInForce.of(tenant, documents(SHIPPED), documents(tenant)).policy();
    }

    private List<ReadDocument> documents(String tenant) {
        return byTenant.getOrDefault(tenant, List.of());
    }

    private static final class ShippedBook {

        static final RuleBook BOOK = new RuleBook(Map.of()).refreshed(List.of());
    }
}
