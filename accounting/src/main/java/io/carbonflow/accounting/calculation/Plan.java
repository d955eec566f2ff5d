package io.carbonflow.accounting.calculation;

import java.util.List;

import io.carbonflow.accounting.quantity.Unit;

/**
 * What is done with every item of one {@link PlanKey}.
 *
 * @param unit of the item's amount; null where nothing is decided
 * @param results to work out; empty where there are reasons
 * @param isHeld whether the reasons are such that the activity waits
 * @param reasons why nothing is worked out
 */
record Plan(Unit unit, List<ResultPlan> results, boolean isHeld, List<Refusal> reasons) {

    /** No plan. */
    static final Plan UNDECIDED = new Plan(null, List.of(), false, List.of());

    Plan {
        results = List.copyOf(results);
        reasons = List.copyOf(reasons);
    }

    static Plan of(Unit unit, List<ResultPlan> results) {
        return new Plan(unit, results, false, List.of());
    }

    static Plan held(Unit unit, Refusal reason) {
        return new Plan(unit, List.of(), true, List.of(reason));
    }

    static Plan refused(Unit unit, List<Refusal> reasons) {
        return new Plan(unit, List.of(), false, reasons);
    }

    /** Whether the item it was asked for cannot be calculated by itself, so that nothing can be said of others. */
    boolean isUndecided() {
        return this == UNDECIDED;
    }
}
