package io.carbonflow.accounting.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.carbonflow.accounting.calculation.Refusal;

/** Reads freight of tests. */
final class Freights {

    /** The refrigerated kinds of the library of these tests. */
    private static final Set<String> LIBRARY = Set.of("freight.road.hgv.refrigerated",
            "freight.road.hgv.refrigerated.rigid", "freight.sea.refrigerated");

    private Freights() {}

    /** Names and values alternating; {@code quantity}, {@code mass} and {@code distance} are numbers as the wire has them. */
    static FreightReading read(String activity, String... fields) {
        Map<String, String> stated = new HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            stated.put(fields[i], fields[i + 1]);
        }
        var input = new FreightInput(activity, number(stated.remove("quantity")), stated.remove("unit"),
                number(stated.remove("mass")), stated.remove("mass_unit"), number(stated.remove("distance")),
                stated.remove("distance_unit"), number(stated.remove("carried_kg_co2e_wtw")), stated);
        return Freight.read(input, LIBRARY::contains);
    }

    static List<Leg> legs(String activity, String... fields) {
        return read(activity, fields).fold(legs -> legs, reasons -> {
            throw new AssertionError(reasons.toString());
        });
    }

    static Leg leg(String activity, String... fields) {
        List<Leg> legs = legs(activity, fields);
        assertThat(legs).hasSize(1);
        return legs.get(0);
    }

    static List<Refusal> reasons(String activity, String... fields) {
        return read(activity, fields).fold(legs -> {
            throw new AssertionError(legs.toString());
        }, reasons -> reasons);
    }

    static BigDecimal times(Leg leg, String factor) {
        return leg.quantity().amount().multiply(new BigDecimal(factor));
    }

    private static BigDecimal number(String text) {
        return text == null ? null : new BigDecimal(text);
    }
}
