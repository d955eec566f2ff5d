package io.carbonflow.rules;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

import io.carbonflow.accounting.rules.Facts;

/** Facts to ask questions about. */
final class SomeFacts {

    private SomeFacts() {}

    /** A German road freight, inbound, paid by us, with mass and distance. */
    static Facts ofFreight() {
        return new Facts("demo", "logistics", "freight.road.hgv", "freight", "DE", null, null, "measured", "transport",
                null, null, null, "TMS", "own", LocalDate.parse("2025-11-03"), Set.of("mass", "distance"),
                Map.of("direction", "inbound", "paid_by", "us", "load", "2.75"));
    }
}
