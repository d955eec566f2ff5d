package io.carbonflow.factorservice.document;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.Caller;
import io.carbonflow.rules.RuleDocument;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/** What calculators load. That nothing changed is told by one row, so they may ask every other second. */
@ApplicationScoped
class DocumentSnapshots {

    private static final Logger LOG = Logger.getLogger(DocumentSnapshots.class);

    private final DocumentStore store;
    private final AtomicReference<DocumentSnapshot> latest = new AtomicReference<>();

    DocumentSnapshots(DocumentStore store) {
        this.store = store;
    }

    /** The ETag of what this caller is handed now. While the database is away, of what was last seen. */
    Uni<String> etagFor(Caller caller) {
        if (!caller.readsForEveryTenant()) {
            return store.changesOf(caller.tenantId())
                .map(change -> DocumentSnapshot.etagOf(caller.tenantId(), change));
        }
        return store.changes()
            .map(DocumentSnapshot::etagOfAll)
            .onFailure(ProblemException.class)
            .recoverWithUni(outage -> lastSeen(outage).map(DocumentSnapshot::etag));
    }

    /** What this caller is handed, known to be this or newer. */
    Uni<DocumentSnapshot> snapshotFor(Caller caller, String etag) {
        if (!caller.readsForEveryTenant()) {
            return store.current(caller.tenantId())
                .map(own -> DocumentSnapshot.of(etag, DocumentSet.of(caller.tenantId(), own).ownRules()));
        }
        var known = latest.get();
        return known != null && known.etag().equals(etag)
                ? Uni.createFrom().item(known)
                : everything().onFailure(ProblemException.class).recoverWithUni(this::lastSeen);
    }

    private Uni<DocumentSnapshot> everything() {
        return store.everything()
            .emitOn(Infrastructure.getDefaultExecutor())
            .map(all -> DocumentSnapshot.of(DocumentSnapshot.etagOfAll(all.changes()), ownRules(all.documents())))
            .invoke(latest::set);
    }

    private static List<RuleDocument> ownRules(List<StoredDocument> documents) {
        return documents.stream()
            .collect(Collectors.groupingBy(StoredDocument::tenant, java.util.TreeMap::new, Collectors.toList()))
            .entrySet()
            .stream()
            .flatMap(tenant -> DocumentSet.of(tenant.getKey(), tenant.getValue()).ownRules().stream())
            .toList();
    }

    private Uni<DocumentSnapshot> lastSeen(Throwable outage) {
        var known = latest.get();
        if (known == null) {
            return Uni.createFrom().failure(outage);
        }
        LOG.warnf("%s; the documents last seen are served", outage.getMessage());
        return Uni.createFrom().item(known);
    }
}
