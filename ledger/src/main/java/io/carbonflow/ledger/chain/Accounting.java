package io.carbonflow.ledger.chain;

import java.time.Instant;
import java.util.UUID;

/**
 * When an entry counts, and how final it is.
 *
 * @param isProvisional whether something better is expected to replace it: imputed data, a figure by spend
 * @param accountedAt   the time it counts at; null where that is when it occurred
 * @param adjustsPeriod the locked period because of which it counts later than it occurred; null where there is none
 */
public record Accounting(boolean isProvisional, Instant accountedAt, UUID adjustsPeriod) {

    /** Of an entry that is final and counts when it occurred. */
    public static final Accounting AS_IT_OCCURRED = new Accounting(false, null, null);

    private static final String PROVISIONAL = "provisional";

    public Accounting {
        if ((accountedAt == null) != (adjustsPeriod == null)) {
            throw new IllegalArgumentException("what counts later than it occurred names the period it adjusts, found "
                    + accountedAt + " and " + adjustsPeriod);
        }
    }

    /** The accounting of an entry as its columns say. */
    public static Accounting of(String state, Instant accountedAt, UUID adjustsPeriod) {
        return new Accounting(PROVISIONAL.equals(state), accountedAt, adjustsPeriod);
    }

    /** The column: null where the entry is final. */
    public String state() {
        return isProvisional ? PROVISIONAL : null;
    }

    /** The same, counted at another time because of a locked period. */
    public Accounting movedTo(Instant time, UUID period) {
        return new Accounting(isProvisional, time, period);
    }

    /** The same, as final as said. */
    public Accounting provisional(boolean provisional) {
        return new Accounting(provisional, accountedAt, adjustsPeriod);
    }
}
