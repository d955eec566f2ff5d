package io.carbonflow.factorservice.edition;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.Caller;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * The published editions as the database has them now. Which there are is asked each time, a matter of a millisecond, so
 * that several instances never disagree for long; the files are fetched and read once.
 */
@ApplicationScoped
public class PublishedEditions {

    private static final Logger LOG = Logger.getLogger(PublishedEditions.class);
    /** Tenants without an edition of their own share one library, so few are kept. */
    private static final int LIBRARIES_KEPT_MAX = 32;

    private final EditionStore store;
    /** Least recently used first; guarded by itself. */
    private final Map<String, PublishedLibrary> byEtag = new LinkedHashMap<>(16, 0.75f, true);
    /** The etag last seen by tenant; guarded by {@link #byEtag}. */
    private final Map<String, String> etagByTenant = new HashMap<>();

    PublishedEditions(EditionStore store) {
        this.store = store;
    }

    /**
     * The library in force for a tenant: what ships and its own; one of its own hides one that ships under the same id.
     * While the database is away, the library last seen, which is final as far as it goes.
     */
    public Uni<PublishedLibrary> of(String tenantId) {
        return kept(tenantId, () -> store.published(tenantId).map(PublishedEditions::withoutHidden));
    }

    /** What a caller may load: the library of its tenant; for a service of ours the editions of every tenant. */
    public Uni<PublishedLibrary> loadedBy(Caller caller) {
        return caller.readsForEveryTenant() ? kept("*", store::publishedOfEveryTenant) : of(caller.tenantId());
    }

    private static List<StoredEdition> withoutHidden(List<StoredEdition> newestFirst) {
        var own = new HashSet<String>();
        newestFirst.stream().filter(edition -> !edition.ships()).forEach(edition -> own.add(edition.id()));
        return newestFirst.stream().filter(edition -> !edition.ships() || !own.contains(edition.id())).toList();
    }

    private Uni<PublishedLibrary> kept(String tenantId, Supplier<Uni<List<StoredEdition>>> inForce) {
        return inForce.get()
            .chain(this::withFiles)
            .invoke(library -> keep(tenantId, library))
            .onFailure(ProblemException.class)
            .recoverWithUni(outage -> lastSeen(tenantId, outage));
    }

    private Uni<PublishedLibrary> withFiles(List<StoredEdition> newestFirst) {
        var known = library(PublishedLibrary.etagOf(newestFirst));
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        var here = filesHere();
        return Multi.createFrom()
            .iterable(newestFirst)
            .onItem()
            .transformToUniAndConcatenate(edition -> fileOf(edition, here))
            .collect()
            .asList()
            // Reading an edition takes a while: not on the thread that answers everybody.
            .emitOn(Infrastructure.getDefaultExecutor())
            .map(PublishedLibrary::new);
    }

    private Uni<PublishedFile> fileOf(StoredEdition edition, Map<StoredEdition, PublishedFile> here) {
        var file = here.get(edition);
        return file == null
                ? store.fileOf(edition).map(csv -> new PublishedFile(edition, csv))
                : Uni.createFrom().item(file);
    }

    private Map<StoredEdition, PublishedFile> filesHere() {
        synchronized (byEtag) {
            var files = new HashMap<StoredEdition, PublishedFile>();
            byEtag.values().forEach(library -> library.files().forEach(file -> files.put(file.edition(), file)));
            return files;
        }
    }

    private PublishedLibrary library(String etag) {
        synchronized (byEtag) {
            return byEtag.get(etag);
        }
    }

    private void keep(String tenantId, PublishedLibrary library) {
        synchronized (byEtag) {
            byEtag.put(library.etag(), library);
            etagByTenant.put(tenantId, library.etag());
            if (byEtag.size() > LIBRARIES_KEPT_MAX) {
                String eldest = byEtag.keySet().iterator().next();
                byEtag.remove(eldest);
                etagByTenant.values().removeIf(eldest::equals);
            }
        }
    }

    private Uni<PublishedLibrary> lastSeen(String tenantId, Throwable outage) {
        PublishedLibrary known;
        synchronized (byEtag) {
            known = byEtag.get(etagByTenant.getOrDefault(tenantId, ""));
        }
        if (known == null) {
            return Uni.createFrom().failure(outage);
        }
        LOG.warnf("%s; the library last seen is served", outage.getMessage());
        return Uni.createFrom().item(known);
    }
}
