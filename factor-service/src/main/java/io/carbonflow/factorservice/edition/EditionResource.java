package io.carbonflow.factorservice.edition;

import java.net.URI;
import java.time.Clock;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.carbonflow.factorservice.regression.RegressionReport;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** The editions of the factor library: taking in a draft, putting it into force. */
@Path("/v1/editions")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Editions")
public class EditionResource {

    private static final String TEXT_CSV = "text/csv";

    private final EditionStore store;
    private final EditionPublication publication;
    private final DraftReader drafts;
    private final CurrentCaller caller;
    private final Clock clock;

    EditionResource(EditionStore store, EditionPublication publication, DraftReader drafts, CurrentCaller caller,
            Clock clock) {
        this.store = store;
        this.publication = publication;
        this.drafts = drafts;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "The editions that ship and the tenant's own with its drafts, newest first")
    public Uni<EditionView.Page> all() {
        return store.all(caller.tenantId())
            .map(editions -> new EditionView.Page(editions.stream().map(EditionView::of).toList(), null));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One edition")
    public Uni<EditionView> one(@RestPath String id) {
        return found(id).map(EditionView::of);
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

    @GET
    @Path("/{id}/regression")
    @Operation(summary = "What the edition does to the tenant's reference portfolio, against the policy's tolerance")
    public Uni<RegressionReport> regression(@RestPath String id) {
        return found(id).chain(edition -> publication.regression(edition, caller.tenantId()));
    }

    @POST
    @Path("/{id}/publish")
    @RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID})
    @Operation(summary = "Puts a draft into force, for good; doing it again changes nothing. 409 where the policy asks for "
            + "a second person, 422 where the reference portfolio moves beyond its tolerance")
    public Uni<EditionView> publish(@RestPath String id,
            @RestQuery("accept_regression") @DefaultValue("false") boolean acceptRegression, @RestQuery String reason) {
        var publisher = caller.get();
        return found(id)
            .chain(edition -> edition.status() == EditionStatus.PUBLISHED
                    ? Uni.createFrom().item(edition)
                    : publication.publish(edition, publisher, acceptRegression, reason))
            .map(EditionView::of);
    }

    private Uni<Response> keep(EditionFile file) {
        return store.find(caller.tenantId(), file.edition().id())
            .chain(found -> found.filter(there -> isTheSame(there, file))
                .map(there -> Uni.createFrom().item(Response.ok(EditionView.of(there)).build()))
                .orElseGet(() -> keepAnew(file)));
    }

    private boolean isTheSame(StoredEdition there, EditionFile file) {
        return !there.ships() && there.sha256().equals(file.edition().sha256());
    }

    private Uni<Response> keepAnew(EditionFile file) {
        String id = file.edition().id();
        return store.keepDraft(file, caller.get(), clock.instant()).map(kept -> {
            var draft = kept.orElseThrow(() -> ProblemException.conflict("edition " + id
                    + " is published and final, or ships with the service; publish a new edition under another id"));
            return Response.created(URI.create("/v1/editions/" + id)).entity(EditionView.of(draft)).build();
        });
    }

    private Uni<StoredEdition> found(String id) {
        return store.find(caller.tenantId(), id).map(found -> found.orElseThrow(() -> noSuch(id)));
    }

    private static ProblemException noSuch(String id) {
        return ProblemException.notFound("there is no edition " + id);
    }
}
