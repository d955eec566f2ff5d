package io.carbonflow.factorservice.edition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import io.carbonflow.accounting.factor.EmissionFactor;
import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.PublishedEdition;

/**
 * The published editions as of one moment: immutable, and the same etag means the same content. What is costly to make
 * (reading the files, ordering the factors) is made when it is first asked for, so that a service that only hands out
 * the snapshot never pays for it.
 */
public final class PublishedLibrary {

    private final String etag;
    private final List<StoredEdition> newestFirst;
    private final Map<String, String> fileById;
    private FactorLibrary library;
    private List<ListedFactor> listed;

    PublishedLibrary(List<StoredEdition> newestFirst, Map<String, String> fileById) {
        this.newestFirst = List.copyOf(newestFirst);
        this.fileById = Map.copyOf(fileById);
        this.etag = etagOf(newestFirst);
    }

    /** Names the content: the ids and digests of the editions in their order. */
    static String etagOf(List<StoredEdition> newestFirst) {
        var content = new StringBuilder();
        newestFirst.forEach(edition -> content.append(edition.id()).append(' ').append(edition.sha256()).append('\n'));
        return FactorEditionCsv.sha256(content.toString().getBytes(UTF_8)).substring(0, 32);
    }

    public String etag() {
        return etag;
    }

    /** The editions, newest first. */
    public List<StoredEdition> editions() {
        return newestFirst;
    }

    /** The file of one of {@link #editions()}. */
    public String fileOf(String editionId) {
        return requireNonNull(fileById.get(editionId), () -> "edition " + editionId + " is not in this library");
    }

    /** The factors, ready for selection. */
    public synchronized FactorLibrary factors() {
        if (library == null) {
            library = FactorLibrary.of(newestFirst.stream().map(this::read).toList());
        }
        return library;
    }

    /** Every factor of the union of the editions, by activity, region, year, id. */
    public synchronized List<ListedFactor> listed() {
        if (listed == null) {
            var seen = new HashSet<String>();
            var all = new ArrayList<ListedFactor>();
            for (var published : factors().editions()) {
                for (EmissionFactor factor : published.edition().factors()) {
                    if (seen.add(factor.id())) {
                        all.add(new ListedFactor(factor, published.edition().id()));
                    }
                }
            }
            all.sort(Comparator.comparing(ListedFactor::position));
            listed = List.copyOf(all);
        }
        return listed;
    }

    private PublishedEdition read(StoredEdition stored) {
        return FactorEditionCsv.read(stored.id(), fileOf(stored.id()).getBytes(UTF_8))
            .fold(
                    read -> new PublishedEdition(read.edition(), stored.publishedAt()),
                    unreadable -> {
                        throw new IllegalStateException("published edition " + stored.id() + " cannot be read: "
                                + unreadable.badRows().get(0));
                    });
    }
}
