package io.carbonflow.factorservice.edition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.carbonflow.platform.problem.ProblemException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * The published editions as the database has them now. Which there are is asked each time, a matter of a millisecond, so
 * that several instances never disagree for long; the files are fetched once.
 */
@ApplicationScoped
public class PublishedEditions {

    private static final Logger LOG = Logger.getLogger(PublishedEditions.class);

    private final EditionStore store;
    private final AtomicReference<PublishedLibrary> latest = new AtomicReference<>();

    PublishedEditions(EditionStore store) {
        this.store = store;
    }

    /** The library in force. While the database is away, the one last seen, which is final as far as it goes. */
    public Uni<PublishedLibrary> current() {
        return store.published()
            .chain(this::withFiles)
            .onFailure(ProblemException.class)
            .recoverWithUni(this::lastSeen);
    }

    private Uni<PublishedLibrary> withFiles(List<StoredEdition> newestFirst) {
        var known = latest.get();
        if (known != null && known.etag().equals(PublishedLibrary.etagOf(newestFirst))) {
            return Uni.createFrom().item(known);
        }
        return Multi.createFrom()
            .iterable(newestFirst)
            .onItem()
            .transformToUniAndConcatenate(edition -> fileOf(edition, known))
            .collect()
            .in(HashMap<String, String>::new, Map::putAll)
            // Reading an edition takes a while: not on the thread that answers everybody.
            .emitOn(Infrastructure.getDefaultExecutor())
            .map(files -> new PublishedLibrary(newestFirst, files))
            .invoke(latest::set);
    }

    private Uni<Map<String, String>> fileOf(StoredEdition edition, PublishedLibrary known) {
        boolean fetched = known != null && known.editions().contains(edition);
        var file = fetched ? Uni.createFrom().item(known.fileOf(edition.id())) : store.fileOf(edition.id());
        return file.map(csv -> Map.of(edition.id(), csv));
    }

    private Uni<PublishedLibrary> lastSeen(Throwable outage) {
        var known = latest.get();
        if (known == null) {
            return Uni.createFrom().failure(outage);
        }
        LOG.warnf("%s; the library last seen is served", outage.getMessage());
        return Uni.createFrom().item(known);
    }
}
