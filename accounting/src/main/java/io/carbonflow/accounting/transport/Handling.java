package io.carbonflow.accounting.transport;

import java.util.Optional;

import io.carbonflow.accounting.calculation.RefusalCode;
import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;

/** The activity of a hub: the mass that leaves it, or what it handles where it counts pieces, such as tanks it cleans. */
final class Handling {

    private Handling() {}

    static Optional<Worked> read(Fields fields) {
        if (fields.hasAny("quantity", "unit")) {
            return fields.quantity("quantity", "unit", Dimension.MASS, Dimension.COUNT)
                .map(quantity -> Worked.asStated(quantity, null));
        }
        if (!fields.has("mass")) {
            return fields.refuse(RefusalCode.FIELD_MISSING, "mass", "a hub needs mass, or quantity in t or a count");
        }
        Optional<Quantity> mass = fields.quantity("mass", "mass_unit", Dimension.MASS);
        return mass.map(known -> new Worked.Formulation().then("mass", Sources.input("mass", known, Unit.TONNE))
            .in(Unit.TONNE, null));
    }
}
