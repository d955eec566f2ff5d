package io.carbonflow.intake.contract;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.EnergyBody;
import io.carbonflow.contracts.avro.ProcurementBody;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.SupplierBody;
import io.carbonflow.contracts.avro.SupplierFactor;
import io.carbonflow.intake.json.Quote;

/** What {@code attributes} holds: the fields a kind's body has a place for, and everything else as it is. */
final class Bodies {

    private static final int PRICE_YEAR_MIN = 1950;
    private static final int PRICE_YEAR_MAX = 2100;
    private static final String CARRIED_INTENSITY = "grid_carbon_intensity_gco2_kwh";
    private static final Set<String> ENERGY = Set.of("energy_source", CARRIED_INTENSITY);
    private static final Set<String> PROCUREMENT = Set.of("price_year", "document_id", "document_line");
    private static final Set<String> SUPPLIER = Set.of("supplier_factor");

    private Bodies() {}

    /** Fills the body and the attributes of an activity of this kind. */
    static void read(ActivityKind kind, Fields fields, RawActivity activity, BigDecimal quantity, Unit unit) {
        if (fields.has("attributes") && !fields.node("attributes").isObject()) {
            fields.invalid("attributes", "a JSON object");
            return;
        }
        var attributes = fields.inside("attributes");
        Set<String> taken = switch (kind) {
            case ENERGY -> {
                activity.setBody(energy(fields, attributes));
                yield ENERGY;
            }
            case LOGISTICS -> {
                boolean inHub = activity.getActivity() != null && activity.getActivity().startsWith("freight.hub.");
                activity.setBody(FreightRule.read(attributes, quantity, unit, inHub));
                yield FreightRule.FIELDS;
            }
            case PROCUREMENT -> {
                activity.setBody(procurement(attributes));
                yield PROCUREMENT;
            }
            case SUPPLIER -> {
                activity.setBody(supplier(attributes, unit));
                yield SUPPLIER;
            }
        };
        activity.setAttributes(rest(fields.node("attributes"), taken, fields.reasons()));
    }

    /** The carried intensity decides the result, so it also counts where a reading has it: beside the other fields. */
    private static EnergyBody energy(Fields fields, Fields attributes) {
        var holder = attributes.has(CARRIED_INTENSITY) ? attributes : fields;
        return new EnergyBody(attributes.id("energy_source"), text(holder.decimal(CARRIED_INTENSITY)), null, null);
    }

    private static ProcurementBody procurement(Fields attributes) {
        return new ProcurementBody(priceYear(attributes), attributes.id("document_id"), attributes.id("document_line"));
    }

    private static Integer priceYear(Fields attributes) {
        if (!attributes.has("price_year")) {
            return null;
        }
        BigDecimal year = attributes.decimal("price_year");
        if (year == null || attributes.reasons().concern(attributes.nameOf("price_year"))) {
            return null;
        }
        boolean whole = year.stripTrailingZeros().scale() <= 0;
        int value = whole && year.precision() <= 4 ? year.intValue() : 0;
        if (value < PRICE_YEAR_MIN || value > PRICE_YEAR_MAX) {
            attributes.invalid("price_year", "a year from " + PRICE_YEAR_MIN + " to " + PRICE_YEAR_MAX);
        }
        return value;
    }

    private static SupplierBody supplier(Fields attributes, Unit unit) {
        if (!attributes.has("supplier_factor")) {
            return new SupplierBody(null);
        }
        if (!attributes.node("supplier_factor").isObject()) {
            attributes.invalid("supplier_factor", "a JSON object with kg_co2e_per_unit and unit");
            return null;
        }
        var factor = attributes.inside("supplier_factor");
        BigDecimal value = factor.required("kg_co2e_per_unit") ? factor.decimal("kg_co2e_per_unit") : null;
        Unit per = factor.required("unit") ? UnitRule.read(factor, "unit") : null;
        if (per != null && unit != null && !unit.convertsTo(per)) {
            factor.reasons()
                .add(ReasonCode.UNIT_MISMATCH, factor.nameOf("unit"), "the factor is per " + per.code()
                        + ", the quantity is in " + unit.code() + ", and the one does not convert to the other");
        }
        LocalDate from = date(factor, "valid_from");
        LocalDate to = date(factor, "valid_to");
        if (from != null && to != null && to.isBefore(from)) {
            factor.invalid("valid_to", "not before valid_from, " + from);
        }
        return new SupplierBody(new SupplierFactor(text(value), per == null ? null : per.code(), text(from), text(to),
                factor.id("source")));
    }

    private static LocalDate date(Fields fields, String name) {
        if (!fields.has(name)) {
            return null;
        }
        try {
            return LocalDate.parse(fields.node(name).asText());
        } catch (DateTimeParseException e) {
            fields.invalid(name, "an ISO date such as 2025-12-31");
            return null;
        }
    }

    private static Map<String, String> rest(JsonNode attributes, Set<String> taken, Reasons reasons) {
        var rest = new HashMap<String, String>();
        attributes.properties().forEach(entry -> {
            String name = entry.getKey();
            if (!taken.contains(name) && !entry.getValue().isNull()) {
                rest.put(name,
                        entry.getValue().isTextual() ? entry.getValue().textValue() : entry.getValue().toString());
            }
        });
        // Later stores hold neither NUL nor half a character; better refused here than lost there.
        rest.forEach((name, value) -> {
            if (!storable(name) || !storable(value)) {
                reasons.add(ReasonCode.FIELD_INVALID, "attributes." + (storable(name) ? name : Quote.of(name)),
                        "an attribute is text without NUL and without half surrogate pairs");
            }
        });
        return rest;
    }

    private static boolean storable(String text) {
        return text.codePoints().allMatch(point -> point != 0 && Character.getType(point) != Character.SURROGATE);
    }

    private static String text(BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }

    private static String text(LocalDate date) {
        return date == null ? null : date.toString();
    }
}
