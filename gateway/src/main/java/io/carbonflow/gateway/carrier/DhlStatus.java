package io.carbonflow.gateway.carrier;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;

/**
 * How far a DHL shipment has come, and when. {@code statusCode} and {@code status} say the same in two ways and contradict
 * each other in DHL's own sample; {@code description} may be a person's name and is never looked at.
 */
final class DhlStatus {

    private static final String NOT_MOVED = "pre-transit";

    private final List<String> warnings = new ArrayList<>();
    private final Times times;
    private final JsonNode status;
    private final List<JsonNode> events;
    private boolean moved;
    private Instant earliest;
    private Instant latest;

    DhlStatus(JsonNode shipment, Times times) {
        this.times = times;
        status = Payload.at(shipment, "status");
        events = Payload.several(Payload.at(shipment, "events"));
        moved = moves(status) || events.stream().anyMatch(this::moves);
        contradiction();
        events.forEach(this::time);
        Instant ofStatus = zoned(status);
        earliest = earliest == null ? ofStatus : earliest;
        note(ofStatus);
        note(local(status));
    }

    /** Whether anything says that the shipment left; what turns out otherwise is corrected by the next update. */
    boolean hasMoved() {
        return moved;
    }

    List<String> warnings() {
        return warnings;
    }

    /** The earliest time of an event after which it moved; the status's where no event has one. Null where none has. */
    Instant earliest() {
        return earliest;
    }

    /** The newest time, by which updates are ordered; null where there is none. */
    Instant latest() {
        return latest;
    }

    /** Says why there is no time. */
    void whyNoTime(Reasons reasons) {
        String found = Payload.text(status, "timestamp");
        if (found.isEmpty()) {
            reasons.add(ReasonCode.FIELD_MISSING, "status.timestamp",
                    "a time is required: status.timestamp or that of an event, with a zone");
        } else {
            times.read(found, "status.timestamp", null, reasons);
        }
    }

    private void contradiction() {
        String code = Payload.text(status, "statusCode").toLowerCase(Locale.ROOT);
        String word = plain(status);
        if (!code.isEmpty() && !word.isEmpty() && code.equals(NOT_MOVED) != word.startsWith("PRE")) {
            if (code.equals(NOT_MOVED) && moved || word.startsWith("PRE")) {
                warnings.add("statusCode and status contradict each other; the shipment counts as moved because one of "
                        + "them says so");
            }
        }
    }

    /** The code's word where it is one of the known ones; else nothing, because free text may hold a name. */
    private static String plain(JsonNode one) {
        String word = Payload.text(one, "status").toUpperCase(Locale.ROOT);
        return List.of("DELIVERED", "TRANSIT", "PRE-TRANSIT", "FAILURE", "UNKNOWN").contains(word) ? word : "";
    }

    private boolean moves(JsonNode one) {
        String code = Payload.text(one, "statusCode").toLowerCase(Locale.ROOT);
        return List.of("transit", "delivered", "failure").contains(code)
                || List.of("DELIVERED", "TRANSIT").contains(plain(one)) || code.isEmpty() && plain(one).isEmpty();
    }

    private void time(JsonNode event) {
        Instant at = zoned(event);
        if (at == null && !Payload.text(event, "timestamp").isEmpty()) {
            String warning = "event times have no zone and are used for order only";
            if (!warnings.contains(warning)) {
                warnings.add(warning);
            }
        }
        if (at != null && moves(event) && (earliest == null || at.isBefore(earliest))) {
            earliest = at;
        }
        note(at == null ? local(event) : at);
    }

    private void note(Instant at) {
        latest = at != null && (latest == null || at.isAfter(latest)) ? at : latest;
    }

    private Instant zoned(JsonNode one) {
        return times.read(Payload.text(one, "timestamp"), "timestamp", null, new Reasons());
    }

    private static Instant local(JsonNode one) {
        try {
            return LocalDateTime.parse(Payload.text(one, "timestamp")).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}
