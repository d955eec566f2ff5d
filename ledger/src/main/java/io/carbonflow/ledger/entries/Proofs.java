package io.carbonflow.ledger.entries;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.blocks.BlockTable;
import io.carbonflow.ledger.blocks.BlockView;
import io.carbonflow.ledger.chain.MerkleTree;
import io.carbonflow.ledger.chain.Sha256;
import io.carbonflow.ledger.store.Transactions;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.sqlclient.Row;

/** Proves that an entry is in its block. Of the block's other entries only hashes are shown, whosever they are. */
@ApplicationScoped
class Proofs {

    private static final String BLOCK = "select * from ledger.block where chain = $1 and height = $2";
    private static final String LEAVES = """
            select leaf_hash from ledger.entry where chain = $1 and height = $2 order by leaf_index
            """;

    private final Transactions transactions;

    Proofs(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * An inclusion proof after RFC 6962.
     *
     * @param canonicalEntry the content of the leaf: leaf_hash = SHA-256(0x00 || its UTF-8)
     * @param treeSize       how many leaves the block has
     * @param auditPath      the hashes beside the way to the root, lowest first
     * @param root           where the path leads; equal to the block's merkle_root
     */
    @RegisterForReflection
    record Proof(UUID entryId, String canonicalEntry, String leafHash, int leafIndex, int treeSize,
            List<String> auditPath, String root, BlockView block) {}

    Proof of(SealedEntry sealed) {
        return transactions.snapshotOfAllTenants(transaction -> {
            var block = BlockTable.read(
                    transaction.query(BLOCK, sealed.chain(), sealed.height()).iterator().next());
            List<byte[]> leaves = new ArrayList<>();
            for (Row row : transaction.query(LEAVES, sealed.chain(), sealed.height())) {
                leaves.add(row.getBuffer("leaf_hash").getBytes());
            }
            var path = MerkleTree.auditPath(leaves, sealed.leafIndex());
            byte[] root = MerkleTree.rootFrom(sealed.leafHash(), sealed.leafIndex(), leaves.size(), path);
            return new Proof(sealed.entry().id(), sealed.entry().canonical(), Sha256.hex(sealed.leafHash()),
                    sealed.leafIndex(), leaves.size(), path.stream().map(Sha256::hex).toList(), Sha256.hex(root),
                    BlockView.of(block));
        });
    }
}
