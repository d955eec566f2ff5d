package io.carbonflow.accounting.transport;

import java.util.Optional;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.activity.ActivityFamily;
import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.calculation.RefusalCode;
import io.carbonflow.accounting.factor.NoticeCode;
import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.TransportActivity;
import io.carbonflow.accounting.quantity.Unit;

/**
 * The energy a vehicle or hub used, and the share of it that goods have: by direct t.km of a round, by mass in a hub.
 * Without a total the whole of it belongs to the element.
 */
final class VehicleEnergy {

    private static final String TOTAL_TRANSPORT = "total_transport";
    private static final String TOTAL_MASS = "total_mass";

    private VehicleEnergy() {}

    static boolean isStated(Fields fields) {
        return fields.hasAny("energy_activity", "energy", "energy_unit");
    }

    static Optional<Worked> read(Fields fields, Mode mode) {
        Optional<ActivityType> type = type(fields);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        Optional<Quantity> energy = fields.quantity("energy", "energy_unit",
                type.get().dimensions().toArray(new Dimension[0]));
        String factorActivity = fields.text("energy_activity");
        String total = mode == Mode.HUB ? TOTAL_MASS : TOTAL_TRANSPORT;
        if (fields.has(total)) {
            return energy.flatMap(known -> mode == Mode.HUB
                    ? byMass(fields, known, factorActivity)
                    : byTransport(fields, known, factorActivity));
        }
        return energy.map(known -> Worked.asStated(known, factorActivity));
    }

    private static Optional<ActivityType> type(Fields fields) {
        if (!fields.has("energy_activity")) {
            return fields.refuse(RefusalCode.FIELD_MISSING, "energy_activity",
                    "energy_activity is missing; it says what energy is an amount of, for example fuel.diesel");
        }
        String code = fields.text("energy_activity");
        Optional<ActivityType> type = ActivityCatalogue.find(code)
            .filter(known -> known.family() == ActivityFamily.FUEL
                    || known.family() == ActivityFamily.PURCHASED_ENERGY);
        return type.isPresent() ? type
                : fields.refuse(RefusalCode.ACTIVITY_UNKNOWN, "energy_activity",
                        "energy_activity is '%s', allowed is a fuel or purchased energy".formatted(code));
    }

    private static Optional<Worked> byTransport(Fields fields, Quantity energy, String factorActivity) {
        Optional<Quantity> mass = fields.quantity("mass", "mass_unit", Dimension.MASS);
        Optional<Quantity> distance = fields.quantity("distance", "distance_unit", Dimension.DISTANCE);
        Optional<Quantity> total = fields.quantity(TOTAL_TRANSPORT, TOTAL_TRANSPORT + "_unit", Dimension.TRANSPORT);
        if (!fields.areFine()) {
            return Optional.empty();
        }
        Quantity own = TransportActivity.of(mass.orElseThrow(), distance.orElseThrow());
        if (!total.orElseThrow().unit().convertsTo(Unit.TONNE_KILOMETRE)) {
            return fields.refuse(RefusalCode.UNIT_MISMATCH, TOTAL_TRANSPORT + "_unit",
                    "%s does not convert to t.km".formatted(total.orElseThrow().unit()));
        }
        Quantity whole = total.orElseThrow().in(Unit.TONNE_KILOMETRE);
        return shares(fields, TOTAL_TRANSPORT, own, whole) ? Optional.of(new Worked.Formulation()
            .then("energy", Sources.input("energy", energy, energy.unit()))
            .then(" * ")
            .then("mass", Sources.input("mass", mass.orElseThrow(), Unit.TONNE))
            .then(" * ")
            .then("distance", Sources.input("distance", distance.orElseThrow(), Unit.KILOMETRE))
            .then(" / ")
            .then(TOTAL_TRANSPORT, Sources.input(TOTAL_TRANSPORT, total.orElseThrow(), Unit.TONNE_KILOMETRE))
            .notice(NoticeCode.ENERGY_SHARED,
                    "the energy of the round is shared by t.km: %s of %s".formatted(own, whole))
            .in(energy.unit(), factorActivity)) : Optional.empty();
    }

    private static Optional<Worked> byMass(Fields fields, Quantity energy, String factorActivity) {
        Optional<Quantity> mass = fields.quantity("mass", "mass_unit", Dimension.MASS);
        Optional<Quantity> total = fields.quantity(TOTAL_MASS, TOTAL_MASS + "_unit", Dimension.MASS);
        if (!fields.areFine()) {
            return Optional.empty();
        }
        Quantity own = mass.orElseThrow().in(Unit.TONNE);
        Quantity whole = total.orElseThrow().in(Unit.TONNE);
        return shares(fields, TOTAL_MASS, own, whole) ? Optional.of(new Worked.Formulation()
            .then("energy", Sources.input("energy", energy, energy.unit()))
            .then(" * ")
            .then("mass", Sources.input("mass", mass.orElseThrow(), Unit.TONNE))
            .then(" / ")
            .then(TOTAL_MASS, Sources.input(TOTAL_MASS, total.orElseThrow(), Unit.TONNE))
            .notice(NoticeCode.ENERGY_SHARED, "the energy of the hub is shared by mass: %s of %s".formatted(own, whole))
            .in(energy.unit(), factorActivity)) : Optional.empty();
    }

    private static boolean shares(Fields fields, String name, Quantity own, Quantity whole) {
        boolean fits = whole.amount().signum() > 0 && own.amount().compareTo(whole.amount()) <= 0;
        if (!fits) {
            fields.refuse(RefusalCode.FIELD_INVALID, name,
                    "%s is %s, allowed is above zero and at least the element's %s"
                        .formatted(name, whole, own));
        }
        return fits;
    }
}
