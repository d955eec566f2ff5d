package io.carbonflow.accounting.calculation;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import io.carbonflow.accounting.factor.FactorPart;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.gas.Co2eMass;
import io.carbonflow.accounting.quality.ResultQuality;
import io.carbonflow.accounting.receipt.Amounts;
import io.carbonflow.accounting.receipt.AppliedFactor;
import io.carbonflow.accounting.receipt.Receipt;
import io.carbonflow.accounting.receipt.Working;

/**
 * One figure for an activity.
 *
 * @param key unique among the activity's results: {@code location_based}, {@code well_to_tank:location_based},
 *            {@code distance_based@leg-2}
 * @param official whether it is the one that counts for its part and element
 * @param facilityId in place of the event's; null where the event's stands
 * @param productId in place of the event's; null where the event's stands
 * @param receipt what it rests on, and the amounts
 * @param notices what a reader must know, in words
 */
public record EmissionResult(String key, boolean official, String facilityId, String productId, Receipt receipt,
        List<Notice> notices) {

    public EmissionResult {
        requireNonNull(key, "key is null");
        requireNonNull(receipt, "receipt is null");
        notices = List.copyOf(notices);
    }

    public Working working() {
        return receipt.working();
    }

    /** The factor, with its value also where that came with the event. */
    public AppliedFactor factor() {
        return receipt.factor();
    }

    public Amounts amounts() {
        return receipt.amounts();
    }

    public FactorPart part() {
        return working().part();
    }

    /** The leg or share it is the result of; empty for the whole. */
    public Optional<String> element() {
        return working().element();
    }

    /** The figure in the set that counts. */
    public Co2eMass co2e() {
        return receipt.co2e();
    }

    /** The lower end of the 95 % interval, kg CO2e. */
    public BigDecimal lowKilograms() {
        return receipt.lowKilograms();
    }

    /** The upper end of the 95 % interval, kg CO2e. */
    public BigDecimal highKilograms() {
        return receipt.highKilograms();
    }

    public ResultQuality quality() {
        return working().quality();
    }

    /** What it is a figure of; of several figures of the same only one can count. */
    String countsAs() {
        String code = part().code();
        return element().isEmpty() ? code : code + '@' + element().get();
    }
}
