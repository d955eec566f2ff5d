package io.carbonflow.calculator.estimate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.calculation.Refusal;
import io.carbonflow.calculator.library.CurrentLibrary;
import io.carbonflow.calculator.library.TenantLibrary;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;
import io.carbonflow.platform.security.CurrentCaller;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;

/** What an activity would be booked as; nothing is kept. */
@Path("/v1/estimate")
@Authenticated
@NonBlocking
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Estimates")
public class EstimateResource {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final EstimateReader reader;
    private final CurrentLibrary library;
    private final CurrentCaller caller;

    EstimateResource(EstimateReader reader, CurrentLibrary library, CurrentCaller caller) {
        this.reader = reader;
        this.library = library;
        this.caller = caller;
    }

    @POST
    @Operation(summary = "Estimates one activity, given as a canonical activity or as a factor selector and parameters")
    public Estimate estimate(JsonNode request) {
        return estimate(request == null ? com.fasterxml.jackson.databind.node.MissingNode.getInstance() : request,
                null, ofCaller());
    }

    @POST
    @Path("/batch")
    @Operation(summary = "Estimates up to 1000 activities; a refused one has its error in its place", description = "An array of requests, or {edition, requests}. An edition, there or in the address, holds for every request that names none.")
    public EstimateBatch estimateAll(JsonNode body, @RestQuery String edition) {
        TenantLibrary tenant = ofCaller();
        BatchRequest batch = BatchRequest.read(body, edition, tenant);
        var results = new ArrayList<EstimateBatch.Item>();
        for (JsonNode request : batch.requests()) {
            results.add(item(results.size(), request, batch.edition(), tenant));
        }
        return new EstimateBatch(results);
    }

    private EstimateBatch.Item item(int index, JsonNode request, String edition, TenantLibrary tenant) {
        try {
            return new EstimateBatch.Item(index, estimate(request, edition, tenant), null);
        } catch (ProblemException e) {
            return new EstimateBatch.Item(index, null, e.problem());
        }
    }

    private Estimate estimate(JsonNode request, String editionOfAll, TenantLibrary tenant) {
        EstimateInput input = reader.read(request);
        String edition = input.edition() == null ? editionOfAll : input.edition();
        return tenant.calculator(edition, input.gwpSet())
            .calculate(input.activity())
            .fold(Estimate::of, held -> {
                throw ProblemException.rejected(reasons(held.reasons()));
            }, refused -> {
                throw ProblemException.rejected(reasons(refused.reasons()));
            });
    }

    private TenantLibrary ofCaller() {
        return library.library()
            .map(current -> current.forTenant(caller.tenantId()))
            .orElseThrow(() -> ProblemException.unavailable(
                    "the factor library is not loaded yet", RETRY_AFTER));
    }

    private static List<ProblemReason> reasons(List<Refusal> refusals) {
        return refusals.stream()
            .sorted(Comparator.comparing(refusal -> ReasonCode.valueOf(refusal.code().name())))
            .map(refusal -> new ProblemReason(refusal.code().name(), refusal.field(), refusal.detail()))
            .toList();
    }
}
