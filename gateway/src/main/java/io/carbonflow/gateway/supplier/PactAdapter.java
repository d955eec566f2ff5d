package io.carbonflow.gateway.supplier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.intake.Batch;
import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.IntakeConfig;
import io.carbonflow.gateway.intake.WayIn;
import io.carbonflow.intake.contract.ContractConfig;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.JsonItem;
import io.carbonflow.intake.json.JsonItems;
import io.carbonflow.intake.json.Quote;

/**
 * PACT product footprints, versions 2 and 3: one, an array, {@code {"data":[…]}} as the list call answers, and the events
 * by which partners answer requests. Each footprint is one item.
 */
@ApplicationScoped
public class PactAdapter implements WayIn {

    private static final Pattern SUPPLIER = Pattern.compile(";supplier_id=\"([^\"]*)\"");
    private static final Pattern EVENT_TYPE = Pattern.compile(";ce_type=\"([^\"]*)\"");

    private final ContractConfig contract;
    private final IntakeConfig config;

    private final Footprints footprints;

    PactAdapter(ContractConfig contract, IntakeConfig config, Footprints footprints) {
        this.contract = contract;
        this.config = config;
        this.footprints = footprints;
    }

    /** One item of a delivery; the footprint is empty where it is refused, or none. */
    record Item(Examined examined, Optional<Footprint> footprint, List<String> warnings) {}

    /** A delivery. @param several whether its form is that of several items */
    record Items(boolean several, List<Item> items) {}

    @Override
    public String channel() {
        return Channel.PACT;
    }

    @Override
    public Batch read(Envelope envelope, byte[] body) {
        Items items = items(envelope, body);
        return new Batch(items.several(), items.items().stream().map(Item::examined).toList());
    }

    /** The content type with whose footprints these are. */
    static String contentType(String contentType, String supplierId) {
        return supplierId == null ? contentType
                : contentType + ";supplier_id=\"" + supplierId.replaceAll("[\"\\p{Cntrl}]", "") + '"';
    }

    Items items(Envelope envelope, byte[] body) {
        JsonItems read = JsonItems.ofDocument(body);
        if (read.several()) {
            return new Items(true, read.items().stream().map(item -> item(envelope, item)).toList());
        }
        JsonItem only = read.items().get(0);
        if (only.json() == null) {
            return single(body, Reasons.only(ReasonCode.MALFORMED, null, only.unreadable()));
        }
        JsonNode json = only.json();
        Matcher binary = EVENT_TYPE.matcher(envelope.contentType());
        String type = binary.find() ? binary.group(1) : json.has("specversion") ? json.path("type").asText("") : "";
        if (json.path("pfs").isArray() && json.has("data")) {
            return single(body, Reasons.only(null, "pact", ReasonCode.FIELD_INVALID, "pfs",
                    "footprints stand in data, in data.pfs or in pfs, found both pfs and data"));
        }
        if (json.path("data").isArray()) {
            return list(envelope, JsonItems.bytesOfElements(body, "data"));
        }
        if (json.path("pfs").isArray()) {
            return list(envelope, JsonItems.bytesOfElements(body, "pfs"));
        }
        if (json.path("data").path("pfs").isArray()) {
            return list(envelope, JsonItems.bytesOfElements(body, "data", "pfs"));
        }
        // A footprint of an event, kept alone, comes again under the type of the event.
        return type.isEmpty() || json.has("pcf") ? new Items(false, List.of(item(envelope, only)))
                : event(body, json, type);
    }

    /** Events that bring no footprint. */
    private static Items event(byte[] body, JsonNode event, String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        String id = event.path("id").asText("");
        String eventId = id.isBlank() || id.length() > 190 ? null : "pact:" + id;
        if (eventId != null && lower.contains(".publishedevent")) {
            return single(body, new Verdict.Context(eventId, "pact", "footprint_announced"));
        }
        if (eventId != null && lower.contains(".requestrejectedevent")) {
            return single(body, new Verdict.Context(eventId, "pact", "footprint_request_rejected"));
        }
        return single(body, Reasons.only(eventId, "pact", ReasonCode.FIELD_INVALID, "type",
                "type is RequestFulfilledEvent.3 with data.pfs, PublishedEvent.3 or RequestRejectedEvent.3; requests for our own footprints go to POST /3/events of the query service; found "
                        + Quote.of(type)));
    }

    private Items list(Envelope envelope, List<byte[]> elements) {
        var items = new ArrayList<Item>();
        for (byte[] element : elements) {
            JsonItems read = JsonItems.ofDocument(element);
            JsonItem only = read.items().size() == 1 && !read.several() ? read.items().get(0)
                    : new JsonItem(0, element, null, "a footprint is a JSON object");
            items.add(item(envelope, new JsonItem(items.size(), element, only.json(), only.unreadable())));
        }
        return new Items(true, items);
    }

    private static Items single(byte[] body, Verdict verdict) {
        return new Items(false, List.of(new Item(new Examined(0, body, verdict), Optional.empty(), List.of())));
    }

    private Item item(Envelope envelope, JsonItem item) {
        if (item.bytes().length > config.itemBytesMax()) {
            return item(item, Reasons.only(ReasonCode.TOO_LARGE, null, "an item has at most " + config.itemBytesMax()
                    + " bytes, found " + item.bytes().length));
        }
        if (item.json() == null || !item.json().isObject()) {
            return item(item, Reasons.only(ReasonCode.MALFORMED, null,
                    item.json() == null ? item.unreadable() : "a footprint is a JSON object"));
        }
        Matcher supplier = SUPPLIER.matcher(envelope.contentType());
        var read = FootprintReader.read(item.json(), supplier.find() ? supplier.group(1) : null,
                Times.at(envelope.receivedAt(), contract));
        var examined = new Examined(item.index(), item.bytes(), read.verdict());
        // By whatever way it came, it is in use once it counts.
        return new Item(read.footprint()
            .map(footprint -> examined.announcing(tenantId -> footprints.publish(tenantId, List.of(footprint))))
            .orElse(examined), read.footprint(), read.warnings());
    }

    private static Item item(JsonItem item, Verdict verdict) {
        return new Item(new Examined(item.index(), item.bytes(), verdict), Optional.empty(), List.of());
    }
}
