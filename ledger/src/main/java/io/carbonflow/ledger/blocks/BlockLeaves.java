package io.carbonflow.ledger.blocks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.carbonflow.ledger.chain.Sha256;
import io.carbonflow.ledger.entries.EntryTable;
import io.carbonflow.ledger.entries.LeafHashes;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.ledger.store.Transactions;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Adds to blocks what a verifier needs: every leaf's hash, and the content of those leaves that are the caller's. */
@ApplicationScoped
class BlockLeaves {

    private static final String OWN = "select " + EntryTable.SELECTED + """
             from ledger.entry e
            where e.tenant_id = $4 and e.chain = $1 and e.height between $2 and $3 order by e.height, e.leaf_index
            """;

    private final Transactions transactions;

    BlockLeaves(Transactions transactions) {
        this.transactions = transactions;
    }

    /** A leaf of the caller's, recomputed from the columns of its entry. */
    @RegisterForReflection
    record Leaf(int index, String entryId, String canonicalEntry) {}

    /**
     * A block and, where they were asked for, its leaves.
     *
     * @param leafHashes   of all entries, in their order
     * @param ownedEntries those of the caller's tenant
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BlockWithLeaves(int chain, long height, String previousHead, String merkleRoot, String head, int entries,
            Instant bookedAt, List<String> leafHashes, List<Leaf> ownedEntries) {}

    List<BlockWithLeaves> of(List<BlockTable.Stored> blocks, boolean withLeaves, String tenantId) {
        if (!withLeaves || blocks.isEmpty()) {
            return blocks.stream().map(block -> of(block, null, null)).toList();
        }
        int chain = blocks.get(0).block().chain();
        long low = blocks.get(0).block().height();
        long high = blocks.get(blocks.size() - 1).block().height();
        Long[] heights = blocks.stream().map(block -> block.block().height()).toArray(Long[]::new);
        record Leaves(Map<Long, List<byte[]>> hashes, Map<Long, List<Leaf>> own) {}
        var leaves = transactions.snapshot(tenantId,
                transaction -> new Leaves(LeafHashes.of(transaction, chain, heights),
                        own(transaction, chain, low, high, tenantId)));
        return blocks.stream()
            .map(block -> of(block,
                    leaves.hashes().getOrDefault(block.block().height(), List.of()).stream().map(Sha256::hex).toList(),
                    leaves.own().getOrDefault(block.block().height(), List.of())))
            .toList();
    }

    private static Map<Long, List<Leaf>> own(Transaction transaction, int chain, long low, long high,
            String tenantId) {
        var byHeight = new HashMap<Long, List<Leaf>>();
        for (SealedEntry sealed : EntryTable.read(transaction.query(OWN, chain, low, high, tenantId))) {
            byHeight.computeIfAbsent(sealed.height(), height -> new ArrayList<>())
                .add(new Leaf(sealed.leafIndex(), sealed.entry().id().toString(), sealed.entry().canonical()));
        }
        return byHeight;
    }

    private static BlockWithLeaves of(BlockTable.Stored stored, List<String> hashes, List<Leaf> own) {
        var view = BlockView.of(stored);
        return new BlockWithLeaves(view.chain(), view.height(), view.previousHead(), view.merkleRoot(), view.head(),
                view.entries(), view.bookedAt(), hashes, own);
    }
}
