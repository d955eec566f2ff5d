package io.carbonflow.metering.stream;

import java.math.BigDecimal;
import java.util.Map;

import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Decimals;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.json.Quote;
import io.carbonflow.metering.device.Reading.Value;

/** Brings values to the unit they are counted in: energy to kWh and power to kW, exactly; other units stay. */
final class Amounts {

    /** Powers of ten from a kilowatt hour, and from a kilowatt. */
    private static final Map<String, Integer> ENERGY = Map.of("mWh", -6, "Wh", -3, "kWh", 0, "MWh", 3, "GWh", 6);
    private static final Map<String, Integer> POWER = Map.of("mW", -6, "W", -3, "kW", 0, "MW", 3, "GW", 6);

    private Amounts() {}

    /** @param unit the code of the unit */
    record Amount(BigDecimal number, String unit) {}

    /** An amount of what the device measures; null and a reason where it is none. */
    static Amount measured(Value value, Registration registration, Reasons reasons) {
        String said = registration.device().getUnit() != null ? registration.device().getUnit() : value.unit();
        if (said == null) {
            reasons.add(ReasonCode.UNIT_UNKNOWN, value.name(),
                    "neither the device nor its registration says the unit of " + Quote.of(value.name())
                            + "; register the device with its unit");
            return null;
        }
        BigDecimal number = notNegative(value, reasons);
        if (number == null) {
            return null;
        }
        var unit = Unit.find(said.strip());
        String code = ENERGY.containsKey(said.strip()) ? said.strip() : unit.map(Unit::code).orElse(null);
        if (code == null) {
            reasons.add(ReasonCode.UNIT_UNKNOWN, value.name(), Quote.of(said) + " is not a unit we know");
            return null;
        }
        Integer power = ENERGY.get(code);
        return inActivity(power == null ? new Amount(number, code) : new Amount(scaled(number, power), "kWh"),
                registration, value.name(), reasons);
    }

    /** A power in kW, any sign; null and a reason where it is none. */
    static BigDecimal kilowatts(Value value, Registration registration, Reasons reasons) {
        String registered = registration.device().getUnit();
        String said = registered != null && POWER.containsKey(registered.strip()) ? registered.strip()
                : value.unit() == null ? "" : value.unit().strip();
        Integer power = POWER.get(said);
        if (power == null) {
            reasons.add(ReasonCode.UNIT_UNKNOWN, value.name(),
                    "a power is in W, kW or MW, found " + Quote.of(said.isEmpty() ? "nothing" : said));
            return null;
        }
        BigDecimal kilowatts = Decimals.bounded(scaled(value.amount(), power), value.name(), reasons);
        boolean isEnergy = kilowatts != null
                && inActivity(new Amount(kilowatts, "kWh"), registration, value.name(), reasons) != null;
        return isEnergy ? kilowatts : null;
    }

    private static Amount inActivity(Amount amount, Registration registration, String name, Reasons reasons) {
        if (!registration.isOfMeter()) {
            reasons.add(ReasonCode.ACTIVITY_UNKNOWN, "activity", Quote.of(registration.activity())
                    + ", which the device is registered to measure, is no energy or supply that we know");
            return null;
        }
        if (!registration.type().accepts(Unit.of(amount.unit()))) {
            reasons.add(ReasonCode.UNIT_MISMATCH, name, "the unit of " + Quote.of(name) + " is " + amount.unit() + "; "
                    + registration.activity() + " takes " + registration.type().dimensionsInWords());
            return null;
        }
        return amount;
    }

    private static BigDecimal notNegative(Value value, Reasons reasons) {
        if (value.amount().signum() < 0) {
            reasons.add(ReasonCode.QUANTITY_NEGATIVE, value.name(),
                    value.name() + " is zero or more, found " + Quote.of(value.amount().toString()));
            return null;
        }
        return Decimals.bounded(value.amount(), value.name(), reasons);
    }

    /** Shifts the point without ever writing out the zeros of a huge exponent. */
    private static BigDecimal scaled(BigDecimal number, int power) {
        return power == 0 ? number : number.scaleByPowerOfTen(power);
    }
}
