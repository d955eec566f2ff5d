package io.carbonflow.calculator.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.calculator.emission.Emissions;
import io.carbonflow.calculator.emission.ReceivedRecord;
import io.carbonflow.calculator.library.CurrentLibrary;
import io.carbonflow.calculator.library.Library;
import io.carbonflow.contracts.Topics;
import io.carbonflow.platform.cloudevents.KafkaCloudEvent;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.smallrye.common.annotation.Blocking;

/** Takes raw records as Knative's KafkaSource delivers them, one by one; they go the way of a batch of one. */
@Path("/")
@Tag(name = "CloudEvents")
public class KafkaEventsResource {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    /** Record headers come as extensions, with everything but letters and digits left out of their names. */
    private static final String HEADER_PREFIX = "ce-kafkaheader";

    private final Emissions emissions;
    private final CurrentLibrary library;
    private final Clock clock;
    private final boolean isEnabled;

    KafkaEventsResource(Emissions emissions, CurrentLibrary library, Clock clock,
            CloudEventsConfig config) {
        this.emissions = emissions;
        this.library = library;
        this.clock = clock;
        this.isEnabled = config.enabled();
    }

    @POST
    @PermitAll
    @Blocking
    @Operation(summary = "CloudEvents from a KafkaSource; 204 once the emission or dead letter is durable")
    public Response receive(@Context HttpHeaders headers, byte[] body) {
        if (!isEnabled) {
            throw ProblemException.notFound("CloudEvents are not taken here; carbonflow.cloudevents.enabled is false");
        }
        var event = KafkaCloudEvent.read(headers.getHeaderString(HttpHeaders.CONTENT_TYPE), headers::getHeaderString,
                body);
        if (!Topics.RAW_ACTIVITIES.contains(event.topic())) {
            throw ProblemException.badRequest("a record is of " + Topics.RAW_ACTIVITIES + ", found " + event.topic());
        }
        Library current = library.library()
            .orElseThrow(() -> ProblemException.unavailable(
                    "the factor library is not loaded yet", RETRY_AFTER));
        var received = new ReceivedRecord(event.topic(), event.partition(), event.offset(), clock.instant(),
                headers.getHeaderString("ce-key"), headers.getHeaderString(HEADER_PREFIX + "cftenant"),
                headers.getHeaderString(HEADER_PREFIX + "cfcorrelationid"),
                headers.getHeaderString(HEADER_PREFIX + "cfreceivedat"), event.value());
        try {
            emissions.calculate(List.of(received), current);
        } catch (RegistryUnavailableException | CompletionException | IllegalStateException e) {
            throw ProblemException.unavailable("the record is not taken yet: " + e.getMessage(), RETRY_AFTER);
        }
        return Response.noContent().build();
    }
}
