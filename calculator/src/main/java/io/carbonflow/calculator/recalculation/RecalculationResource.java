package io.carbonflow.calculator.recalculation;

import static io.carbonflow.platform.security.Role.ADMIN_ID;
import static io.carbonflow.platform.security.Role.OWNER_ID;
import static io.carbonflow.platform.security.Role.SERVICE_ID;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

import org.apache.avro.AvroRuntimeException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.accounting.calculation.EmissionCalculator;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.calculator.emission.WrittenRecalculation;
import io.carbonflow.calculator.library.CurrentLibrary;
import io.carbonflow.calculator.library.TenantLibrary;
import io.carbonflow.contracts.avro.KeptActivity;
import io.carbonflow.contracts.avro.Recalculated;
import io.carbonflow.contracts.avro.RecalculationAnswer;
import io.carbonflow.contracts.avro.RecalculationRequest;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.security.CurrentCaller;
import io.smallrye.common.annotation.Blocking;

/** What activities the ledger has kept would be booked as; nothing is kept here. */
@Path("/v1/recalculate")
@Consumes(RecalculationResource.AVRO)
@Produces(RecalculationResource.AVRO)
@Tag(name = "Recalculation")
public class RecalculationResource {

    /** Avro's single-object encoding: two bytes of marker, the schema's fingerprint, the record. */
    static final String AVRO = "application/avro";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final int ACTIVITIES_MAX = 1_000;

    private final CurrentLibrary library;
    private final CurrentCaller caller;

    RecalculationResource(CurrentLibrary library, CurrentCaller caller) {
        this.library = library;
        this.caller = caller;
    }

    @POST
    @RolesAllowed({SERVICE_ID, OWNER_ID, ADMIN_ID})
    @Blocking
    @Operation(summary = "Works up to 1000 kept activities out once more", description = "Between our own services: a RecalculationRequest of the contracts, answered by a RecalculationAnswer, both in Avro's single-object encoding.")
    public byte[] recalculate(byte[] body) throws IOException {
        RecalculationRequest request = read(body);
        if (!caller.get().readsForEveryTenant() && !caller.tenantId().equals(request.getTenantId())) {
            throw ProblemException.notFound("there is no tenant " + request.getTenantId() + " for this key");
        }
        if (request.getActivities().size() > ACTIVITIES_MAX) {
            throw ProblemException.tooLarge("the request has %d activities, allowed are %d".formatted(
                    request.getActivities().size(), ACTIVITIES_MAX));
        }
        TenantLibrary tenant = library.library()
            .map(current -> current.forTenant(request.getTenantId()))
            .orElseThrow(() -> ProblemException.unavailable("the factor library is not loaded yet", RETRY_AFTER));
        GwpSet gwpSet = Choices.checked(request, tenant);
        List<Recalculated> outcomes = new ArrayList<>(request.getActivities().size());
        for (KeptActivity kept : request.getActivities()) {
            outcomes.add(WrittenRecalculation.of(kept, () -> calculator(kept, request, gwpSet, tenant)));
        }
        ByteBuffer written = RecalculationAnswer.getEncoder().encode(new RecalculationAnswer(outcomes));
        byte[] bytes = new byte[written.remaining()];
        written.get(bytes);
        return bytes;
    }

    private static EmissionCalculator calculator(KeptActivity kept, RecalculationRequest request, GwpSet gwpSet,
            TenantLibrary tenant) {
        String edition = kept.getEdition() == null ? request.getEdition() : kept.getEdition();
        return kept.getKnownAt() == null ? tenant.calculator(edition, gwpSet)
                : tenant.calculator(kept.getKnownAt(), kept.getNamedEditions(), edition, gwpSet);
    }

    private static RecalculationRequest read(byte[] body) {
        try {
            return RecalculationRequest.getDecoder().decode(body);
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
            throw ProblemException
                .badRequest("the body is a RecalculationRequest of this release's contracts, in Avro's "
                        + "single-object encoding");
        }
    }
}
