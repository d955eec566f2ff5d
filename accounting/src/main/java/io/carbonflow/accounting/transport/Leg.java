package io.carbonflow.accounting.transport;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import io.carbonflow.accounting.basis.Basis;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.quantity.Quantity;

/**
 * One element of a transport chain (ISO 14083: TCE): a movement in one vehicle, or the handling in one hub.
 *
 * @param element {@code leg-1}, {@code leg-2}, … in the order of the chain; null where the event is a single element
 * @param activity what it is, for attribution: {@code freight.…}; already the refrigerated kind where the goods are
 *            cooled and the library has one
 * @param factorActivity what the quantity is multiplied by a factor of: the activity, or the vehicle's or hub's energy
 *            ({@code fuel.diesel}), whose supply then belongs to the same result (well to wheel)
 * @param quantity what a factor is multiplied by: t.km, t, or an amount of energy or fuel
 * @param basis how the quantity came about; empty where the sender stated it as it is
 * @param carriedKgCo2eWtw the carrier's own kg CO2e for this element, well to wheel; null where not stated
 * @param notices what a reader must know
 */
public record Leg(String element, String activity, String factorActivity, Quantity quantity, Optional<Basis> basis,
        BigDecimal carriedKgCo2eWtw, List<Notice> notices) {

    public Leg {
        requireNonNull(activity, "activity is null");
        requireNonNull(factorActivity, "factorActivity is null");
        requireNonNull(quantity, "quantity is null");
        requireNonNull(basis, "basis is null");
        notices = List.copyOf(notices);
    }

    /** Whether the factor is one of energy or fuel, so that its well-to-tank part has to be added. */
    public boolean isFromEnergy() {
        return !factorActivity.equals(activity);
    }
}
