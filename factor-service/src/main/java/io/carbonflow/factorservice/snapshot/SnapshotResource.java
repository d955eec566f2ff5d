package io.carbonflow.factorservice.snapshot;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.factorservice.edition.PublishedEditions;
import io.carbonflow.factorservice.edition.PublishedLibrary;
import io.carbonflow.platform.security.CurrentCaller;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

/** What calculators load at start and whenever an edition is announced. */
@Path("/v1/snapshot")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Snapshot")
public class SnapshotResource {

    private final PublishedEditions editions;
    private final MeterRegistry metrics;
    private final CurrentCaller caller;
    /** The newest document of each kind of caller: the services' own, and a tenant's. */
    private final Map<Boolean, SnapshotDocument> latest = new ConcurrentHashMap<>();

    SnapshotResource(PublishedEditions editions, CurrentCaller caller, MeterRegistry metrics) {
        this.editions = editions;
        this.caller = caller;
        this.metrics = metrics;
    }

    @GET
    @Operation(summary = "The published editions that ship and the tenant's own, for a service key those of every tenant, newest "
            + "first, with their files; 304 where If-None-Match has the ETag")
    public Uni<Response> snapshot(@HeaderParam(HttpHeaders.IF_NONE_MATCH) String known,
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String encodings) {
        var asking = caller.get();
        return editions.loadedBy(asking)
            .map(library -> answer(library, asking.readsForEveryTenant(), known, encodings));
    }

    private Response answer(PublishedLibrary library, boolean every, String known, String encodings) {
        boolean unchanged = ConditionalAnswer.matches(known, library.etag());
        metrics.counter("carbonflow.snapshots.served", "answer", unchanged ? "unchanged" : "whole").increment();
        return unchanged
                ? ConditionalAnswer.unchanged(library.etag())
                : ConditionalAnswer.whole(documentOf(library, every).gzipped(), library.etag(), encodings);
    }

    private SnapshotDocument documentOf(PublishedLibrary library, boolean every) {
        var document = latest.get(every);
        if (document == null || !document.etag().equals(library.etag())) {
            document = SnapshotDocument.of(library);
            latest.put(every, document);
        }
        return document;
    }
}
