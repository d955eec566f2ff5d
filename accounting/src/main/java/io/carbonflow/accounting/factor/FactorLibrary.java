package io.carbonflow.accounting.factor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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
    private final Map<String, FactorIndex> byEdition = new HashMap<>();
    private final Map<SelectionRequest, Selection> remembered = new ConcurrentHashMap<>();

    private FactorLibrary(List<PublishedEdition> newestFirst) {
        this.newestFirst = newestFirst;
        this.newest = FactorIndex.of(newestFirst);
        newestFirst.forEach(published -> byEdition.put(published.edition().id(), FactorIndex.of(List.of(published))));
    }

    /** A library of these editions, in any order; two published at the same instant are ordered by id, later id first. */
    public static FactorLibrary of(List<PublishedEdition> editions) {
        var newestFirst = new ArrayList<>(editions);
        newestFirst.sort(Comparator.comparing(PublishedEdition::publishedAt)
            .thenComparing(published -> published.edition().id())
            .reversed());
        return new FactorLibrary(List.copyOf(newestFirst));
    }

    /** The editions, newest first. */
    public List<PublishedEdition> editions() {
        return newestFirst;
    }

    /** The factor of this id: of the edition named, or of the newest that has it where {@code edition} is null. */
    public Optional<EmissionFactor> find(String factorId, String edition) {
        return newestFirst.stream()
            .filter(published -> edition == null || published.edition().id().equals(edition))
            .flatMap(published -> published.edition().factors().stream())
            .filter(factor -> factor.id().equals(factorId))
            .findFirst();
    }

    /** The factor for a request by the precedence region, year, edition, most conservative; with its reasons. */
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
        if (id != null && !byEdition.containsKey(id)) {
            return new Selection.Missed(Selection.MissReason.NO_EDITION,
                    "edition %s is not published; published are %s".formatted(id, editionIds()), List.of());
        }
        return (id == null || orNewer ? newest : byEdition.get(id)).select(request);
    }

    private List<String> editionIds() {
        return newestFirst.stream().map(published -> published.edition().id()).toList();
    }
}
