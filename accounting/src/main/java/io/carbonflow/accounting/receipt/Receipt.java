package io.carbonflow.accounting.receipt;

import java.math.BigDecimal;
import java.util.NoSuchElementException;
import java.util.Optional;

import io.carbonflow.accounting.basis.Basis;
import io.carbonflow.accounting.gas.Co2eMass;
import io.carbonflow.accounting.quality.Uncertainty;
import io.carbonflow.accounting.quantity.Quantity;

/**
 * What a result rests on, together with the result, as canonical JSON. The same working gives the same bytes on any
 * machine and any day, and {@link #recompute} gives them again from the receipt alone. docs/reference/calculation.md
 * describes every member.
 */
public final class Receipt {

    static final String ROUNDING = "half_even, 6 decimals, once";
    /** Counts up when the form of a receipt changes; an older form stays readable. */
    static final int FORMAT = 2;

    private final ReceiptPlan plan;
    private final BigDecimal received;
    private final Basis basis;
    private final BigDecimal carried;
    private final Amounts whole;
    private final Amounts amounts;

    Receipt(ReceiptPlan plan, BigDecimal received, Basis basis, BigDecimal carried, Amounts whole, Amounts amounts) {
        this.plan = plan;
        this.received = received;
        this.basis = basis;
        this.carried = carried;
        this.whole = whole;
        this.amounts = amounts;
    }

    /**
     * Works the result out again from what a receipt of any known format says it rests on.
     *
     * @return the receipt with the result as it should be; the same text where the receipt is right
     * @throws IllegalArgumentException where the text is not a receipt
     */
    public static String recompute(String receiptJson) {
        var receipt = new Node(CanonicalJson.read(receiptJson));
        try {
            int format = receipt.integer("format");
            if (format == FirstFormat.FORMAT) {
                return FirstFormat.recompute(receipt);
            }
            if (format == FORMAT) {
                return ReceiptReader.read(receipt).json();
            }
            throw new IllegalArgumentException("receipt format is %d, known are 1 and 2".formatted(format));
        } catch (ClassCastException | NullPointerException | ArithmeticException | NoSuchElementException e) {
            throw new IllegalArgumentException("the text is JSON, but not a receipt: " + e.getMessage(), e);
        }
    }

    /** Works a receipt out again and says what does not follow. */
    public static Recomputation verify(String receiptJson) {
        return Recomputation.of(receiptJson);
    }

    public Working working() {
        return plan.working();
    }

    /** The quantity as received. */
    public Quantity received() {
        return new Quantity(received, working().receivedUnit());
    }

    /** How what was multiplied was worked out; empty where it is the quantity as received. */
    public Optional<Basis> basis() {
        return Optional.ofNullable(basis);
    }

    /** The factor, with its value also where that came with the event. */
    public AppliedFactor factor() {
        return carried == null ? working().factor() : working().factor().withValue(carried);
    }

    /** The result: of the share where the activity's was split. */
    public Amounts amounts() {
        return amounts;
    }

    /** The result before it was split; the result itself where it was not. */
    Amounts whole() {
        return whole;
    }

    /** The official CO2e. */
    public Co2eMass co2e() {
        return amounts.under(working().gwpSet());
    }

    /** The lower end of the official CO2e's 95 % interval, kg. */
    public BigDecimal lowKilograms() {
        return spread().low(co2e().kilograms());
    }

    /** The upper end of the official CO2e's 95 % interval, kg. */
    public BigDecimal highKilograms() {
        return spread().high(co2e().kilograms());
    }

    private Uncertainty spread() {
        return plan.text().spread();
    }

    /** The canonical text. */
    public String json() {
        return plan.text().of(this);
    }
}
