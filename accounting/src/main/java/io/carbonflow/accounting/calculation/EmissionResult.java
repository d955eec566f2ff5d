package io.carbonflow.accounting.calculation;

import static java.util.Objects.requireNonNull;

import java.util.List;

import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.gas.Co2eMass;
import io.carbonflow.accounting.receipt.Amounts;
import io.carbonflow.accounting.receipt.Receipt;
import io.carbonflow.accounting.receipt.Working;

/**
 * One figure for an activity.
 *
 * @param key unique among the activity's results
 * @param official whether it is the one that counts
 * @param receipt what it rests on, and the amounts
 * @param notices what a reader must know, in words
 */
public record EmissionResult(String key, boolean official, Receipt receipt, List<Notice> notices) {

    public EmissionResult {
        requireNonNull(key, "key is null");
        requireNonNull(receipt, "receipt is null");
        notices = List.copyOf(notices);
    }

    public Working working() {
        return receipt.working();
    }

    public Amounts amounts() {
        return receipt.amounts();
    }

    /** The figure in the set that counts. */
    public Co2eMass co2e() {
        return amounts().under(working().gwpSet());
    }
}
