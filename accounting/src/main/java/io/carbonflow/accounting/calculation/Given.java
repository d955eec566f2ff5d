package io.carbonflow.accounting.calculation;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Which figures came with an event, as rules name them; a set of them is the sum of their bits. */
enum Given {
    GRID_INTENSITY,
    SUPPLIER_FACTOR,
    CARRIER_FIGURE,
    MASS,
    DISTANCE,
    LEGS;

    /** That contracts or certificates apply; known from the rules and not from the event. */
    static final String INSTRUMENTS = "instruments";

    private final String code = name().toLowerCase(Locale.ROOT);

    int bit() {
        return 1 << ordinal();
    }

    boolean isIn(int bits) {
        return (bits & bit()) != 0;
    }

    static Set<String> codes(int bits) {
        var codes = new TreeSet<String>();
        for (Given given : values()) {
            if (given.isIn(bits)) {
                codes.add(given.code);
            }
        }
        return codes;
    }
}
