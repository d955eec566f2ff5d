package io.carbonflow.intake.contract;

import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.json.Quote;

/** Reads units and holds them against what they are to measure. */
final class UnitRule {

    private UnitRule() {}

    /** The unit of a field; null and a reason where it names none. */
    static Unit read(Fields fields, String name) {
        if (!fields.has(name)) {
            return null;
        }
        if (!fields.node(name).isTextual()) {
            fields.invalid(name, "a unit such as \"kWh\"");
            return null;
        }
        String text = fields.node(name).textValue();
        var unit = Unit.find(text);
        if (unit.isEmpty()) {
            String advice = Unit.ambiguity(text).map(say -> "ambiguous: " + say).orElse("not a unit we know");
            fields.reasons().add(ReasonCode.UNIT_UNKNOWN, fields.nameOf(name), Quote.of(text) + " is " + advice);
        }
        return unit.orElse(null);
    }

    /** Holds the unit of an activity's quantity against what the activity is measured in. */
    static void check(Unit unit, String code, ActivityType type, String field, Reasons reasons) {
        if (!type.accepts(unit)) {
            mismatch(unit, code + " takes " + type.dimensionsInWords(), field, reasons);
        }
    }

    static void check(Unit unit, Dimension dimension, String field, Reasons reasons) {
        if (unit.dimension() != dimension) {
            mismatch(unit, field + " takes " + dimension.words(), field, reasons);
        }
    }

    private static void mismatch(Unit unit, String allowed, String field, Reasons reasons) {
        // A power for an energy is the slip every installer makes once; say what it is.
        reasons.add(ReasonCode.UNIT_MISMATCH, field, "the unit " + unit.code() + " measures "
                + article(unit.dimension()) + "; " + allowed);
    }

    private static String article(Dimension dimension) {
        String words = dimension.words();
        int example = words.indexOf(", such as");
        return example < 0 ? words : words.substring(0, example);
    }
}
