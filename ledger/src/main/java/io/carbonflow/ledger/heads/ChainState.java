package io.carbonflow.ledger.heads;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

import io.carbonflow.accounting.receipt.CanonicalJson;
import io.carbonflow.ledger.chain.MerkleTree;
import io.carbonflow.ledger.chain.Sha256;

/**
 * Where a chain stands.
 *
 * @param height      of its last block, at least 1
 * @param head        of that block
 * @param historyRoot of the tree over the heads of all its blocks
 */
public record ChainState(int chain, long height, byte[] head, byte[] historyRoot) {

    /** Its members as canonical JSON has them. */
    Map<String, Object> members() {
        return Map.of("chain", chain, "height", height, "head", Sha256.hex(head), "history_root",
                Sha256.hex(historyRoot));
    }

    /** Its leaf in the tree of a signed head. */
    public byte[] leafHash() {
        return MerkleTree.leafHash(CanonicalJson.write(members()).getBytes(UTF_8));
    }
}
