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

    /**
     * Every hash is what the entries make it.
     *
     * @param signedHeads how many signed heads the chains lead through
     * @param keyId       the newest key these are signed with, which is one this process was given; null where it was given
     *                    none, or nothing is signed: then nobody vouches for the heads
     */
    record Verified(long entries, long blocks, long signedHeads, String keyId, List<Head> heads) implements Verdict {
        @Override
        public <R> R fold(Function<Verified, R> verified, Function<Failed, R> failed) {
            return verified.apply(this);
        }
    }

    /**
     * Something was changed.
     *
     * @param entries how many entries were found good before
     * @param entryId    the first bad entry; null where a block, not an entry, is at fault
     * @param chain      where; null where a signed head is at fault
     * @param height     where; null where a signed head is at fault
     * @param signedHead the number of the first bad signed head; null where it is none that is at fault
     * @param detail     what does not fit, without the values
     */
    record Failed(long entries, long blocks, UUID entryId, Integer chain, Long height, Long signedHead, String detail)
            implements
                Verdict {

        /** What is at fault, for a person. */
        String place() {
            return signedHead != null ? "signed head " + signedHead
                    : "block " + chain + ":" + height + (entryId == null ? "" : ", entry " + entryId);
        }

        @Override
        public <R> R fold(Function<Verified, R> verified, Function<Failed, R> failed) {
            return failed.apply(this);
        }
    }
}
