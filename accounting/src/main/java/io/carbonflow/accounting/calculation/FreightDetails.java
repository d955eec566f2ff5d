package io.carbonflow.accounting.calculation;

import java.math.BigDecimal;

/**
 * What only freight says; each part may be null.
 *
 * @param mass of the goods, in {@code massUnit}
 * @param massUnit as the sender wrote it
 * @param distance moved, in {@code distanceUnit}
 * @param distanceUnit as the sender wrote it
 * @param direction inbound, outbound or internal
 * @param paidBy us, supplier or customer
 * @param carriedKgCo2eWtw the carrier's own kg CO2e for the movement, well to wheel
 */
public record FreightDetails(BigDecimal mass, String massUnit, BigDecimal distance, String distanceUnit,
        String direction, String paidBy, BigDecimal carriedKgCo2eWtw) {

    static final FreightDetails NONE = new FreightDetails(null, null, null, null, null, null, null);
}
