package io.carbonflow.intake.contract;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.intake.json.Quote;

/** The canonical activity: which fields there are, and every rule each must keep. */
public class ActivityContract {

    static final List<String> DATA_QUALITIES = List.of("measured", "supplier_given", "calculated", "imputed");
    private static final Pattern SUBDIVISION = Pattern.compile("[A-Z0-9][A-Z0-9/_-]{0,19}");
    private static final Pattern ISO_SUBDIVISION = Pattern.compile("[A-Z]{2}-[A-Z0-9]{1,3}");

    private static final int NEAREST_NAMED = 3;

    private final ContractConfig config;

    public ActivityContract(ContractConfig config) {
        this.config = config;
    }

    /** What the contract says of one item, with all reasons at once. */
    public Verdict examine(JsonNode item, Instant receivedAt) {
        if (!item.isObject()) {
            return Reasons.only(ReasonCode.MALFORMED, null, "an activity is a JSON object, found a JSON "
                    + item.getNodeType().name().toLowerCase(java.util.Locale.ROOT));
        }
        var reasons = new Reasons();
        var fields = new Fields(item, reasons);
        var activity = new RawActivity();
        activity.setEventId(fields.requiredId("id"));
        activity.setSourceId(fields.requiredId("source_id"));
        what(fields, activity);
        when(fields, Times.at(receivedAt, config), activity);
        whose(fields, activity);
        activity.setReplacesEventId(replaced(fields, activity.getEventId()));
        return reasons.isEmpty() ? new Verdict.Accepted(activity)
                : reasons.refusal(activity.getEventId(), activity.getSourceId());
    }

    /** The event in whose place this one stands. */
    private static String replaced(Fields fields, String id) {
        String replaced = fields.id("replaces_event_id");
        if (replaced != null && replaced.equals(id)) {
            fields.invalid("replaces_event_id", "the id of another event, absent where the event replaces none");
            return null;
        }
        return replaced;
    }

    private static void what(Fields fields, RawActivity activity) {
        var kind = kind(fields);
        var type = type(fields);
        if (kind != null && type != null && !belongs(kind, type.kind())) {
            fields.invalid("kind", type.kind().code() + " for " + fields.node("activity").textValue());
        }
        activity.setActivity(type == null ? null : fields.node("activity").textValue());
        activity.setKind(kind == null ? null : io.carbonflow.contracts.avro.ActivityKind.valueOf(kind.name()));
        boolean measuredByAttributes = kind == ActivityKind.LOGISTICS && FreightRule.saysHowMuch(fields)
                && !fields.has("quantity") && !fields.has("unit");
        BigDecimal quantity = null;
        Unit unit = null;
        if (!measuredByAttributes) {
            quantity = fields.required("quantity") ? fields.decimal("quantity") : null;
            unit = fields.required("unit") ? UnitRule.read(fields, "unit") : null;
            if (unit != null && type != null) {
                UnitRule.check(unit, fields.node("activity").textValue(), type, "unit", fields.reasons());
            }
        }
        activity.setQuantity(quantity == null ? null : quantity.toPlainString());
        activity.setUnit(unit == null ? null : unit.code());
        if (kind != null) {
            Bodies.read(kind, fields, activity, quantity, unit);
        }
        if (kind == ActivityKind.LOGISTICS && fields.reasons().isEmpty()) {
            FreightRule.examine(activity, fields.reasons());
        }
    }

    private static ActivityKind kind(Fields fields) {
        if (!fields.required("kind")) {
            return null;
        }
        Optional<ActivityKind> kind = ActivityKind.find(fields.node("kind").textValue());
        if (kind.isEmpty()) {
            fields.invalid("kind", "one of energy, logistics, procurement, supplier");
        }
        return kind.orElse(null);
    }

    private static ActivityType type(Fields fields) {
        if (!fields.required("activity")) {
            return null;
        }
        if (!fields.node("activity").isTextual()) {
            fields.invalid("activity", "an activity code such as \"electricity.grid\"");
            return null;
        }
        String code = fields.node("activity").textValue();
        var type = ActivityCatalogue.find(code);
        if (type.isEmpty()) {
            fields.reasons()
                .add(ReasonCode.ACTIVITY_UNKNOWN, "activity", Quote.of(code) + " is not an activity code, nearest are "
                        + String.join(", ", ActivityCatalogue.nearest(code, NEAREST_NAMED))
                        + "; GET /v1/activities of the factor service lists all");
        }
        return type.orElse(null);
    }

    /** Freight and spend have bodies of their own; a supplier reports whatever else a site does, and the reverse. */
    private static boolean belongs(ActivityKind stated, ActivityKind usual) {
        boolean ownBody = usual == ActivityKind.LOGISTICS || usual == ActivityKind.PROCUREMENT
                || stated == ActivityKind.LOGISTICS || stated == ActivityKind.PROCUREMENT;
        return !ownBody || stated == usual;
    }

    private static void when(Fields fields, Times times, RawActivity activity) {
        if (!fields.has("occurred_at") && !fields.has("period_start") && !fields.has("period_end")) {
            fields.reasons()
                .add(ReasonCode.FIELD_MISSING, "occurred_at",
                        "occurred_at, or both period_start and period_end, is required");
            return;
        }
        Instant occurredAt = fields.time("occurred_at", times);
        Instant start = null;
        Instant end = null;
        if (fields.has("period_start") || fields.has("period_end")) {
            start = fields.required("period_start") ? fields.time("period_start", times) : null;
            end = fields.required("period_end") ? fields.time("period_end", times) : null;
        }
        if (start != null && end != null && !end.isAfter(start)) {
            fields.invalid("period_end", "after period_start, " + start);
        }
        Instant happenedAt = fields.has("occurred_at") ? occurredAt : start;
        if (happenedAt != null) {
            activity.setOccurredAt(happenedAt);
        }
        activity.setPeriodStart(start);
        activity.setPeriodEnd(end);
    }

    private static void whose(Fields fields, RawActivity activity) {
        activity.setFacilityId(fields.id("facility_id"));
        activity.setSupplierId(fields.id("supplier_id"));
        activity.setProductId(fields.id("product_id"));
        activity.setCountry(fields.country("country"));
        activity.setSubdivision(subdivision(fields, activity.getCountry()));
        String quality = fields.word("data_quality", DATA_QUALITIES);
        activity.setDataQuality(quality == null && activity.getKind() != null ? usualQuality(activity) : quality);
    }

    private static String subdivision(Fields fields, String country) {
        String subdivision = fields.id("subdivision");
        if (subdivision == null) {
            return null;
        }
        boolean elsewhere = country != null && ISO_SUBDIVISION.matcher(subdivision).matches()
                && !subdivision.startsWith(country + "-");
        if (elsewhere || !SUBDIVISION.matcher(subdivision).matches()) {
            fields.invalid("subdivision",
                    "an ISO 3166-2 code of the country such as DE-BY, or a grid region such as CAMX");
            return null;
        }
        return subdivision;
    }

    /** A meter measures, a supplier gives, a document is worked out from. */
    private static String usualQuality(RawActivity activity) {
        return switch (activity.getKind()) {
            case ENERGY -> "measured";
            case SUPPLIER -> "supplier_given";
            case LOGISTICS, PROCUREMENT -> "calculated";
        };
    }
}
