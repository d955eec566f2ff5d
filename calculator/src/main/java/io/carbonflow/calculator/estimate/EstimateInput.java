package io.carbonflow.calculator.estimate;

import static java.util.Objects.requireNonNull;

import io.carbonflow.accounting.calculation.ActivityData;
import io.carbonflow.accounting.gas.GwpSet;

/**
 * What is to be estimated.
 *
 * @param activity the activity, in either form of the request
 * @param edition a factor edition; null for the company's own choice
 * @param gwpSet the official set; null for the company's own choice
 */
record EstimateInput(ActivityData activity, String edition, GwpSet gwpSet) {

    EstimateInput {
        requireNonNull(activity, "activity is null");
    }
}
