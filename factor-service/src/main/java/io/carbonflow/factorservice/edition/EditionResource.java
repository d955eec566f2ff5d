package io.carbonflow.factorservice.edition;

import java.net.URI;
import java.time.Clock;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** The editions of the factor library: taking in a draft, putting it into force. */
@Path("/v1/editions")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Editions")
public class EditionResource {

    private static final Logger LOG = Logger.getLogger(EditionResource.class);
    private static final String TEXT_CSV = "text/csv";

    private final EditionStore store;
    private final EditionAnnouncer announcer;
    private final DraftReader drafts;
    private final CurrentCaller caller;
    private final Clock clock;
    private final MeterRegistry metrics;

    EditionResource(EditionStore store, EditionAnnouncer announcer, DraftReader drafts, CurrentCaller caller,
            Clock clock,
            MeterRegistry metrics) {
        this.store = store;
        this.announcer = announcer;
        this.drafts = drafts;
        this.caller = caller;
        this.clock = clock;
        this.metrics = metrics;
    }

    @GET
    @Operation(summary = "Every edition, newest first")
    public Uni<EditionView.Page> all() {
        return store.all()
            .map(editions -> new EditionView.Page(editions.stream().map(EditionView::of).toList(), null));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One edition")
    public Uni<EditionView> one(@RestPath String id) {
        return store.find(id).map(found -> found.map(EditionView::of).orElseThrow(() -> noSuch(id)));
    }

    @POST
    @Consumes(TEXT_CSV)
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID})
    @Blocking
    @Operation(summary = "Takes in a draft as CSV; ?id= names it. A draft of that id is replaced, a published edition is not")
    public Uni<Response> draftFromCsv(@RestQuery String id, byte[] csv) {
        return keep(drafts.fromCsv(id, csv));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID})
    @Blocking
    @Operation(summary = "Takes in a draft as JSON: id, and factors (objects named by the CSV's columns) or csv")
    public Uni<Response> draftFromJson(byte[] body) throws JsonProcessingException {
        return keep(drafts.fromJson(body));
    }

    @POST
    @Path("/{id}/publish")
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID})
    @Operation(summary = "Puts a draft into force, for good; doing it again changes nothing")
    public Uni<EditionView> publish(@RestPath String id) {
        return store.publish(id, clock.instant())
            .chain(published -> published.isPresent() ? announced(published.get()) : alreadyThere(id))
            .map(EditionView::of);
    }

    private Uni<Response> keep(EditionFile file) {
        String id = file.edition().id();
        var at = clock.instant();
        return store.keepDraft(file, caller.get().getName(), at).map(kept -> {
            var draft = kept.orElseThrow(() -> ProblemException.conflict(
                    "edition " + id + " is published and final; publish a new edition instead"));
            return Response.created(URI.create("/v1/editions/" + id)).entity(EditionView.of(draft)).build();
        });
    }

    /** The answer does not wait for a broker that is away: what is published is announced sooner or later. */
    private Uni<StoredEdition> announced(StoredEdition edition) {
        metrics.counter("carbonflow.editions.published").increment();
        LOG.infof("edition %s (%d factors) published by %s", edition.id(), edition.factors(), caller.get().getName());
        return announcer.announceMissing()
            .onFailure()
            .invoke(failure -> LOG.warnf("edition %s is published but not announced yet: %s", edition.id(),
                    failure.getMessage()))
            .onFailure()
            .recoverWithNull()
            .replaceWith(edition);
    }

    private Uni<StoredEdition> alreadyThere(String id) {
        return store.find(id).map(found -> found.orElseThrow(() -> noSuch(id)));
    }

    private static ProblemException noSuch(String id) {
        return ProblemException.notFound("there is no edition " + id);
    }
}
