package io.carbonflow.accounting.calculation;

import static java.util.Objects.requireNonNull;

import java.util.List;

import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.receipt.AppliedFactor;

/**
 * What a quantity is multiplied by, and by which method.
 *
 * @param factor the factor
 * @param method the method it belongs to
 * @param notices what a reader must know
 */
record Basis(AppliedFactor factor, CalculationMethod method, List<Notice> notices) {

    Basis {
        requireNonNull(factor, "factor is null");
        requireNonNull(method, "method is null");
        notices = List.copyOf(notices);
    }
}
