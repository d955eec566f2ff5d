package io.carbonflow.gateway.carrier;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.ActivityKind;
import io.carbonflow.contracts.avro.LogisticsBody;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.intake.contract.Decimals;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.Quote;

/** One leg of a shipment while it is read, and the verdict on it: booked, refused, or held for want of a distance. */
final class LegDraft {

    private static final int TEXT_MAX = 1_000;
    private static final int DIGITS = 20;

    private final String source;
    private final Reasons reasons = new Reasons();
    private final LinkedHashSet<String> warnings = new LinkedHashSet<>();
    private final Map<String, String> attributes = new HashMap<>();
    private String eventId;
    private String shipment;
    private ModeChoice mode;
    private Quantity mass;
    private Way way;
    private String distanceAdvice;
    private Instant at;
    private String country;
    private Instant periodEnd;
    private String revision;
    private String hub;
    private BigDecimal carriedKilograms;
    private boolean reasonsConcernDistance;

    LegDraft(String source) {
        this.source = source;
    }

    Reasons reasons() {
        return reasons;
    }

    String source() {
        return source;
    }

    /** Names the event and the shipment it belongs to; both only of ids and numbers, never of people. */
    LegDraft named(String id, String shipmentId) {
        eventId = id;
        shipment = shipmentId;
        return this;
    }

    String eventId() {
        return eventId;
    }

    LegDraft by(ModeChoice choice) {
        mode = choice;
        return this;
    }

    LegDraft weighing(Quantity found) {
        mass = found;
        return this;
    }

    /** A distance is stated and is none; what is wrong with it stands in the reasons. */
    LegDraft overNothing() {
        reasonsConcernDistance = true;
        return this;
    }

    /** @param advice what would help where there is no way; for people */
    LegDraft over(Optional<Way> found, String advice) {
        way = found.orElse(null);
        distanceAdvice = advice;
        return this;
    }

    LegDraft at(Instant happenedAt, String ofCountry) {
        at = happenedAt;
        country = ofCountry;
        return this;
    }

    /** @param newest the latest time of the shipment's status, by which its updates are ordered */
    LegDraft asOf(Instant newest) {
        return version(newest == null ? null : revision(newest));
    }

    /** @param text by which the versions of the leg sort; null where it never changes */
    LegDraft version(String text) {
        revision = text;
        return this;
    }

    /** @param end of the period at whose start the leg is booked; null where a moment is known */
    LegDraft until(Instant end) {
        periodEnd = end;
        return this;
    }

    /** Handling instead of a movement: it has no distance. */
    LegDraft inHub(String activity) {
        hub = activity;
        return this;
    }

    LegDraft carrying(BigDecimal kilogramsWtw) {
        carriedKilograms = kilogramsWtw;
        return this;
    }

    /** Something odd that did not stop the leg; never with a name or free text of the payload in it. */
    LegDraft warn(String warning) {
        warnings.add(warning);
        return this;
    }

    LegDraft attribute(String name, String value) {
        if (value != null && !value.isEmpty()) {
            attributes.put(name, value.length() > TEXT_MAX ? value.substring(0, TEXT_MAX) : value);
        }
        return this;
    }

    /** A measured value with its unit; null and a reason where it is none. */
    static Quantity quantity(JsonNode amount, String unitText, String name, Dimension dimension, Reasons reasons) {
        BigDecimal value = Decimals.readNotNegative(amount, name + ".value", reasons);
        // KGS is kilograms to a carrier and a currency to a bank.
        Unit unit = Unit.find(unitText)
            .filter(found -> found.dimension() == dimension)
            .or(() -> Unit.find(unitText.toLowerCase(Locale.ROOT)).filter(found -> found.dimension() == dimension))
            .orElse(null);
        if (unit == null) {
            reasons.add(ReasonCode.UNIT_UNKNOWN, name + ".unit",
                    name + " is in a unit of " + dimension.words() + ", found " + Quote.of(unitText));
        }
        return value == null || unit == null ? null : new Quantity(value, unit);
    }

    /** The text by which an update sorts among those of its shipment: epoch milliseconds in 20 digits. */
    static String revision(Instant time) {
        String millis = Long.toString(Math.max(0, time.toEpochMilli()));
        return "0".repeat(DIGITS - millis.length()) + millis;
    }

    Verdict verdict() {
        boolean waits = reasons.isEmpty();
        if (way == null && hub == null && !reasonsConcernDistance) {
            reasons.add(ReasonCode.FIELD_MISSING, "distance",
                    "no distance can be had: " + distanceAdvice + said() + (waits ? waiting() : ""));
        }
        if (!reasons.isEmpty()) {
            Verdict.Refused refused = reasons.refusal(eventId, source);
            return waits ? new Verdict.Held(eventId, source, refused.reasons()) : refused;
        }
        RawActivity activity = activity();
        return new Verdict.Accepted(activity, revision == null ? source : source + ":" + shipment);
    }

    /** All that the result of a leg that waits depends on beside the way: two that say the same are the same. */
    private String waiting() {
        return "; waiting: %s by %s, %s%s".formatted(mass, mode == null ? "no mode" : mode.mode().word(), at,
                country == null ? "" : ", " + country);
    }

    private String said() {
        return warnings.isEmpty() ? "" : "; " + String.join("; ", warnings);
    }

    private RawActivity activity() {
        var activity = new RawActivity();
        activity.setEventId(eventId);
        activity.setSourceId(source);
        activity.setKind(ActivityKind.LOGISTICS);
        activity.setActivity(hub == null ? mode.mode().activity(way.distance()) : hub);
        activity.setOccurredAt(at);
        activity.setPeriodStart(periodEnd == null ? null : at);
        activity.setPeriodEnd(periodEnd);
        activity.setCountry(country);
        activity.setDataQuality(carriedKilograms == null ? "calculated" : "supplier_given");
        activity.setAttributes(explained());
        activity.setBody(new LogisticsBody(mass.amount().toPlainString(), mass.unit().code(),
                way == null ? null : way.distance().amount().toPlainString(),
                way == null ? null : way.distance().unit().code(), null, null, shipment,
                carriedKilograms == null ? null : carriedKilograms.toPlainString()));
        activity.setRevision(revision);
        return activity;
    }

    private Map<String, String> explained() {
        var all = new HashMap<>(way == null ? Map.<String, String>of() : way.attributes(mode.mode()));
        all.putAll(attributes);
        if (mode != null) {
            all.put("mode_reason", mode.reason());
        }
        var said = new ArrayList<>(warnings);
        if (way != null && way.kind().equals(Way.GREAT_CIRCLE)) {
            said.add("the distance is a great circle, adjusted for " + mode.mode().word());
        }
        if (!said.isEmpty()) {
            String text = String.join("; ", said);
            all.put("warnings", text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text);
        }
        return all;
    }
}
