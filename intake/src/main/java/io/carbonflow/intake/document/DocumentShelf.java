package io.carbonflow.intake.document;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The documents in force: those that ship, and each tenant's own in their place. Safe for many threads. */
public final class DocumentShelf {

    private record Name(String kind, String id) {}

    private final Map<Name, IntakeDocument> shipped;
    private final Map<String, Map<Name, IntakeDocument>> own = new ConcurrentHashMap<>();

    /** The shelf with what ships. */
    public DocumentShelf() {
        this(ShippedDocuments.all());
    }

    public DocumentShelf(Collection<IntakeDocument> shipped) {
        this.shipped = shipped.stream()
            .collect(Collectors.toUnmodifiableMap(document -> new Name(document.kind(), document.id()),
                    document -> document));
    }

    /** The document in force; empty where there is none, or it is retired. */
    public Optional<IntakeDocument> find(String tenantId, String kind, String id) {
        var name = new Name(kind, id);
        IntakeDocument found = ownOf(tenantId).getOrDefault(name, shipped.get(name));
        return Optional.ofNullable(found).filter(document -> !document.isRetired());
    }

    /** Every document of a kind in force, by id. */
    public List<IntakeDocument> all(String tenantId, String kind) {
        var byId = new TreeMap<String, IntakeDocument>();
        for (var documents : List.of(shipped, ownOf(tenantId))) {
            documents.values()
                .stream()
                .filter(document -> document.kind().equals(kind))
                .forEach(document -> byId.put(document.id(), document));
        }
        return byId.values().stream().filter(document -> !document.isRetired()).toList();
    }

    /** Puts a tenant's own document in its place, whatever stood there. */
    public void put(IntakeDocument document) {
        own.computeIfAbsent(document.tenantId(), tenant -> new ConcurrentHashMap<>())
            .put(new Name(document.kind(), document.id()), document);
    }

    /** Takes a tenant's own document away: what ships under its name, if anything, is in force again. */
    public void remove(String tenantId, String kind, String id) {
        ownOf(tenantId).remove(new Name(kind, id));
    }

    private Map<Name, IntakeDocument> ownOf(String tenantId) {
        return own.getOrDefault(tenantId, new ConcurrentHashMap<>());
    }
}
