package io.carbonflow.metering.device.message;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;

import io.carbonflow.intake.contract.Decimals;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.metering.device.Interpretation;
import io.carbonflow.metering.device.Reading;
import io.carbonflow.metering.device.Reading.Register;
import io.carbonflow.metering.device.Reading.Value;

/**
 * What one message shows at one time, collected channel by channel. A counter or a power that is there and no number
 * refuses the whole message, because half a message would be a silent loss; of everything else only numbers are taken.
 */
public final class Shown {

    private static final String NO_ENERGY = "no_energy";
    /** More values that are no activity are not looked at: a hostile message must not become a larger one. */
    private static final int OTHERS_MAX = 200;

    private final Map<String, List<Value>> byChannel = new LinkedHashMap<>();
    private final Reasons reasons;
    private int others;

    public Shown(Reasons reasons) {
        this.reasons = reasons;
    }

    /** A cumulative counter; nothing where the value is absent or null. */
    public void counter(String channel, Register register, String name, JsonNode value, String unit) {
        if (isThere(value)) {
            BigDecimal amount = Decimals.readNotNegative(value, name, reasons);
            if (amount != null) {
                add(channel, new Value(register, name, amount, unit));
            }
        }
    }

    /** A momentary power in watts, below zero while feeding back; nothing where the value is absent or null. */
    public void power(String channel, String name, JsonNode value) {
        if (isThere(value)) {
            BigDecimal amount = Decimals.read(value, name, reasons);
            if (amount != null) {
                add(channel, new Value(Register.POWER, name, amount, "W"));
            }
        }
    }

    /** Something that is no activity; nothing where it is no number. */
    public void other(String channel, String name, JsonNode value, String unit) {
        if (value.isNumber() && others < OTHERS_MAX) {
            BigDecimal amount = Decimals.read(value, name, new Reasons());
            if (amount != null) {
                others++;
                add(channel, new Value(Register.OTHER, name, amount, unit));
            }
        }
    }

    /**
     * A value of any kind, as exact as it was sent: a counter is zero or more, and whatever is an activity has to be
     * within the bounds of a quantity.
     */
    public void number(String channel, Register register, String name, BigDecimal amount, String unit) {
        switch (register) {
            case OTHER -> other(channel, name, DecimalNode.valueOf(amount), unit);
            case POWER -> {
                if (Decimals.bounded(amount, name, reasons) != null) {
                    add(channel, new Value(register, name, amount, unit));
                }
            }
            default -> counter(channel, register, name, DecimalNode.valueOf(amount), unit);
        }
    }

    private void add(String channel, Value value) {
        byChannel.computeIfAbsent(channel == null ? "" : channel, ignored -> new ArrayList<>()).add(value);
    }

    /** Whether a value of this kind was shown. */
    public boolean has(Register register) {
        return byChannel.values().stream().flatMap(List::stream).anyMatch(value -> value.register() == register);
    }

    /** The readings, or why there are none. */
    public Interpretation interpretation(String device, MessageTime time) {
        if (!reasons.isEmpty()) {
            return Interpretation.refused(reasons.refusal(null, device).reasons());
        }
        List<Reading> readings = readings(device, time, false);
        return readings.isEmpty() ? Interpretation.context(NO_ENERGY) : Interpretation.of(readings);
    }

    /** One reading per channel, in the order in which the channels were first shown. */
    public List<Reading> readings(String device, MessageTime time, boolean isHistorical) {
        return byChannel.entrySet()
            .stream()
            .map(channel -> new Reading(device, channel.getKey().isEmpty() ? null : channel.getKey(), time.at(),
                    time.local(), isHistorical, channel.getValue()))
            .toList();
    }

    private static boolean isThere(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }
}
