package io.carbonflow.ledger.verification;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** What a recomputation of every chain found. */
sealed interface Verdict {

    /** Applies the function for the case at hand. */
    <R> R fold(Function<Verified, R> verified, Function<Failed, R> failed);

    /**
     * The top of a chain, recomputed.
     *
     * @param head lower-case hexadecimal
     */
    record Head(int chain, long height, String head) {}

    /** Every hash is what the entries make it. */
    record Verified(long entries, long blocks, List<Head> heads) implements Verdict {
        @Override
        public <R> R fold(Function<Verified, R> verified, Function<Failed, R> failed) {
            return verified.apply(this);
        }
    }

    /**
     * Something was changed.
     *
     * @param entries how many entries were found good before
     * @param entryId the first bad entry; null where a block, not an entry, is at fault
     * @param detail  what does not fit, without the values
     */
    record Failed(long entries, long blocks, UUID entryId, int chain, long height, String detail) implements Verdict {
        @Override
        public <R> R fold(Function<Verified, R> verified, Function<Failed, R> failed) {
            return failed.apply(this);
        }
    }
}
