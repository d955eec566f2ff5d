package io.carbonflow.factorservice.document;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.factorservice.edition.PublishedEditions;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;
import io.carbonflow.platform.security.Caller;
import io.carbonflow.rules.CheckedDocument;
import io.carbonflow.rules.RuleDocument;
import io.carbonflow.rules.RuleDocuments;
import io.carbonflow.rules.RuleKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;

/** The rule documents of the tenants, and how they change. */
@ApplicationScoped
public class Documents {

    private static final Logger LOG = Logger.getLogger(Documents.class);
    private static final int VERSION_MAX = 999_999_999;
    private static final String SWITCHED_OFF = "{\"retired\":true}";

    private final DocumentStore store;
    private final DocumentAnnouncer announcer;
    private final PublishedEditions editions;
    private final DocumentsConfig config;
    private final Clock clock;
    private final MeterRegistry metrics;

    Documents(DocumentStore store, DocumentAnnouncer announcer, PublishedEditions editions,
            DocumentsConfig config, Clock clock, MeterRegistry metrics) {
        this.store = store;
        this.announcer = announcer;
        this.editions = editions;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** What counts for a tenant now. */
    public Uni<DocumentSet> of(String tenant) {
        return store.current(tenant).map(own -> DocumentSet.of(tenant, own));
    }

    /** Every version a tenant itself stored of a document, newest first. */
    Uni<List<StoredDocument>> versions(String tenant, RuleKind kind, String id) {
        return store.versions(tenant, kind.code(), id);
    }

    /**
     * Stores a document unless it is what is in force already.
     *
     * @param sent    the document, JSON
     * @param ifMatch the ETag the client expects to replace; null where it does not care
     */
    Uni<Change> put(Caller caller, RuleKind kind, String id, String sent, String ifMatch) {
        String json = checked(kind, id, sent);
        DocumentBody body = DocumentBody.of(sent);
        return editionIsThere(caller.tenantId(), kind, body).chain(() -> change(caller, kind, id, before -> {
            Optional<RuleDocument> inForce = before.inForce(kind, id);
            DocumentTag.requireMatch(ifMatch, inForce);
            boolean same = inForce.filter(present -> DocumentBody.of(present.json()).saysTheSameAs(body)).isPresent();
            int next = Math.max(before.versionOf(kind, id) + 1, body.version().orElse(0));
            return same ? Optional.empty() : Optional.of(version(caller, kind, id, next, json));
        }));
    }

    /**
     * Takes a tenant's own document back, so that the shipped one is in force again; a shipped one the tenant never
     * changed is switched off for it. Doing it again changes nothing.
     */
    Uni<Change> delete(Caller caller, RuleKind kind, String id, String ifMatch) {
        return change(caller, kind, id, before -> {
            Optional<RuleDocument> inForce = before.inForce(kind, id);
            Optional<StoredDocument> own = before.own(kind, id);
            if (inForce.isEmpty() && own.isEmpty()) {
                throw ProblemException.notFound("there is no %s %s".formatted(kind.code(), id));
            }
            DocumentTag.requireMatch(ifMatch, inForce);
            boolean isDone = own.isPresent()
                    ? own.get().isTakenBack() || isSwitchedOff(own.get())
                    : kind.isSingle();
            String json = own.isPresent() ? null : SWITCHED_OFF;
            return isDone
                    ? Optional.empty()
                    : Optional.of(version(caller, kind, id, before.versionOf(kind, id) + 1, json));
        });
    }

    /** A policy that stays with an edition nobody published would keep everything from being calculated. */
    private Uni<Void> editionIsThere(String tenant, RuleKind kind, DocumentBody body) {
        Optional<String> pinned = kind == RuleKind.POLICY ? body.text("edition") : Optional.empty();
        if (pinned.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String edition = pinned.get().startsWith("^") ? pinned.get().substring(1) : pinned.get();
        return editions.of(tenant).invoke(library -> {
            if (library.find(edition).isEmpty()) {
                throw ProblemException.rejected(List.of(new ProblemReason(ReasonCode.FIELD_INVALID.name(), "edition",
                        "edition is '%s', allowed is one of %s".formatted(pinned.get(),
                                library.files().stream().map(file -> file.edition().id()).toList()))));
            }
        }).replaceWithVoid();
    }

    private static boolean isSwitchedOff(StoredDocument own) {
        return own.json().equals(SWITCHED_OFF);
    }

    /** What to add to a tenant's documents. */
    @FunctionalInterface
    private interface Decision {

        Optional<StoredDocument> in(DocumentSet before);
    }

    private Uni<Change> change(Caller caller, RuleKind kind, String id, Decision decision) {
        String tenant = caller.tenantId();
        return store.add(tenant, current -> {
            var before = DocumentSet.of(tenant, current);
            var added = decision.in(before);
            DocumentSet after = added.map(before::with).orElse(before);
            List<ProblemReason> faults = added.map(version -> Consistency.faults(after)).orElse(List.of());
            if (!faults.isEmpty()) {
                throw ProblemException.rejected(faults);
            }
            return new DocumentStore.Decided<>(added,
                    new Change(after.inForce(kind, id), added.isPresent(), before.inForce(kind, id).isEmpty()));
        }).call(change -> change.isStored() ? announced(caller, kind, id) : Uni.createFrom().voidItem());
    }

    private StoredDocument version(Caller caller, RuleKind kind, String id, int version, String json) {
        if (version > VERSION_MAX) {
            throw ProblemException.rejected(List.of(new ProblemReason(ReasonCode.FIELD_INVALID.name(), "version",
                    "version is %d, allowed are up to %d".formatted(version, VERSION_MAX))));
        }
        return new StoredDocument(caller.tenantId(), kind.code(), id, version, json, clock.instant(),
                caller.getName());
    }

    private static String checked(RuleKind kind, String id, String sent) {
        String json = checkedAsRule(kind, id, sent);
        List<ProblemReason> faults = kind.isForIntake() ? IntakeDocuments.faults(kind, json) : List.of();
        if (!faults.isEmpty()) {
            throw ProblemException.rejected(faults);
        }
        return json;
    }

    private static String checkedAsRule(RuleKind kind, String id, String sent) {
        return RuleDocuments.check(kind.code(), id, sent).fold(CheckedDocument.Accepted::json, refused -> {
            throw ProblemException.rejected(refused.faults().stream().map(Consistency::reasonOf).toList());
        });
    }

    /** The answer does not wait for a broker that is away: what is stored is announced sooner or later. */
    private Uni<Void> announced(Caller caller, RuleKind kind, String id) {
        metrics.counter("carbonflow.documents.stored", "kind", kind.code()).increment();
        LOG.infof("%s %s changed by %s", kind.code(), id, caller.getName());
        return announcer.announceMissing()
            .ifNoItem()
            .after(config.announceWithin())
            .fail()
            .onFailure()
            .invoke(failure -> LOG.warnf("%s %s of tenant %s is stored but not announced yet: %s", kind.code(), id,
                    caller.tenantId(), failure.getMessage()))
            .onFailure()
            .recoverWithNull();
    }

    /**
     * What came of a change.
     *
     * @param inForce  the document that counts now; it may be retired
     * @param isStored whether a version was added
     * @param isNew    whether no document of this name counted before
     */
    record Change(Optional<RuleDocument> inForce, boolean isStored, boolean isNew) {}
}
