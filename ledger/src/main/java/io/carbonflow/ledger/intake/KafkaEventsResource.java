package io.carbonflow.ledger.intake;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.openapi.annotations.Operation;

import io.carbonflow.ledger.booking.Bookings;
import io.carbonflow.ledger.refusal.Refusals;
import io.carbonflow.ledger.tally.Receipts;
import io.carbonflow.platform.cloudevents.KafkaCloudEvent;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.wire.RegistryUnavailableException;

/** Takes records as Knative's KafkaSource delivers them, one by one; they go the way of a batch of one. */
@Path("/")
public class KafkaEventsResource {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    /** Record headers come as extensions, with everything but letters and digits left out of their names. */
    private static final String HEADER_PREFIX = "ce-kafkaheader";

    private final Bookings bookings;
    private final Refusals refusals;
    private final Receipts receipts;
    private final ConsumptionConfig consumption;
    private final boolean isEnabled;

    KafkaEventsResource(Bookings bookings, Refusals refusals, Receipts receipts, ConsumptionConfig consumption,
            CloudEventsConfig cloudEvents) {
        this.bookings = bookings;
        this.refusals = refusals;
        this.receipts = receipts;
        this.consumption = consumption;
        this.isEnabled = cloudEvents.enabled();
    }

    @POST
    @PermitAll
    @Operation(summary = "CloudEvents from a KafkaSource; 204 once what the record says is durable")
    public Response receive(@Context HttpHeaders headers, byte[] body) {
        if (!isEnabled) {
            throw ProblemException.notFound("CloudEvents are not taken here; carbonflow.cloudevents.enabled is false");
        }
        var event = KafkaCloudEvent.read(headers.getHeaderString(HttpHeaders.CONTENT_TYPE), headers::getHeaderString,
                body);
        var delivered = new ReceivedRecord(event.topic(), event.partition(), event.offset(),
                time(headers.getHeaderString("ce-time")), headers.getHeaderString("ce-key"),
                headers.getHeaderString(HEADER_PREFIX + "cftenant"),
                headers.getHeaderString(HEADER_PREFIX + "cfcorrelationid"),
                ReceivedRecord.micros(headers.getHeaderString(HEADER_PREFIX + "cfreceivedat")),
                Marks.of(name -> headers.getHeaderString(HEADER_PREFIX + name.replace("_", ""))), event.value());
        try {
            handlerOf(event.topic()).handle(List.of(delivered));
        } catch (RegistryUnavailableException | KafkaException | IllegalStateException e) {
            throw ProblemException.unavailable("the record is not taken yet: " + e.getMessage(), RETRY_AFTER);
        }
        return Response.noContent().build();
    }

    private RecordHandler handlerOf(String topic) {
        if (ConsumerGroup.BOOKINGS.topics().contains(topic)) {
            return bookings;
        }
        if (ConsumerGroup.REFUSALS.topics().contains(topic)) {
            return refusals;
        }
        if (ConsumerGroup.RECEIPTS.topics().contains(topic)) {
            // Our consumer gets them all, in order, which is cheaper to count.
            return consumption.consume() ? countedByOurConsumer -> {} : alone -> receipts.handleAlone(alone.get(0));
        }
        throw ProblemException.badRequest("a record is of one of the topics " + Stream.of(ConsumerGroup.values())
            .flatMap(group -> group.topics().stream())
            .toList() + ", found " + topic);
    }

    /** The record's time in the broker; the same each time the record comes. */
    private static Instant time(String text) {
        try {
            return text == null ? Instant.EPOCH : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
