package io.carbonflow.accounting.receipt;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;

import io.carbonflow.accounting.basis.Basis;

/**
 * A working made ready for many events: what it multiplies by and the text of its receipts are worked out once, and each
 * event fills in its amounts. Immutable.
 */
public final class ReceiptPlan {

    private final Working working;
    private final boolean isCarried;
    private final Coefficients coefficients;
    private final ReceiptText text;

    private ReceiptPlan(Working working, boolean isCarried) {
        this.working = requireNonNull(working, "working is null");
        this.isCarried = isCarried;
        this.coefficients = isCarried ? null : new Coefficients(working, working.factor());
        this.text = ReceiptText.of(working, isCarried);
    }

    /** A working whose factor is one and the same for every event. */
    public static ReceiptPlan of(Working working) {
        return new ReceiptPlan(working, false);
    }

    /** A working whose factor's value comes with each event; the working's own value stands for none. */
    public static ReceiptPlan ofCarried(Working working) {
        return new ReceiptPlan(working, true);
    }

    public Working working() {
        return working;
    }

    ReceiptText text() {
        return text;
    }

    /**
     * What an event amounts to as a whole, before anything is split.
     *
     * @param received the quantity in the unit as received
     * @param basis how what is multiplied was worked out; null where it is the quantity as received
     * @param carried the factor's value where it came with the event; else null
     */
    public Amounts amounts(BigDecimal received, Basis basis, BigDecimal carried) {
        BigDecimal basisAmount = basis == null ? received : basis.quantity().amount();
        return coefficients(carried).amounts(basisAmount);
    }

    /** The receipt of a result; the parameters are those of {@link #amounts}. */
    public Receipt receipt(BigDecimal received, Basis basis, BigDecimal carried) {
        Amounts whole = amounts(received, basis, carried);
        return working.allocation()
            .map(share -> share(received, basis, carried, whole, whole.split(share.amounts()).get(share.index())))
            .orElseGet(() -> new Receipt(this, received, basis, carried, whole, whole));
    }

    /** The receipts of all who share a result, each by its own plan; the masses add up to the whole's. */
    public static List<Receipt> receipts(List<ReceiptPlan> sharers, BigDecimal received, Basis basis,
            BigDecimal carried) {
        ReceiptPlan first = sharers.get(0);
        Amounts whole = first.amounts(received, basis, carried);
        List<Amounts> shares = whole.split(first.working.allocation().orElseThrow().amounts());
        return sharers.stream()
            .map(plan -> plan.share(received, basis, carried, whole,
                    shares.get(plan.working.allocation().orElseThrow().index())))
            .toList();
    }

    private Receipt share(BigDecimal received, Basis basis, BigDecimal carried, Amounts whole, Amounts share) {
        return new Receipt(this, received, basis, carried, whole, share);
    }

    private Coefficients coefficients(BigDecimal carried) {
        return isCarried ? new Coefficients(working, working.factor().withValue(carried)) : coefficients;
    }
}
