package io.carbonflow.intake.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.TransportActivity;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.accounting.transport.Freight;
import io.carbonflow.accounting.transport.FreightInput;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.LogisticsBody;
import io.carbonflow.contracts.avro.RawActivity;

/**
 * Freight: a mass over a distance, stated as their product, as the two of them, or as all three that must agree; or as
 * legs, containers, energy used, or coordinates. docs/reference/freight.md has the attributes.
 */
final class FreightRule {

    static final Set<String> FIELDS = Set.of("mass", "mass_unit", "distance", "distance_unit", "direction", "paid_by",
            "shipment_id", "carried_kg_co2e_wtw");
    private static final List<String> DIRECTIONS = List.of("inbound", "outbound", "internal");
    private static final List<String> PAYERS = List.of("us", "supplier", "customer");
    /** Attributes that say how much was moved in another way than by a mass over a distance. */
    private static final List<String> OTHER_MEASURES = List.of("legs", "teu", "energy", "origin_lat");
    private static final Set<String> OUTSIDE_ATTRIBUTES = Set.of("activity", "quantity", "unit");

    private FreightRule() {}

    /** Whether the attributes say how much was moved, so that there need be no quantity. */
    static boolean saysHowMuch(Fields activity) {
        var attributes = activity.inside("attributes");
        return attributes.has("mass") || attributes.has("distance")
                || OTHER_MEASURES.stream().anyMatch(attributes::has);
    }

    static LogisticsBody read(Fields attributes, BigDecimal quantity, Unit unit, boolean inHub) {
        boolean either = inHub || OTHER_MEASURES.stream().anyMatch(attributes::has);
        boolean both = !either && (attributes.has("mass") || attributes.has("distance"));
        Quantity mass = both || attributes.has("mass") ? quantity(attributes, "mass", Dimension.MASS) : null;
        Quantity distance = both || attributes.has("distance")
                ? quantity(attributes, "distance", Dimension.DISTANCE)
                : null;
        if (mass != null && distance != null && quantity != null && unit != null
                && unit.convertsTo(Unit.TONNE_KILOMETRE)) {
            agree(attributes, new Quantity(quantity, unit), TransportActivity.of(mass, distance));
        }
        return new LogisticsBody(amount(mass), unit(mass), amount(distance), unit(distance),
                attributes.word("direction", DIRECTIONS), attributes.word("paid_by", PAYERS),
                attributes.id("shipment_id"), text(attributes.decimal("carried_kg_co2e_wtw")));
    }

    /** Every rule accounting has for freight: kinds of distance, legs, loads, shared energy. */
    static void examine(RawActivity activity, Reasons reasons) {
        var body = (LogisticsBody) activity.getBody();
        var input = new FreightInput(activity.getActivity(), decimal(activity.getQuantity()), activity.getUnit(),
                decimal(body.getMass()), body.getMassUnit(), decimal(body.getDistance()), body.getDistanceUnit(),
                decimal(body.getCarriedKgCo2eWtw()), activity.getAttributes());
        Freight.read(input, factor -> false).fold(legs -> legs, found -> {
            found.forEach(reason -> reasons.add(ReasonCode.valueOf(reason.code().name()), nameOf(reason.field()),
                    reason.detail()));
            return List.of();
        });
    }

    private static String nameOf(String field) {
        return OUTSIDE_ATTRIBUTES.contains(field) ? field : "attributes." + field;
    }

    private static BigDecimal decimal(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static void agree(Fields attributes, Quantity stated, Quantity workedOut) {
        if (!TransportActivity.agrees(stated, workedOut)) {
            attributes.reasons()
                .add(ReasonCode.FIELD_INVALID, "quantity",
                        "quantity is mass x distance, " + workedOut.amount().stripTrailingZeros().toPlainString()
                                + " t.km, found " + stated);
        }
    }

    private static Quantity quantity(Fields attributes, String name, Dimension dimension) {
        BigDecimal amount = attributes.required(name) ? attributes.decimal(name) : null;
        String unitName = name + "_unit";
        Unit unit = attributes.required(unitName) ? UnitRule.read(attributes, unitName) : null;
        if (unit != null && unit.dimension() != dimension) {
            UnitRule.check(unit, dimension, attributes.nameOf(unitName), attributes.reasons());
            return null;
        }
        return amount == null || unit == null ? null : new Quantity(amount, unit);
    }

    private static String amount(Quantity quantity) {
        return quantity == null ? null : text(quantity.amount());
    }

    private static String unit(Quantity quantity) {
        return quantity == null ? null : quantity.unit().code();
    }

    private static String text(BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }
}
