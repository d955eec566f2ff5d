package io.carbonflow.factorservice.document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.carbonflow.rules.RuleDocument;
import io.carbonflow.rules.RuleKind;

/**
 * The documents a tenant sees at one moment: those that ship, and its own in their place. Immutable.
 */
public final class DocumentSet {

    /** Kind and id: what a tenant's document shares with the shipped one it stands in for. */
    private record Name(String kind, String id) {}

    private static final Map<Name, RuleDocument> SHIPPED = IntakeDocuments.allShipped()
        .stream()
        .collect(Collectors.toUnmodifiableMap(document -> new Name(document.kind(), document.id()),
                Function.identity(), (one, other) -> one.version() > other.version() ? one : other));

    private final String tenant;
    private final Map<Name, StoredDocument> newest;
    /** Older versions that are not in force and that a policy may stay with, newest first. */
    private final List<StoredDocument> older;

    private DocumentSet(String tenant, Map<Name, StoredDocument> newest, List<StoredDocument> older) {
        this.tenant = tenant;
        this.newest = newest;
        this.older = older;
    }

    /** A tenant's set, of its own documents in any order; of several versions the newest is in force. */
    static DocumentSet of(String tenant, Collection<StoredDocument> own) {
        var byName = own.stream()
            .collect(Collectors.groupingBy(document -> new Name(document.kind(), document.id())));
        var newest = new HashMap<Name, StoredDocument>();
        var older = new ArrayList<StoredDocument>();
        byName.forEach((name, versions) -> {
            var newestFirst = versions.stream().sorted((one, other) -> other.version() - one.version()).toList();
            newest.put(name, newestFirst.get(0));
            newestFirst.stream()
                .takeWhile(document -> !document.isTakenBack())
                .skip(1)
                .forEach(older::add);
        });
        return new DocumentSet(tenant, Map.copyOf(newest), List.copyOf(older));
    }

    String tenant() {
        return tenant;
    }

    /** The document that counts: the tenant's own, or else the shipped one. It may say of itself that it is retired. */
    public Optional<RuleDocument> inForce(RuleKind kind, String id) {
        var name = new Name(kind.code(), id);
        StoredDocument own = newest.get(name);
        return own == null || own.isTakenBack() ? Optional.ofNullable(SHIPPED.get(name)) : Optional.of(own.rule());
    }

    /** Every document of a kind that counts, by id. */
    List<RuleDocument> inForce(RuleKind kind) {
        var byId = new TreeMap<String, RuleDocument>();
        Stream.concat(SHIPPED.keySet().stream(), newest.keySet().stream())
            .filter(name -> name.kind().equals(kind.code()))
            .forEach(name -> inForce(kind, name.id()).ifPresent(document -> byId.put(name.id(), document)));
        return List.copyOf(byId.values());
    }

    /** The shipped document of this name, whether or not it is in force. */
    static Optional<RuleDocument> shipped(RuleKind kind, String id) {
        return Optional.ofNullable(SHIPPED.get(new Name(kind.code(), id)));
    }

    /** The tenant's own newest version, taken back or not. */
    Optional<StoredDocument> own(RuleKind kind, String id) {
        return Optional.ofNullable(newest.get(new Name(kind.code(), id)));
    }

    /** The highest version there ever was of this document for this tenant; 0 where there was none. */
    int versionOf(RuleKind kind, String id) {
        return Math.max(own(kind, id).map(StoredDocument::version).orElse(0),
                shipped(kind, id).map(RuleDocument::version).orElse(0));
    }

    /**
     * The tenant's own rules for calculating: those in force, and the older mappings its policy may stay with; by
     * kind, id and version.
     */
    List<RuleDocument> ownRules() {
        return Stream.concat(newest.values().stream().filter(document -> !document.isTakenBack()), older.stream())
            .map(StoredDocument::rule)
            .filter(document -> RuleKind.find(document.kind()).filter(RuleKind::isForIntake).isEmpty())
            .sorted(Comparator.comparing(RuleDocument::kind)
                .thenComparing(RuleDocument::id)
                .thenComparingInt(RuleDocument::version))
            .toList();
    }

    /** The set with one version more. */
    DocumentSet with(StoredDocument document) {
        var own = new ArrayList<>(newest.values());
        own.addAll(older);
        if (!document.kind().equals(RuleKind.ATTRIBUTION.code())) {
            own.removeIf(present -> present.kind().equals(document.kind()) && present.id().equals(document.id()));
        }
        own.add(document);
        return of(tenant, own);
    }
}
