package io.carbonflow.accounting.calculation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import io.carbonflow.accounting.basis.Basis;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.receipt.Receipt;
import io.carbonflow.accounting.receipt.ReceiptPlan;

/**
 * How one result of an item is worked out, with all that does not depend on its amounts.
 *
 * @param isOfficial whether it is the one that counts
 * @param quantity how what is multiplied comes about
 * @param figure whether the factor's value comes with every event
 * @param recipients one for the whole, or all who share it
 * @param notices what a reader must know, beside what reading the item showed
 */
record ResultPlan(boolean isOfficial, QuantitySource quantity, CarriedFigure figure, List<Recipient> recipients,
        List<Notice> notices) {

    /**
     * Whose a result is.
     *
     * @param key of the result
     * @param facilityId in place of the event's; null where the event's stands
     * @param productId in place of the event's; null where the event's stands
     * @param receipt how it is written
     */
    record Recipient(String key, String facilityId, String productId, ReceiptPlan receipt) {}

    ResultPlan {
        recipients = List.copyOf(recipients);
        notices = List.copyOf(notices);
    }

    /** Adds the item's results, or the reasons why there are none. */
    void calculate(Item item, List<EmissionResult> results, List<Refusal> reasons) {
        Basis basis = item.basis();
        if (quantity != QuantitySource.OWN) {
            Checked<Basis> worked = quantity.of(item);
            if (!worked.reasons().isEmpty()) {
                reasons.addAll(worked.reasons());
                return;
            }
            basis = worked.value();
        }
        List<Notice> said = notices;
        if (!item.notices().isEmpty()) {
            said = new ArrayList<>(item.notices());
            said.addAll(notices);
        }
        BigDecimal carried = figure.of(item);
        if (recipients.size() == 1) {
            Recipient only = recipients.get(0);
            add(only, only.receipt().receipt(item.amount(), basis, carried), said, results);
            return;
        }
        List<Receipt> receipts = ReceiptPlan.receipts(recipients.stream().map(Recipient::receipt).toList(),
                item.amount(), basis, carried);
        for (int i = 0; i < recipients.size(); i++) {
            add(recipients.get(i), receipts.get(i), said, results);
        }
    }

    private void add(Recipient recipient, Receipt receipt, List<Notice> said, List<EmissionResult> results) {
        results.add(new EmissionResult(recipient.key(), isOfficial, recipient.facilityId(), recipient.productId(),
                receipt, said));
    }
}
