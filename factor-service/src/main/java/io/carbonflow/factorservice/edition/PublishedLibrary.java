package io.carbonflow.factorservice.edition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import io.carbonflow.accounting.factor.EmissionFactor;
import io.carbonflow.accounting.factor.FactorEdition;
import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.PublishedEdition;

/**
 * The published editions somebody may use, as of one moment: immutable, and the same etag means the same content. What is
 * costly to make (reading the files, ordering the factors) is made when it is first asked for, so that a service that
 * only hands out the snapshot never pays for it.
 */
public final class PublishedLibrary {

    private final String etag;
    private final List<PublishedFile> newestFirst;
    private FactorLibrary library;
    private List<ListedFactor> listed;

    PublishedLibrary(List<PublishedFile> newestFirst) {
        this.newestFirst = List.copyOf(newestFirst);
        this.etag = etagOf(newestFirst.stream().map(PublishedFile::edition).toList());
    }

    /** Names the content: whose editions, their ids and digests, in their order. */
    static String etagOf(List<StoredEdition> newestFirst) {
        var content = new StringBuilder();
        newestFirst.forEach(
                edition -> content.append(edition.recordKey()).append(' ').append(edition.sha256()).append('\n'));
        return FactorEditionCsv.sha256(content.toString().getBytes(UTF_8)).substring(0, 32);
    }

    public String etag() {
        return etag;
    }

    /** The editions with their files, newest first. */
    public List<PublishedFile> files() {
        return newestFirst;
    }

    /** The edition of this id, if it is in this library. */
    public Optional<PublishedFile> find(String editionId) {
        return newestFirst.stream().filter(file -> file.edition().id().equals(editionId)).findFirst();
    }

    /** The factors, ready for selection. */
    public synchronized FactorLibrary factors() {
        if (library == null) {
            library = FactorLibrary.of(newestFirst.stream().map(PublishedFile::read).toList());
        }
        return library;
    }

    /** The factors as they would be with one more edition, the newest. */
    public FactorLibrary factorsWith(FactorEdition draft, Instant at) {
        var newest = new PublishedEdition(draft, at);
        if (find(draft.id()).isEmpty()) {
            return factors().with(List.of(newest));
        }
        var editions = new ArrayList<PublishedEdition>();
        newestFirst.stream()
            .filter(file -> !file.edition().id().equals(draft.id()))
            .forEach(file -> editions.add(file.read()));
        editions.add(newest);
        return FactorLibrary.of(editions);
    }

    /** Every factor of one edition, by activity, region, year, id; none where it is not in this library. */
    public List<ListedFactor> listed(String editionId) {
        return find(editionId).map(PublishedFile::read)
            .map(published -> published.edition()
                .factors()
                .stream()
                .map(factor -> new ListedFactor(factor, editionId))
                .sorted(Comparator.comparing(ListedFactor::position))
                .toList())
            .orElse(List.of());
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
}
