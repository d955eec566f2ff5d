package io.carbonflow.metering.device;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What one meter showed at one time.
 *
 * @param device       the device's id, as it is registered
 * @param channel      which of the device's meters, for example {@code em1:0}; null where it has only one
 * @param at           when, by the device's clock; null where it does not say or gives no zone
 * @param localTime    when, by the device's clock without a zone: the registration's zone applies; null otherwise
 * @param isHistorical whether the device says itself that this is from earlier
 * @param values       what it showed; never empty
 */
public record Reading(String device, String channel, Instant at, LocalDateTime localTime, boolean isHistorical,
        List<Value> values) {

    public Reading {
        requireNonNull(device, "device is null");
        values = List.copyOf(values);
        if (at != null && localTime != null) {
            throw new IllegalArgumentException("a reading has its time with a zone or without one, not both");
        }
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a reading shows something");
        }
    }

    /** What a value is. */
    public enum Register {
        /** A cumulative counter of energy drawn, or of whatever else the device is registered to measure. */
        IMPORT_COUNTER,
        /** A cumulative counter of energy fed back; kept apart and never subtracted. */
        EXPORT_COUNTER,
        /** The amount since the reading before. */
        INTERVAL,
        /** Momentary power; below zero while feeding back. */
        POWER,
        /** Anything that is no activity: a temperature, a voltage, a state of charge. */
        OTHER
    }

    /**
     * One value.
     *
     * @param name   as the device calls it
     * @param amount exact, as sent
     * @param unit   of the amount, by the family's rule or the device's own word; null where nobody says
     */
    public record Value(Register register, String name, BigDecimal amount, String unit) {

        public Value {
            requireNonNull(register, "register is null");
            requireNonNull(name, "name is null");
            requireNonNull(amount, "amount is null");
        }
    }
}
