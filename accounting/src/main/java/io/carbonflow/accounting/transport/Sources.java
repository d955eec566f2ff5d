package io.carbonflow.accounting.transport;

import io.carbonflow.accounting.basis.BasisInput;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;

/** Where an input comes from, with what was received where that was in another unit. */
final class Sources {

    private Sources() {}

    static String of(String field, Quantity received, Unit unit) {
        return received.unit() == unit ? field : field + ", " + received + " as received";
    }

    static BasisInput input(String field, Quantity received, Unit unit) {
        return new BasisInput(received.in(unit).amount(), unit.code(), of(field, received, unit));
    }
}
