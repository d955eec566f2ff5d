package io.carbonflow.gateway.cdc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.erp.DocumentLine;
import io.carbonflow.gateway.erp.EventType;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.Quote;

/**
 * Events that an application writes into a table of its own beside its data: {@code aggregatetype}, {@code aggregateid},
 * {@code type} and the event itself as JSON in {@code payload}.
 */
final class OutboxVerdicts {

    private final BiFunction<JsonNode, Instant, Verdict> activities;
    private final BiFunction<JsonNode, Instant, Verdict> readings;
    private final TableMappings mappings;
    private final Documents documents;

    /** Reads documents that are known by their own fields, such as purchase orders. */
    @FunctionalInterface
    interface Documents {

        /** Empty where the document is none of them. */
        List<DocumentLine> read(JsonNode document, String eventType, String tenantId, Instant receivedAt);
    }

    OutboxVerdicts(BiFunction<JsonNode, Instant, Verdict> activities, BiFunction<JsonNode, Instant, Verdict> readings,
            TableMappings mappings, Documents documents) {
        this.activities = activities;
        this.readings = readings;
        this.mappings = mappings;
        this.documents = documents;
    }

    static boolean isOutbox(JsonNode row) {
        return !column(row, "aggregatetype", "aggregate_type").isMissingNode() && row.has("payload");
    }

    List<Part> of(JsonNode row, ChangeEvent change, String tenantId, Instant receivedAt) {
        JsonNode stated = row.get("payload");
        JsonNode payload = stated.isTextual() ? ConnectValues.inner(stated.textValue(), stated) : stated;
        String type = column(row, "type", "event_type", "eventtype").asText("");
        String aggregate = column(row, "aggregatetype", "aggregate_type").asText("");
        String aggregateId = column(row, "aggregateid", "aggregate_id").asText("");
        String orderedBy = cut("cdc:" + aggregate + ':' + aggregateId);
        var mapping = mappings.of(tenantId, List.of(type, aggregate, change.table()));
        var parts = new ArrayList<Part>();
        if (!payload.isObject()) {
            parts.add(Part.whole(Reasons.only(null, change.source(), ReasonCode.MALFORMED, "payload",
                    "the payload of an outbox event is a JSON object")));
        } else if (mapping.isPresent()) {
            parts.add(Part.whole(mapping.get().examine(payload, Map.of("source_id", change.source()), receivedAt)));
        } else if (CanonicalRow.isOne(payload)) {
            parts.add(Part.whole(activities.apply(CanonicalRow.activity(payload, change.source()), receivedAt)));
        } else if (payload.has("sensor_id") && payload.has("energy_kwh")) {
            parts.add(Part.whole(readings.apply(payload, receivedAt)));
        } else {
            documents.read(payload, type, tenantId, receivedAt)
                .forEach(line -> line.verdicts().forEach(verdict -> parts.add(new Part(verdict, line.alone(payload)))));
        }
        if (parts.isEmpty()) {
            parts.add(Part.whole(Reasons.hold(cut(change.source() + ':' + aggregateId + ':' + change.revision()),
                    change.source(), ReasonCode.MAPPING_NOT_FOUND, "type",
                    "no mapping says what an outbox event of type "
                            + Quote.of(type) + " and aggregate " + Quote.of(aggregate)
                            + " holds; PUT /v1/mappings/{id} with applies_to.table")));
        }
        boolean isEnding = EventType.isEnding(type);
        return parts.stream()
            .map(part -> new Part(version(part.verdict(), change, orderedBy, isEnding), part.payload()))
            .toList();
    }

    private static Verdict version(Verdict verdict, ChangeEvent change, String orderedBy, boolean isEnding) {
        if (!(verdict instanceof Verdict.Accepted accepted)) {
            return verdict;
        }
        if (isEnding) {
            accepted.activity().setOperation("cancel");
        }
        if (accepted.activity().getRevision() != null) {
            return verdict;
        }
        accepted.activity().setRevision(change.revision());
        return new Verdict.Accepted(accepted.activity(), orderedBy);
    }

    private static JsonNode column(JsonNode row, String... names) {
        for (String name : names) {
            if (row.hasNonNull(name)) {
                return row.get(name);
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private static String cut(String name) {
        return name.length() > 200 ? name.substring(0, 200) : name;
    }
}
