package io.carbonflow.gateway.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.TransportActivity;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.avro.LogisticsBody;

/** Freight: a mass over a distance, stated as their product, as the two of them, or as all three that must agree. */
final class FreightRule {

    static final Set<String> FIELDS = Set.of("mass", "mass_unit", "distance", "distance_unit", "direction", "paid_by",
            "shipment_id", "carried_kg_co2e_wtw");
    private static final List<String> DIRECTIONS = List.of("inbound", "outbound", "internal");
    private static final List<String> PAYERS = List.of("us", "supplier", "customer");

    private FreightRule() {}

    /** Whether the attributes speak of a mass or a distance at all. */
    static boolean givesMassAndDistance(Fields activity) {
        var attributes = activity.inside("attributes");
        return attributes.has("mass") || attributes.has("distance");
    }

    static LogisticsBody read(Fields attributes, BigDecimal quantity, Unit unit) {
        boolean both = attributes.has("mass") || attributes.has("distance");
        Quantity mass = both ? quantity(attributes, "mass", Dimension.MASS) : null;
        Quantity distance = both ? quantity(attributes, "distance", Dimension.DISTANCE) : null;
        if (mass != null && distance != null && quantity != null && unit != null
                && unit.dimension() == Dimension.TRANSPORT) {
            agree(attributes, new Quantity(quantity, unit), TransportActivity.of(mass, distance));
        }
        return new LogisticsBody(amount(mass), unit(mass), amount(distance), unit(distance),
                attributes.word("direction", DIRECTIONS), attributes.word("paid_by", PAYERS),
                attributes.id("shipment_id"), text(attributes.decimal("carried_kg_co2e_wtw")));
    }

    private static void agree(Fields attributes, Quantity stated, Quantity workedOut) {
        if (!TransportActivity.agrees(stated, workedOut)) {
            attributes.reasons()
                .add(io.carbonflow.contracts.ReasonCode.FIELD_INVALID, "quantity",
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
