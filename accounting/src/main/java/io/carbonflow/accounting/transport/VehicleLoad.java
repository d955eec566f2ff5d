package io.carbonflow.accounting.transport;

import java.math.BigDecimal;
import java.util.Optional;

import io.carbonflow.accounting.basis.BasisInput;
import io.carbonflow.accounting.calculation.RefusalCode;
import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;

/**
 * What a vehicle holds and how often it runs empty: the step between the distance of vehicles and the transport of goods.
 * The distance run empty belongs to the goods that were carried on the rest.
 */
final class VehicleLoad {

    private static final Unit VEHICLE_KILOMETRE = Unit.of("vehicle.km");
    private static final BigDecimal SHARE_MIN = new BigDecimal("0.01");
    private static final BigDecimal SHARE_MAX = new BigDecimal("0.99");

    private VehicleLoad() {}

    /** Whether the sender asks for the distance of vehicles, because the factor is per vehicle.km. */
    static boolean isBasis(Fields fields) {
        return "vehicle".equals(fields.text("basis"));
    }

    /** The t.km of a distance of vehicles; the distance itself where nothing is said of a load. */
    static Optional<Worked> transport(Fields fields, Quantity driven) {
        if (!fields.hasAny("load", "capacity", "load_factor", "empty_running")) {
            return Optional.of(Worked.asStated(driven, null));
        }
        var formulation = new Worked.Formulation().then("vehicle_distance",
                Sources.input("quantity", driven, VEHICLE_KILOMETRE));
        emptyRunning(fields).ifPresent(empty -> formulation.then(" * (1 - ").then("empty_running", empty).then(")"));
        return load(fields, formulation.then(" * ")).map(complete -> complete.in(Unit.TONNE_KILOMETRE, null));
    }

    /** The vehicle.km that goods take up. */
    static Optional<Worked> vehicles(Fields fields, Goods goods, TransportDistance distance) {
        if (!goods.transport().convertsTo(Unit.TONNE_KILOMETRE)) {
            return fields.refuse(RefusalCode.FIELD_MISSING, "mass", "basis vehicle needs mass");
        }
        var formulation = new Worked.Formulation().then(goods.name(), goods.input())
            .then(" * ")
            .thenCovered(distance)
            .then(" / (");
        Optional<BasisInput> empty = emptyRunning(fields);
        return load(fields, formulation).map(complete -> {
            empty.ifPresent(share -> complete.then(" * (1 - ").then("empty_running", share).then(")"));
            return complete.then(")").in(VEHICLE_KILOMETRE, null);
        });
    }

    private static Optional<BasisInput> emptyRunning(Fields fields) {
        return fields.decimal("empty_running", BigDecimal.ZERO, SHARE_MAX)
            .map(share -> new BasisInput(share, "", "empty_running"));
    }

    /** Adds the mean load, or the capacity and the share of it that is used. */
    private static Optional<Worked.Formulation> load(Fields fields, Worked.Formulation formulation) {
        if (fields.has("load")) {
            return mass(fields, "load").map(load -> formulation.then("load", load));
        }
        if (!fields.has("capacity") || !fields.has("load_factor")) {
            return fields.refuse(RefusalCode.FIELD_MISSING, "load",
                    "what a vehicle carries is missing: load, or capacity and load_factor");
        }
        Optional<BasisInput> capacity = mass(fields, "capacity");
        Optional<BigDecimal> factor = fields.decimal("load_factor", SHARE_MIN, BigDecimal.ONE);
        return capacity.isEmpty() || factor.isEmpty() ? Optional.empty()
                : Optional.of(formulation.then("capacity", capacity.get())
                    .then(" * ")
                    .then("load_factor", new BasisInput(factor.get(), "", "load_factor")));
    }

    private static Optional<BasisInput> mass(Fields fields, String name) {
        Optional<Quantity> mass = fields.quantity(name, name + "_unit", Dimension.MASS);
        if (mass.isPresent() && mass.get().amount().signum() == 0) {
            return fields.refuse(RefusalCode.FIELD_INVALID, name, name + " is 0, allowed is above zero");
        }
        return mass.filter(known -> fields.areFine()).map(known -> Sources.input(name, known, Unit.TONNE));
    }
}
