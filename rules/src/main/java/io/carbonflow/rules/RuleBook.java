package io.carbonflow.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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

    /** A book of what ships and these documents; those this book has are not read again. */
    public RuleBook refreshed(List<RuleDocument> documents) {
        var next = new HashMap<RuleDocument, ReadDocument>();
        for (List<RuleDocument> some : List.of(ShippedDocuments.all(), documents)) {
            for (RuleDocument document : some) {
                ReadDocument known = read.get(document);
                Optional<ReadDocument> found = known == null
                        ? RuleKind.find(document.kind()).map(kind -> ReadDocument.of(kind, document))
                        : Optional.of(known);
                found.ifPresent(sound -> next.put(document, sound));
            }
        }
        return new RuleBook(next);
    }

    /**
     * The rules of one company.
     *
     * @throws IllegalStateException where one of its documents cannot be read; nothing may be calculated then
     */
    public TenantRules forTenant(String tenant) {
        return worked.computeIfAbsent(tenant, key -> DocumentsInForce.of(key, documents(SHIPPED), documents(key))
            .rules());
    }

    /**
     * The policy of one company with the parts calculation does not look at.
     *
     * @throws IllegalStateException as {@link #forTenant}
     */
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
