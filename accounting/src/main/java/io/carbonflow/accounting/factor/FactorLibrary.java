package io.carbonflow.accounting.factor;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The published editions in memory, immutable and safe for any number of threads.
 *
 * <p>
 * Without a pinned edition the library is the union of all of them: a factor id in a newer edition replaces the same id
 * in every older one, and where factors of several editions fit equally well the newest edition's is taken. With a pin
 * only that edition exists.
 */
public final class FactorLibrary {

    /** A selection depends on few distinct questions, so answers are kept; beyond this many they are worked out anew. */
    private static final int REMEMBERED_MAX = 10_000;

    private final List<PublishedEdition> newestFirst;
    private final FactorIndex newest;
    /** The library this one adds editions to; null where there is none. */
    private final FactorLibrary base;
    private final Map<String, FactorIndex> byEdition = new ConcurrentHashMap<>();
    private final Map<SelectionRequest, Selection> remembered = new ConcurrentHashMap<>();

    private FactorLibrary(List<PublishedEdition> newestFirst, FactorLibrary base) {
        this.newestFirst = newestFirst;
        this.base = base;
        this.newest = base == null ? FactorIndex.of(newestFirst) : FactorIndex.of(newestFirst, base.newest);
    }

    /** A library of these editions, in any order; two published at the same instant are ordered by id, later id first. */
    public static FactorLibrary of(List<PublishedEdition> editions) {
        return new FactorLibrary(newestFirst(editions), null);
    }

    /**
     * A library of these editions and this library's, with the same answers as one made of all of them at once. What the
     * further editions have nothing of is shared, so that many such libraries cost little more than this one.
     */
    public FactorLibrary with(List<PublishedEdition> further) {
        return further.isEmpty()
                ? this
                : new FactorLibrary(newestFirst(Stream.concat(newestFirst.stream(), further.stream()).toList()), this);
    }

    private static List<PublishedEdition> newestFirst(List<PublishedEdition> editions) {
        return editions.stream()
            .sorted(Comparator.comparing(PublishedEdition::publishedAt)
                .thenComparing(published -> published.edition().id())
                .reversed())
            .toList();
    }

    /** The editions, newest first. */
    public List<PublishedEdition> editions() {
        return newestFirst;
    }

    /** The regulatory sets there are factors of, in alphabetical order. */
    public Set<String> factorSets() {
        var sets = new TreeSet<String>();
        newestFirst.forEach(published -> published.edition()
            .factors()
            .forEach(factor -> sets.add(factor.source().set())));
        return sets;
    }

    /** The factor of this id: of the edition named, or of the newest that has it where {@code edition} is null. */
    public Optional<EmissionFactor> find(String factorId, String edition) {
        if (edition == null) {
            return newest.find(factorId);
        }
        return indexOf(edition).flatMap(index -> index.find(factorId));
    }

    /**
     * The factor for a request, with its reasons. Looked at are, in this order: the activity, then its more general codes;
     * the sets asked for, then all others; the subdivision, the country, the world; the year of the activity, the nearest
     * earlier, the nearest later; the newest edition; the most conservative figure.
     */
    public Selection select(SelectionRequest request) {
        Selection known = remembered.get(request);
        if (known != null) {
            return known;
        }
        Selection selection = selectAnew(request);
        if (remembered.size() < REMEMBERED_MAX) {
            remembered.put(request, selection);
        }
        return selection;
    }

    private Selection selectAnew(SelectionRequest request) {
        String edition = request.edition();
        boolean orNewer = edition != null && edition.startsWith("^");
        String id = orNewer ? edition.substring(1) : edition;
        if (id == null) {
            return newest.select(request);
        }
        return indexOf(id).map(index -> (orNewer ? newest : index).select(request))
            .orElseGet(() -> new Selection.Missed(Selection.MissReason.NO_EDITION,
                    "edition %s is not published; published are %s".formatted(id, editionIds()), List.of()));
    }

    /** An edition by itself, which few ask for, so it is put in order only then. */
    private Optional<FactorIndex> indexOf(String editionId) {
        FactorIndex index = byEdition.get(editionId);
        if (index != null) {
            return Optional.of(index);
        }
        return newestFirst.stream()
            .filter(published -> published.edition().id().equals(editionId))
            .findFirst()
            .flatMap(published -> base != null && base.newestFirst.contains(published)
                    ? base.indexOf(editionId)
                    : Optional.of(byEdition.computeIfAbsent(editionId, id -> FactorIndex.of(List.of(published)))));
    }

    private List<String> editionIds() {
        return newestFirst.stream().map(published -> published.edition().id()).toList();
    }
}
