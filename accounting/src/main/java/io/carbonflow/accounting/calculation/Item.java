package io.carbonflow.accounting.calculation;

import java.math.BigDecimal;
import java.util.List;

import io.carbonflow.accounting.basis.Basis;
import io.carbonflow.accounting.factor.Notice;

/**
 * One thing to calculate: an activity, or one element of a transport chain.
 *
 * @param of the activity
 * @param element the leg's name; null for the activity itself
 * @param activity the code of the activity or leg
 * @param factorActivity the code of its factor
 * @param amount what is multiplied, in {@code unit}
 * @param unit as the sender wrote it, or a code
 * @param basis how {@code amount} was worked out; null where it was stated
 * @param carrierKilograms the carrier's own mass of CO2e; null where there is none
 * @param notices what reading it already showed
 */
record Item(ActivityData of, String element, String activity, String factorActivity, BigDecimal amount, String unit,
        Basis basis, BigDecimal carrierKilograms, List<Notice> notices) {

    /** The activity itself. */
    static Item of(ActivityData activity) {
        return new Item(activity, null, activity.activity(), activity.activity(), activity.quantity(), activity.unit(),
                null, activity.freight().carriedKgCo2eWtw(), List.of());
    }

    /** Whether it is calculated from the energy a vehicle or hub used. */
    boolean isFromEnergy() {
        return !factorActivity.equals(activity);
    }
}
