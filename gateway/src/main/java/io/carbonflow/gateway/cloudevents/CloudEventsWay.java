package io.carbonflow.gateway.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.JsonItem;
import io.carbonflow.intake.json.JsonItems;
import io.carbonflow.intake.json.Quote;

/**
 * Structured CloudEvents, one or a batch: the type says whose adapter reads the data. An event
 * in binary form is read the same way, its attributes standing in the content type.
 */
@ApplicationScoped
public class CloudEventsWay implements WayIn {

    static final String STRUCTURED = "application/cloudevents+json";
    static final String BATCH = "application/cloudevents-batch+json";

    private final Instance<WayIn> ways;
    private final IntakeConfig config;

    CloudEventsWay(Instance<WayIn> ways, IntakeConfig config) {
        this.ways = ways;
        this.config = config;
    }

    @Override
    public String channel() {
        return Channel.CLOUD_EVENTS;
    }

    @Override
    public Batch read(Envelope envelope, byte[] body) {
        BinaryEvent binary = BinaryEvent.ofContentType(envelope.contentType());
        if (binary != null) {
            return body.length > config.itemBytesMax() ? tooLarge(body)
                    : kept(0, body, binary, data(envelope, binary.type(), binary.id(), binary.contentType(), body));
        }
        var left = new AtomicInteger(config.itemsMax());
        JsonItems.Taken<Batch> events = JsonItems.document(body, config.itemsMax(), event -> {
            Batch batch = left.get() < 0 ? new Batch(true, List.of()) : event(envelope, event);
            left.addAndGet(-batch.items().size());
            return batch;
        });
        if (events.found() > config.itemsMax() || left.get() < 0) {
            return Batch.single(body, Reasons.only(ReasonCode.TOO_LARGE, null, "a batch has at most "
                    + config.itemsMax() + " events and items, found more"));
        }
        return new Batch(events.several() || events.items().stream().anyMatch(Batch::several),
                events.items().stream().flatMap(batch -> batch.items().stream()).toList());
    }

    /**
     * The items of one event. The only one of an event is kept with all of it; of several each is kept by its own bytes,
     * as an event in binary form with this item alone: together they would be many times what came in.
     *
     * @param itself how the event's type and time are told beside the bytes of an item; its id is none of an item's
     */
    private static Batch kept(int index, byte[] event, BinaryEvent itself, Batch batch) {
        boolean isOne = batch.items().size() == 1;
        String contentType = isOne ? null
                : new BinaryEvent(itself.type(), "", itself.time(), itself.contentType()).toContentType();
        return new Batch(batch.several(), batch.items()
            .stream()
            .map(item -> item.within(index, isOne ? event : item.bytes(), contentType))
            .toList());
    }

    private Batch tooLarge(byte[] event) {
        return refused(event, ReasonCode.TOO_LARGE, null, "an event has at most " + config.itemBytesMax()
                + " bytes, found " + event.length);
    }

    private Batch event(Envelope envelope, JsonItem item) {
        JsonNode event = item.json() == null ? MissingNode.getInstance() : item.json();
        var itself = new BinaryEvent(event.path("type").asText(""), "", event.path("time").asText(null),
                event.path("datacontenttype").asText(MediaType.APPLICATION_JSON));
        return kept(item.index(), item.bytes(), itself, opened(envelope, item));
    }

    private Batch opened(Envelope envelope, JsonItem item) {
        if (item.json() == null || !item.json().isObject()) {
            return refused(item.bytes(), ReasonCode.MALFORMED, null,
                    item.json() == null ? item.unreadable() : "a CloudEvent is a JSON object");
        }
        if (item.bytes().length > config.itemBytesMax()) {
            return tooLarge(item.bytes());
        }
        JsonNode event = item.json();
        for (String name : List.of("specversion", "id", "source", "type")) {
            if (event.path(name).asText("").isBlank()) {
                return refused(item.bytes(), ReasonCode.FIELD_MISSING, name, name + " is required of a CloudEvent");
            }
        }
        if (!event.path("specversion").asText().equals("1.0")) {
            return refused(item.bytes(), ReasonCode.FIELD_INVALID, "specversion",
                    "specversion is 1.0, found " + Quote.of(event.path("specversion").asText()));
        }
        String type = event.path("type").asText();
        String channel = channelOf(type);
        if (channel != null && EventRoutes.readsEvents(channel)) {
            return ofChannel(channel).read(withType(envelope, STRUCTURED), item.bytes());
        }
        byte[] data;
        try {
            data = dataOf(item);
        } catch (IllegalArgumentException notBase64) {
            return refused(item.bytes(), ReasonCode.FIELD_INVALID, "data_base64", "data_base64 is text in base64");
        }
        if (data == null) {
            return refused(item.bytes(), ReasonCode.FIELD_MISSING, "data", "data is required: the event has none");
        }
        return data(envelope, type, event.path("id").asText(), event.path("datacontenttype").asText(null), data);
    }

    private Batch data(Envelope envelope, String type, String eventId, String contentType, byte[] data) {
        String channel = channelOf(type);
        if (channel == null) {
            return refused(data, ReasonCode.FIELD_INVALID, "type", "type is one of "
                    + EventRoutes.permitted(List.copyOf(byChannel().keySet())) + "; found " + Quote.of(type));
        }
        var inner = withType(envelope, contentType == null ? MediaType.APPLICATION_JSON : contentType);
        return ofChannel(channel).read(inner, channel.equals(Channel.ACTIVITIES) ? withId(data, eventId) : data);
    }

    /** The event's id stands in for that of an activity without one. */
    private static byte[] withId(byte[] data, String eventId) {
        JsonItems read = JsonItems.ofDocument(data);
        boolean isOne = !read.several() && read.items().size() == 1 && !eventId.isEmpty();
        if (isOne && read.items().get(0).json() instanceof ObjectNode activity && !activity.hasNonNull("id")) {
            activity.put("id", eventId);
            return activity.toString().getBytes(UTF_8);
        }
        return data;
    }

    private static byte[] dataOf(JsonItem item) {
        JsonNode event = item.json();
        if (event.hasNonNull("data_base64")) {
            return Base64.getDecoder().decode(event.get("data_base64").asText());
        }
        if (!event.hasNonNull("data")) {
            return null;
        }
        JsonNode data = event.get("data");
        return data.isTextual() ? data.textValue().getBytes(UTF_8)
                : JsonItems.bytesAt(item.bytes(), "data").orElseGet(() -> data.toString().getBytes(UTF_8));
    }

    private static Envelope withType(Envelope envelope, String contentType) {
        return new Envelope(envelope.tenantId(), envelope.channel(), contentType, envelope.correlationId(),
                envelope.receivedAt(), envelope.releases(), envelope.reviewedBy());
    }

    private static Batch refused(byte[] bytes, ReasonCode code, String field, String detail) {
        Verdict refusal = Reasons.only(code, field, detail);
        return Batch.single(bytes, refusal);
    }

    /** The way in an event of this type takes; null where there is none. */
    String channelOf(String type) {
        return EventRoutes.channelOf(type, List.copyOf(byChannel().keySet())).orElse(null);
    }

    WayIn ofChannel(String channel) {
        return byChannel().get(channel);
    }

    private Map<String, WayIn> byChannel() {
        return ways.stream()
            .filter(way -> !way.channel().equals(Channel.CLOUD_EVENTS))
            .collect(Collectors.toMap(WayIn::channel, Function.identity()));
    }
}
