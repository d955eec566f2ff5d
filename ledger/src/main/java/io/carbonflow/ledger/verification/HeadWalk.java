package io.carbonflow.ledger.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.carbonflow.ledger.chain.Sha256;
import io.carbonflow.ledger.heads.ChainState;
import io.carbonflow.ledger.heads.PublishedKey;
import io.carbonflow.ledger.heads.SignedHead;
import io.carbonflow.ledger.heads.SigningKey;

/** Follows the signed heads from the first: content, hash, link, key and signature of each, and that no chain goes back. */
final class HeadWalk {

    private final List<PublishedKey> keys;
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

    /** Requires that every key is introduced by the one before, and the newest one is one this process signs with. */
    void checkKeys(boolean isNewestOurs) throws HeadMismatch {
        PublishedKey previous = null;
        for (PublishedKey key : keys) {
            if (!key.follows(previous)) {
                throw new HeadMismatch(key.validFrom(),
                        "the signing key from this head on is not introduced as it says");
            }
            previous = key;
        }
        if (previous != null && !isNewestOurs) {
            throw new HeadMismatch(previous.validFrom(), "the newest signing key is not the one the ledger was given");
        }
    }

    void climb(SignedHead head) throws HeadMismatch {
        long number = number() + 1;
        if (head.number() != number) {
            throw new HeadMismatch(number, "the signed head is missing; the next one is " + head.number());
        }
        byte[] content = head.canonical().getBytes(UTF_8);
        if (!Arrays.equals(Sha256.of(content), head.hash())) {
            throw new HeadMismatch(number, "the content of the signed head does not make its hash");
        }
        if (!Arrays.equals(head.previousHash(), last == null ? SignedHead.genesis() : last.hash())) {
            throw new HeadMismatch(number, "the signed head does not name the hash of the one before");
        }
        if (head.chains().isEmpty() || !Arrays.equals(SignedHead.rootOf(head.chains()), head.root())) {
            throw new HeadMismatch(number, "the chains of the signed head do not make its root");
        }
        var key = keyOf(number);
        if (key == null || !key.keyId().equals(head.keyId())
                || !SigningKey.isSigned(key.publicKey(), content, head.signature())) {
            throw new HeadMismatch(number, "the signature of the signed head is not that of the key of its time");
        }
        for (ChainState earlier : last == null ? List.<ChainState>of() : last.chains()) {
            if (!head.covers(earlier.chain(), earlier.height())) {
                throw new HeadMismatch(number, "chain " + earlier.chain() + " goes back in the signed head");
            }
        }
        last = head;
    }

    private PublishedKey keyOf(long number) {
        PublishedKey valid = null;
        for (PublishedKey key : keys) {
            valid = key.validFrom() <= number ? key : valid;
        }
        return valid;
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
