package io.carbonflow.ledger.entries;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.blocks.BlockTable;
import io.carbonflow.ledger.blocks.BlockView;
import io.carbonflow.ledger.chain.MerkleTree;
import io.carbonflow.ledger.chain.Sha256;
import io.carbonflow.ledger.chain.TreeProofs;
import io.carbonflow.ledger.heads.ChainState;
import io.carbonflow.ledger.heads.HeadTable;
import io.carbonflow.ledger.heads.HeadView;
import io.carbonflow.ledger.heads.HistoryTable;
import io.carbonflow.ledger.heads.HistoryTable.BrokenHistoryException;
import io.carbonflow.ledger.heads.SignedHead;
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.platform.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Proves that an entry is in its block, the block in its chain's history, and the chain in a signed head. Of other entries
 * only hashes are shown, whosever they are.
 */
@ApplicationScoped
class Proofs {

    private static final String BLOCK = "select * from ledger.block where chain = $1 and height = $2";

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
     * @param state          signed, or pending while no signed head covers the block
     * @param history        of the block in its chain's history; null while pending
     * @param headProof      of the chain in the signed head; null while pending
     * @param signedHead     where the proof ends; null while pending
     */
    @RegisterForReflection
    record Proof(UUID entryId, String canonicalEntry, String leafHash, int leafIndex, int treeSize,
            List<String> auditPath, String root, BlockView block, String state, Step history, Step headProof,
            HeadView signedHead) {}

    /**
     * A step of the way up: a leaf in a tree.
     *
     * @param root where the path leads
     */
    @RegisterForReflection
    record Step(String leafHash, long leafIndex, long treeSize, List<String> auditPath, String root) {}

    /**
     * The proof of an entry.
     *
     * @param headNumber the signed head to end at; null for the newest
     */
    Proof of(SealedEntry sealed, Long headNumber) {
        return transactions.snapshot(sealed.entry().activity().tenantId(), transaction -> {
            var rows = transaction.query(BLOCK, sealed.chain(), sealed.height()).iterator();
            if (!rows.hasNext()) {
                throw new BrokenHistoryException(sealed.chain(), sealed.height());
            }
            var block = BlockTable.read(rows.next());
            var leaves = LeafHashes.of(transaction, sealed.chain(), sealed.height())
                .getOrDefault(sealed.height(), List.of());
            if (leaves.size() != block.block().entries() || sealed.leafIndex() >= leaves.size()
                    || !Arrays.equals(leaves.get(sealed.leafIndex()), sealed.leafHash())) {
                throw new BrokenHistoryException(sealed.chain(), sealed.height());
            }
            var path = MerkleTree.auditPath(leaves, sealed.leafIndex());
            byte[] root = MerkleTree.rootFrom(sealed.leafHash(), sealed.leafIndex(), leaves.size(), path);
            var head = head(transaction, headNumber, sealed).filter(
                    one -> one.covers(sealed.chain(), sealed.height()));
            return new Proof(sealed.entry().id(), sealed.entry().canonical(), Sha256.hex(sealed.leafHash()),
                    sealed.leafIndex(), leaves.size(), hex(path), Sha256.hex(root), BlockView.of(block),
                    head.isPresent() ? "signed" : "pending",
                    head.map(one -> history(transaction, one, block)).orElse(null),
                    head.map(one -> chainIn(one, sealed.chain())).orElse(null), head.map(HeadView::of).orElse(null));
        });
    }

    private static Optional<SignedHead> head(Transaction transaction, Long number, SealedEntry sealed) {
        if (number == null) {
            return HeadTable.last(transaction);
        }
        var head = HeadTable.find(transaction, number)
            .orElseThrow(() -> ProblemException.notFound("there is no signed head " + number));
        if (!head.covers(sealed.chain(), sealed.height())) {
            throw ProblemException.conflict("signed head " + number + " was made before block " + sealed.block()
                    + ", in which the entry is; ask for a later one");
        }
        return Optional.of(head);
    }

    private static Step history(Transaction transaction, SignedHead head, BlockTable.Stored block) {
        ChainState state = head.chain(block.block().chain()).orElseThrow();
        long leaf = block.block().height() - 1;
        var path = HistoryTable.proofs(transaction, state.chain(),
                subtrees -> TreeProofs.inclusion(subtrees, leaf, state.height()));
        byte[] leafHash = MerkleTree.leafHash(block.head());
        return new Step(Sha256.hex(leafHash), leaf, state.height(), hex(path),
                Sha256.hex(MerkleTree.rootFrom(leafHash, leaf, state.height(), path)));
    }

    private static Step chainIn(SignedHead head, int chain) {
        var leaves = head.chains().stream().map(ChainState::leafHash).toList();
        int leaf = head.chains().indexOf(head.chain(chain).orElseThrow());
        var path = MerkleTree.auditPath(leaves, leaf);
        return new Step(Sha256.hex(leaves.get(leaf)), leaf, leaves.size(), hex(path),
                Sha256.hex(MerkleTree.rootFrom(leaves.get(leaf), leaf, leaves.size(), path)));
    }

    private static List<String> hex(List<byte[]> path) {
        return path.stream().map(Sha256::hex).toList();
    }
}
