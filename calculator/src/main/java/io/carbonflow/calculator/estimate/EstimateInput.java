package io.carbonflow.calculator.estimate;

import static java.util.Objects.requireNonNull;

import io.carbonflow.accounting.calculation.ActivityData;
import io.carbonflow.accounting.calculation.CalculationPolicy;

/**
 * What is to be estimated.
 *
 * @param activity the activity, in either form of the request
 * @param policy under which choices
 */
record EstimateInput(ActivityData activity, CalculationPolicy policy) {

    EstimateInput {
        requireNonNull(activity, "activity is null");
        requireNonNull(policy, "policy is null");
    }
}
