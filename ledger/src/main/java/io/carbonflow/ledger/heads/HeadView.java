package io.carbonflow.ledger.heads;

import java.time.Instant;
import java.util.Base64;
import java.util.List;

import io.carbonflow.ledger.chain.Sha256;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A signed head as the API shows it; hashes are lower-case hexadecimal, the signature Base64.
 *
 * @param canonicalHead what is hashed and signed
 */
@RegisterForReflection
public record HeadView(long number, Instant at, String previousHash, List<Chain> chains, String root, String keyId,
        String signature, String hash, String canonicalHead) {

    /** Where a chain stands. */
    @RegisterForReflection
    public record Chain(int chain, long height, String head, String historyRoot) {}

    public static HeadView of(SignedHead head) {
        return new HeadView(head.number(), head.at(), Sha256.hex(head.previousHash()),
                head.chains()
                    .stream()
                    .map(state -> new Chain(state.chain(), state.height(), Sha256.hex(state.head()),
                            Sha256.hex(state.historyRoot())))
                    .toList(),
                Sha256.hex(head.root()), head.keyId(), Base64.getEncoder().encodeToString(head.signature()),
                Sha256.hex(head.hash()), head.canonical());
    }
}
