package io.carbonflow.accounting.transport;

import java.math.BigDecimal;
import java.util.Optional;

import io.carbonflow.accounting.basis.BasisInput;
import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Unit;

/**
 * How much is moved: a mass, or a number of containers in TEU where factors count those. What a TEU weighs is not assumed.
 *
 * @param name of the field
 * @param input in t or TEU
 * @param transport the unit of moving it over a kilometre
 * @param inWords as received
 */
record Goods(String name, BasisInput input, Unit transport, String inWords) {

    private static final Unit TEU = Unit.of("TEU");
    private static final Unit TEU_KILOMETRE = Unit.of("TEU.km");

    /** The goods; empty with a reason noted where neither is stated. A mass goes before a number of containers. */
    static Optional<Goods> read(Fields fields) {
        if (fields.has("teu") && !fields.has("mass")) {
            return fields.decimal("teu", BigDecimal.ZERO, Fields.AMOUNT_MAX)
                .map(teu -> new Goods("teu", new BasisInput(teu, TEU.code(), "teu"), TEU_KILOMETRE,
                        teu.toPlainString() + " TEU"));
        }
        return fields.quantity("mass", "mass_unit", Dimension.MASS)
            .map(mass -> new Goods("mass", Sources.input("mass", mass, Unit.TONNE), Unit.TONNE_KILOMETRE,
                    mass.toString()));
    }

    BigDecimal amount() {
        return input.value();
    }
}
