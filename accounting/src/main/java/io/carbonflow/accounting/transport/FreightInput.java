package io.carbonflow.accounting.transport;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What an event says of freight. Everything but the activity and the attributes may be null, which means not stated.
 *
 * @param activity {@code freight.<mode>[.detail]} or {@code freight.hub.<type>}
 * @param quantity amount in {@code unit}: t.km, vehicle.km with a load, or for a hub a mass or a count
 * @param unit as the sender wrote it
 * @param mass of the goods, in {@code massUnit}
 * @param massUnit as the sender wrote it
 * @param distance in {@code distanceUnit}
 * @param distanceUnit as the sender wrote it
 * @param carriedKgCo2eWtw the carrier's own kg CO2e for the movement, well to wheel
 * @param attributes the sender's other attributes; docs/reference/freight.md lists those that count
 */
public record FreightInput(String activity, BigDecimal quantity, String unit, BigDecimal mass, String massUnit,
        BigDecimal distance, String distanceUnit, BigDecimal carriedKgCo2eWtw, Map<String, String> attributes) {

    public FreightInput {
        requireNonNull(activity, "activity is null");
        attributes = Map.copyOf(attributes);
    }

    /** Freight that is a movement of a mass over a distance and says nothing else. */
    public static FreightInput of(String activity, BigDecimal mass, String massUnit, BigDecimal distance,
            String distanceUnit, Map<String, String> attributes) {
        return new FreightInput(activity, null, null, mass, massUnit, distance, distanceUnit, null, attributes);
    }
}
