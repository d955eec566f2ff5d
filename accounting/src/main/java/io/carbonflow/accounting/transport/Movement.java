package io.carbonflow.accounting.transport;

import java.math.BigDecimal;
import java.util.Optional;

import io.carbonflow.accounting.basis.BasisInput;
import io.carbonflow.accounting.calculation.RefusalCode;
import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.TransportActivity;

/** The transport activity of a movement in t.km: stated, from mass and distance, or from a vehicle's distance and load. */
final class Movement {

    private Movement() {}

    static Optional<Worked> read(Fields fields, Mode mode) {
        Optional<Quantity> stated = fields.hasAny("quantity", "unit")
                ? fields.quantity("quantity", "unit", Dimension.TRANSPORT, Dimension.VEHICLE_DISTANCE)
                : Optional.empty();
        if (!fields.areFine()) {
            return Optional.empty();
        }
        if (stated.isPresent() && stated.get().unit().dimension() == Dimension.VEHICLE_DISTANCE) {
            return VehicleLoad.transport(fields, stated.get());
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
        if (VehicleLoad.isBasis(fields) && stated.isEmpty()) {
            return VehicleLoad.vehicles(fields, goods.get(), distance.get());
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
}
