package io.carbonflow.gateway.telematics;

import java.math.BigDecimal;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Decimals;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.json.Quote;

/**
 * The fields of a trip under our names, or under those of telematics systems that say the unit in the name
 * ({@code fuelConsumedMl}, {@code distanceMeters}, {@code startMs}).
 */
final class TripFields {

    private static final int ID_MAX = 100;

    private final JsonNode trip;
    private final Times times;
    private final Reasons reasons;

    TripFields(JsonNode trip, Times times, Reasons reasons) {
        this.trip = trip;
        this.times = times;
        this.reasons = reasons;
    }

    Reasons reasons() {
        return reasons;
    }

    boolean has(String name) {
        return !trip.path(name).isMissingNode() && !trip.path(name).isNull();
    }

    /** A name of something, written as a text or a number; null where there is none. */
    String id(String... names) {
        for (String name : names) {
            if (has(name)) {
                JsonNode value = trip.get(name);
                String text = value.isTextual() ? value.textValue().strip() : value.isNumber() ? value.asText() : "";
                if (!text.isEmpty() && text.length() <= ID_MAX && text.codePoints().allMatch(Quote::isPlain)) {
                    return text;
                }
                reasons.add(ReasonCode.FIELD_INVALID, name,
                        name + " is a text of 1 to " + ID_MAX + " characters without control characters");
                return null;
            }
        }
        return null;
    }

    String required(String... names) {
        String id = id(names);
        if (id == null && reasons.isEmpty()) {
            reasons.add(ReasonCode.FIELD_MISSING, names[0], names[0] + " is required");
        }
        return id;
    }

    /** An RFC 3339 time, or milliseconds since 1970 under the second name; null and a reason where there is neither. */
    Instant time(String name, String millisName) {
        if (has(name)) {
            return times.read(trip.get(name).asText(), name, null, reasons);
        }
        if (has(millisName)) {
            BigDecimal millis = Decimals.readNotNegative(trip.get(millisName), millisName, reasons);
            return millis == null ? null : times.within(Instant.ofEpochMilli(millis.longValue()), millisName, reasons);
        }
        reasons.add(ReasonCode.FIELD_MISSING, name, name + " is required");
        return null;
    }

    /** An optional time; null where there is none. */
    Instant optionalTime(String name) {
        return has(name) ? times.read(trip.get(name).asText(), name, null, reasons) : null;
    }

    /** An amount of zero or more; the one under the second name is a thousandth. Null where there is neither. */
    BigDecimal amount(String name, String thousandthName) {
        if (has(name)) {
            return Decimals.readNotNegative(trip.get(name), name, reasons);
        }
        if (thousandthName == null || !has(thousandthName)) {
            return null;
        }
        BigDecimal thousandths = Decimals.readNotNegative(trip.get(thousandthName), thousandthName, reasons);
        return thousandths == null ? null : thousandths.movePointLeft(3);
    }

    JsonNode node(String name) {
        return trip.path(name);
    }
}
