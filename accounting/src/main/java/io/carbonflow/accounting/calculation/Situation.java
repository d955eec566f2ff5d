package io.carbonflow.accounting.calculation;

import static java.util.Objects.requireNonNull;

import io.carbonflow.accounting.activity.ActivityFamily;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.accounting.rules.Facts;

/**
 * What a plan is made for.
 *
 * @param item the first item of its kind; its amounts stand for all others'
 * @param facts what rules may look at
 * @param family what the activity is by nature
 * @param unit of the item's amount
 */
record Situation(Item item, Facts facts, ActivityFamily family, Unit unit) {

    Situation {
        requireNonNull(item, "item is null");
        requireNonNull(facts, "facts is null");
        requireNonNull(family, "family is null");
        requireNonNull(unit, "unit is null");
    }
}
