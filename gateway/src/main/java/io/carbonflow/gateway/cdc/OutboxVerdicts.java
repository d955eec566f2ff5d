package io.carbonflow.gateway.cdc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.Quote;

/**
 * Events that an application writes into a table of its own beside its data: {@code aggregatetype}, {@code aggregateid},
 * {@code type} and the event itself as JSON in {@code payload}.
 */
final class OutboxVerdicts {

    private static final Pattern ENDS = Pattern.compile("(?i).*(cancel|delete|void).*");

    private final BiFunction<JsonNode, Instant, Verdict> activities;
    private final BiFunction<JsonNode, Instant, Verdict> readings;
    private final TableMappings mappings;
    private final Documents documents;

    /** Reads documents that are known by their own fields, such as purchase orders. */
    @FunctionalInterface
    interface Documents {

        /** Empty where the document is none of them. */
        List<Verdict> read(JsonNode document, String tenantId, Instant receivedAt);
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

    List<Verdict> of(JsonNode row, ChangeEvent change, String tenantId, Instant receivedAt) {
        JsonNode stated = row.get("payload");
        JsonNode payload = stated.isTextual() ? ConnectValues.inner(stated.textValue(), stated) : stated;
        String type = column(row, "type", "event_type", "eventtype").asText("");
        String aggregate = column(row, "aggregatetype", "aggregate_type").asText("");
        String aggregateId = column(row, "aggregateid", "aggregate_id").asText("");
        String orderedBy = cut("cdc:" + aggregate + ':' + aggregateId);
        var mapping = mappings.of(tenantId, List.of(type, aggregate, change.table()));
        var verdicts = new ArrayList<Verdict>();
        if (!payload.isObject()) {
            verdicts.add(Reasons.only(null, change.source(), ReasonCode.MALFORMED, "payload",
                    "the payload of an outbox event is a JSON object"));
        } else if (mapping.isPresent()) {
            verdicts.add(mapping.get().examine(payload, Map.of("source_id", change.source()), receivedAt));
        } else if (CanonicalRow.isOne(payload)) {
            verdicts.add(activities.apply(CanonicalRow.activity(payload, change.source()), receivedAt));
        } else if (payload.has("sensor_id") && payload.has("energy_kwh")) {
            verdicts.add(readings.apply(payload, receivedAt));
        } else {
            verdicts.addAll(documents.read(payload, tenantId, receivedAt));
        }
        if (verdicts.isEmpty()) {
            verdicts.add(Reasons.hold(cut(change.source() + ':' + aggregateId + ':' + change.revision()),
                    change.source(), ReasonCode.MAPPING_NOT_FOUND, "type",
                    "no mapping says what an outbox event of type "
                            + Quote.of(type) + " and aggregate " + Quote.of(aggregate)
                            + " holds; PUT /v1/mappings/{id} with applies_to.table"));
        }
        boolean ends = ENDS.matcher(type.toLowerCase(Locale.ROOT)).matches();
        return verdicts.stream().map(verdict -> version(verdict, change, orderedBy, ends)).toList();
    }

    private static Verdict version(Verdict verdict, ChangeEvent change, String orderedBy, boolean ends) {
        if (!(verdict instanceof Verdict.Accepted accepted) || accepted.activity().getRevision() != null) {
            return verdict;
        }
        accepted.activity().setRevision(change.revision());
        accepted.activity().setOperation(ends ? "cancel" : null);
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
