package io.carbonflow.ledger.verification;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.carbonflow.ledger.heads.ChainState;
import io.carbonflow.ledger.heads.PublishedKey;
import io.carbonflow.ledger.heads.SignedHead;
import io.carbonflow.ledger.heads.SigningKeys;

/** Follows the signed heads from the first: content, hash, link, key and signature of each, and that no chain goes back. */
final class HeadWalk {

    private final List<PublishedKey> keys;
    private String checkedKey;
    private SignedHead last;

    HeadWalk(List<PublishedKey> keys) {
        this.keys = keys;
    }

    /** Ends the walk at the first head that does not fit. */
    static final class HeadMismatch extends Exception {
        private static final long serialVersionUID = 1L;

        private final long number;

        HeadMismatch(long number, String detail) {
            super(detail, null, false, false);
            this.number = number;
        }

        long number() {
            return number;
        }
    }

    /**
     * Requires that every key is introduced by the one before, and the newest one is one this process signs with.
     *
     * @param ours the keys it was given; without one anybody's heads would do, and {@link #checkedKey} says so
     */
    void checkKeys(SigningKeys ours) throws HeadMismatch {
        var stray = PublishedKey.firstStray(keys);
        if (stray.isPresent()) {
            throw new HeadMismatch(stray.get().validFrom(),
                    "the signing key from this head on is not introduced as it says");
        }
        if (keys.isEmpty() || ours.present().isEmpty()) {
            return;
        }
        var newest = keys.get(keys.size() - 1);
        if (!ours.isOurs(newest.keyId())) {
            throw new HeadMismatch(newest.validFrom(), "the newest signing key is not the one the ledger was given");
        }
        checkedKey = newest.keyId();
    }

    /** The newest key, if this process was given it; else null. */
    String checkedKey() {
        return checkedKey;
    }

    void climb(SignedHead head) throws HeadMismatch {
        long number = number() + 1;
        if (head.number() != number) {
            throw new HeadMismatch(number, "the signed head is missing; the next one is " + head.number());
        }
        var fault = head.fault(keys);
        if (fault.isPresent()) {
            throw new HeadMismatch(number, fault.get());
        }
        if (!Arrays.equals(head.previousHash(), last == null ? SignedHead.genesis() : last.hash())) {
            throw new HeadMismatch(number, "the signed head does not name the hash of the one before");
        }
        if (last != null && head.at().isBefore(last.at())) {
            throw new HeadMismatch(number, "the signed head is older than the one before");
        }
        for (ChainState earlier : last == null ? List.<ChainState>of() : last.chains()) {
            if (!head.covers(earlier.chain(), earlier.height())) {
                throw new HeadMismatch(number, "chain " + earlier.chain() + " goes back in the signed head");
            }
        }
        last = head;
    }

    /** The number of the last head that was found good; 0 before the first. */
    long number() {
        return last == null ? 0 : last.number();
    }

    /** The height of each chain that the last head names. */
    Map<Integer, Long> heights() {
        return last == null ? Map.of()
                : last.chains().stream().collect(Collectors.toMap(ChainState::chain, ChainState::height));
    }

    /** The height up to which the last head covers a chain; 0 for none. */
    long covered(int chain) {
        return last == null ? 0 : last.chain(chain).map(ChainState::height).orElse(0L);
    }
}
