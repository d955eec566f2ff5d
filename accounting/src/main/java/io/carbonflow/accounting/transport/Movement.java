package io.carbonflow.accounting.transport;

import java.math.BigDecimal;
import java.util.Optional;

import io.carbonflow.accounting.basis.BasisInput;
import io.carbonflow.accounting.calculation.RefusalCode;
import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.TransportActivity;
import io.carbonflow.accounting.quantity.Unit;

/** The transport activity of a movement in t.km: stated, from mass and distance, or from a vehicle's distance and load. */
final class Movement {

    private static final Unit VEHICLE_KILOMETRE = Unit.of("vehicle.km");

    private Movement() {}

    static Optional<Worked> read(Fields fields, Mode mode) {
        Optional<Quantity> stated = fields.hasAny("quantity", "unit")
                ? fields.quantity("quantity", "unit", Dimension.TRANSPORT, Dimension.VEHICLE_DISTANCE)
                : Optional.empty();
        if (!fields.areFine()) {
            return Optional.empty();
        }
        if (stated.isPresent() && stated.get().unit().dimension() == Dimension.VEHICLE_DISTANCE) {
            return fromVehicle(fields, mode, stated.get());
        }
        if (fields.hasAny("mass", "teu", "distance") || fields.hasAny(TransportDistance.COORDINATES)) {
            return fromMassAndDistance(fields, mode, stated);
        }
        return stated.isPresent() ? asStated(fields, mode, stated.get())
                : fields.refuse(RefusalCode.FIELD_MISSING, "quantity",
                        "freight needs quantity in t.km, or mass and distance");
    }

    private static Optional<Worked> fromMassAndDistance(Fields fields, Mode mode, Optional<Quantity> stated) {
        Optional<Goods> goods = Goods.read(fields);
        Optional<TransportDistance> distance = TransportDistance.read(fields, mode);
        if (goods.isEmpty() || distance.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal kilometres = distance.get().stated();
        var product = new Quantity(goods.get().amount().multiply(kilometres), goods.get().transport());
        if (stated.isPresent() && !(stated.get().unit().convertsTo(product.unit())
                && TransportActivity.agrees(stated.get(), product))) {
            return fields.refuse(RefusalCode.FIELD_INVALID, "quantity", "quantity is %s, %s x %s km is %s".formatted(
                    stated.get(), goods.get().inWords(), kilometres.toPlainString(), product));
        }
        if (stated.isPresent() && distance.get().adjustment().isNone()) {
            return Optional.of(new Worked.Formulation()
                .then("transport_activity", new BasisInput(stated.get().amount(), stated.get().unit().code(),
                        "quantity"))
                .beside(goods.get().name(), goods.get().input())
                .beside("distance", distance.get().input())
                .in(stated.get().unit(), null));
        }
        return Optional.of(new Worked.Formulation().then(goods.get().name(), goods.get().input())
            .then(" * ")
            .thenCovered(distance.get())
            .in(product.unit(), null));
    }

    /** A stated t.km; on another distance than the actual one it needs a factor, because it has no distance to add to. */
    private static Optional<Worked> asStated(Fields fields, Mode mode, Quantity stated) {
        Optional<DistanceAdjustment> adjustment = TransportDistance.adjustment(fields, mode, false);
        if (adjustment.isEmpty()) {
            return Optional.empty();
        }
        if (adjustment.get().adds()) {
            return fields.refuse(RefusalCode.FIELD_MISSING, "distance",
                    "by air %s km are added to a great_circle; state mass and distance beside quantity".formatted(
                            adjustment.get().addedKilometres().toPlainString()));
        }
        if (adjustment.get().isNone()) {
            return Optional.of(Worked.asStated(stated, null));
        }
        return Optional.of(new Worked.Formulation()
            .then("transport_activity", Sources.input("quantity", stated, stated.unit()))
            .thenAdjusted(adjustment.get())
            .in(stated.unit(), null));
    }

    /** A vehicle's whole distance times its mean load: the part of it run empty carries nothing. */
    private static Optional<Worked> fromVehicle(Fields fields, Mode mode, Quantity driven) {
        if (fields.has("distance_kind") && TransportDistance.adjustment(fields, mode, false).isEmpty()) {
            return Optional.empty();
        }
        var formulation = new Worked.Formulation().then("vehicle_distance",
                Sources.input("quantity", driven, VEHICLE_KILOMETRE));
        fields.decimal("empty_running", BigDecimal.ZERO, BigDecimal.ONE)
            .ifPresent(empty -> formulation.then(" * (1 - ")
                .then("empty_running", new BasisInput(empty, "", "empty_running"))
                .then(")"));
        if (fields.has("load")) {
            return fields.quantity("load", "load_unit", Dimension.MASS)
                .filter(load -> fields.areFine())
                .map(load -> formulation.then(" * ")
                    .then("load", Sources.input("load", load, Unit.TONNE))
                    .in(Unit.TONNE_KILOMETRE, null));
        }
        if (!fields.has("capacity") || !fields.has("load_factor")) {
            return fields.refuse(RefusalCode.FIELD_MISSING, "load",
                    "a distance of vehicles needs load, or capacity and load_factor, to become t.km");
        }
        Optional<Quantity> capacity = fields.quantity("capacity", "capacity_unit", Dimension.MASS);
        Optional<BigDecimal> loadFactor = fields.decimal("load_factor", BigDecimal.ZERO, BigDecimal.ONE);
        if (!fields.areFine()) {
            return Optional.empty();
        }
        return Optional.of(formulation.then(" * ")
            .then("capacity", Sources.input("capacity", capacity.orElseThrow(), Unit.TONNE))
            .then(" * ")
            .then("load_factor", new BasisInput(loadFactor.orElseThrow(), "", "load_factor"))
            .in(Unit.TONNE_KILOMETRE, null));
    }
}
