package io.carbonflow.metering.device.homie;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.json.Quote;
import io.carbonflow.metering.device.Frame;
import io.carbonflow.metering.device.Interpretation;
import io.carbonflow.metering.device.Interpretation.Status;
import io.carbonflow.metering.device.Reading;
import io.carbonflow.metering.device.Reading.Register;
import io.carbonflow.metering.device.message.Meaning;
import io.carbonflow.metering.device.message.MessageTime;
import io.carbonflow.metering.device.message.Shown;

/** One message of a device, with what the device has said before. */
final class HomieMessage {

    private static final Set<String> NUMERIC = Set.of("integer", "float");
    private static final Set<String> OFF_LINE = Set.of("lost", "disconnected");
    private static final String NO_ENERGY = "no_energy";
    private static final String DESCRIPTION = "description";

    private final Frame frame;
    private final byte[] before;
    private final HomieSession session;
    private final Reasons reasons = new Reasons();

    /** @param before what the message before left behind; null at first */
    HomieMessage(Frame frame, byte[] before) {
        this.frame = frame;
        this.before = before;
        this.session = HomieSession.of(before);
    }

    Interpretation state() {
        String state = text();
        session.ready(state.equals("ready"));
        List<Status> statuses = state.isEmpty() ? List.of()
                : List.of(new Status(frame.device(), !OFF_LINE.contains(state)));
        return new Interpretation(List.of(), "status", List.of(), statuses, List.of(), remembered());
    }

    /** Version 5 says everything about the device in one document. */
    Interpretation description(JsonNode json) {
        var readings = new ArrayList<Reading>();
        json.path("nodes")
            .fields()
            .forEachRemaining(node -> node.getValue()
                .path("properties")
                .fields()
                .forEachRemaining(
                        property -> described(node.getKey() + '/' + property.getKey(), property.getValue(), readings)));
        return answer(readings, DESCRIPTION);
    }

    private void described(String property, JsonNode description, List<Reading> readings) {
        if (description.path("datatype").isTextual()) {
            session.datatype(property, description.get("datatype").textValue());
        }
        if (description.path("unit").isTextual()) {
            session.unit(property, description.get("unit").textValue());
            readings.addAll(waited(property));
        }
    }

    Interpretation attribute(String property, String attribute) {
        if (attribute.equals("$datatype")) {
            session.datatype(property, text());
            return answer(List.of(), DESCRIPTION);
        }
        if (attribute.equals("$unit") && !text().isEmpty()) {
            session.unit(property, text());
            return answer(waited(property), DESCRIPTION);
        }
        return answer(List.of(), DESCRIPTION);
    }

    Interpretation value(String property) {
        String datatype = session.datatype(property);
        boolean isNumeric = datatype == null || NUMERIC.contains(datatype);
        Optional<BigDecimal> number = ExactDecimal.parse(text());
        if (!isNumeric || text().isEmpty() || number.isEmpty() && datatype == null && !isMeter(property)) {
            return answer(List.of(), NO_ENERGY);
        }
        if (number.isEmpty()) {
            reasons.add(ReasonCode.FIELD_INVALID, property,
                    property + " is a number with a point such as 21.5, found " + Quote.of(text()));
            return answer(List.of(), NO_ENERGY);
        }
        boolean isUnitKnown = meaning(property).unit() != null || session.isReady() && !frame.retained();
        boolean isWaiting = !isUnitKnown
                && session.keep(new HomieSession.Pending(property, text(), frame.receivedAt()));
        if (isWaiting) {
            return answer(List.of(), "awaiting_unit");
        }
        List<Reading> own = reading(property, number.get(), null, reasons);
        var readings = new ArrayList<Reading>(reasons.isEmpty() ? waited(property) : List.of());
        readings.addAll(own);
        return answer(readings, NO_ENERGY);
    }

    private List<Reading> waited(String property) {
        var readings = new ArrayList<Reading>();
        for (HomieSession.Pending value : session.awaiting(property)) {
            ExactDecimal.parse(value.value())
                .ifPresent(number -> readings
                    .addAll(reading(property, number, value.receivedAt(), new Reasons())));
        }
        return readings;
    }

    private List<Reading> reading(String property, BigDecimal number, Instant at, Reasons broken) {
        Meaning meaning = meaning(property);
        boolean isMeter = meaning.register() != Register.OTHER;
        var shown = new Shown(broken);
        shown.number(isMeter ? property : null, meaning.register(),
                isMeter ? property.substring(property.indexOf('/') + 1) : property, number, meaning.unit());
        return shown.readings(frame.device(), new MessageTime(at, null), false);
    }

    private boolean isMeter(String property) {
        return session.unit(property) != null && meaning(property).register() != Register.OTHER;
    }

    /** A part of a counter is none of its own here, and a volume is none beside an energy. */
    private Meaning meaning(String property) {
        Meaning meaning = Meaning.of(property, session.unit(property));
        return meaning.isPart() || meaning.isVolume() && hasEnergy() ? meaning.asOther() : meaning;
    }

    private boolean hasEnergy() {
        for (Map.Entry<String, String> one : session.units()) {
            Meaning meaning = Meaning.of(one.getKey(), one.getValue());
            if (meaning.register() == Register.IMPORT_COUNTER && !meaning.isVolume()) {
                return true;
            }
        }
        return false;
    }

    private Interpretation answer(List<Reading> readings, String otherwise) {
        return reasons.isEmpty()
                ? new Interpretation(readings, readings.isEmpty() ? otherwise : null, List.of(), List.of(), List.of(),
                        remembered())
                : new Interpretation(List.of(), null, reasons.refusal(null, frame.device()).reasons(), List.of(),
                        List.of(), remembered());
    }

    private byte[] remembered() {
        byte[] now = session.toBytes();
        return Arrays.equals(now, before) ? null : now;
    }

    private String text() {
        return new String(frame.payload(), StandardCharsets.UTF_8).strip();
    }
}
