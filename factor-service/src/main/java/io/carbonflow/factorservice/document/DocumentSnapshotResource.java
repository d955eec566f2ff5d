package io.carbonflow.factorservice.document;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.factorservice.snapshot.ConditionalAnswer;
import io.carbonflow.platform.security.CurrentCaller;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;

/** What calculators load at start, whenever a change is announced, and every few seconds to be sure. */
@Path("/v1/snapshot/documents")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Snapshot")
public class DocumentSnapshotResource {

    private final DocumentSnapshots snapshots;
    private final CurrentCaller caller;
    private final MeterRegistry metrics;

    DocumentSnapshotResource(DocumentSnapshots snapshots, CurrentCaller caller, MeterRegistry metrics) {
        this.snapshots = snapshots;
        this.caller = caller;
        this.metrics = metrics;
    }

    @GET
    @Operation(summary = "The rule documents that ship and the tenant's own, for a service key those of every tenant; 304 where "
            + "If-None-Match has the ETag")
    public Uni<Response> snapshot(@HeaderParam(HttpHeaders.IF_NONE_MATCH) String known,
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String encodings) {
        var asking = caller.get();
        return snapshots.etagFor(asking).chain(etag -> {
            boolean unchanged = ConditionalAnswer.matches(known, etag);
            metrics.counter("carbonflow.documents.served", "answer", unchanged ? "unchanged" : "whole").increment();
            return unchanged
                    ? Uni.createFrom().item(ConditionalAnswer.unchanged(etag))
                    : snapshots.snapshotFor(asking, etag)
                        .map(snapshot -> ConditionalAnswer.whole(snapshot.gzipped(), snapshot.etag(), encodings));
        });
    }
}
