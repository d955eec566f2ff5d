package io.carbonflow.local.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Recomputes every leaf from the columns, every root, and every head from the genesis of its chain on. */
final class ChainAudit {

    private static final int FETCH = 500;
    private static final byte HEAD = 2;

    private final Connection database;
    private final Findings findings;

    ChainAudit(Connection database, Findings findings) {
        this.database = database;
        this.findings = findings;
    }

    /** The heads of each chain in the order of their heights, as recomputed. */
    Map<Integer, List<byte[]>> recompute() throws SQLException {
        var heads = new TreeMap<Integer, List<byte[]>>();
        long entries = 0;
        try (var blocks = database.prepareStatement("select * from ledger.block order by chain, height");
                var leaves = database
                    .prepareStatement("select * from ledger.entry order by chain, height, leaf_index, id")) {
            blocks.setFetchSize(FETCH);
            leaves.setFetchSize(FETCH);
            try (var block = blocks.executeQuery(); var entry = leaves.executeQuery()) {
                boolean hasEntry = entry.next();
                while (block.next()) {
                    int chain = block.getInt("chain");
                    long height = block.getLong("height");
                    var tree = new Digests();
                    int index = 0;
                    while (hasEntry && entry.getInt("chain") == chain && entry.getLong("height") == height) {
                        tree.add(leaf(entry, index++));
                        hasEntry = entry.next();
                    }
                    entries += index;
                    var chainHeads = heads.computeIfAbsent(chain, one -> new ArrayList<>());
                    chainHeads.add(head(block, chain, chainHeads, index, tree));
                }
                if (hasEntry) {
                    findings.wrong("entry " + entry.getString("id") + " is of block " + entry.getInt("chain") + ":"
                            + entry.getLong("height") + ", which is not there");
                }
            }
        }
        findings.looked("entries    %,d leaves recomputed, in %,d blocks of %d chains".formatted(entries,
                heads.values().stream().mapToInt(List::size).sum(), heads.size()));
        return heads;
    }

    private byte[] leaf(ResultSet entry, int index) throws SQLException {
        String name = "entry " + entry.getString("id");
        findings.expect("the place of " + name, entry.getInt("leaf_index"), index);
        byte[] leaf = Digests.leaf(CanonicalText.of(entry));
        findings.expect("the leaf of " + name, Digests.hex(entry.getBytes("leaf_hash")), Digests.hex(leaf));
        return leaf;
    }

    private byte[] head(ResultSet block, int chain, List<byte[]> before, int leaves, Digests tree)
            throws SQLException {
        String name = "block " + chain + ":" + block.getLong("height");
        byte[] previous = before.isEmpty()
                ? Digests.sha256(("carbonflow/ledger/v1/chain/" + chain).getBytes(US_ASCII))
                : before.get(before.size() - 1);
        findings.expect("the height of " + name, block.getLong("height"), before.size() + 1L);
        findings.expect("the number of entries of " + name, leaves, block.getInt("entries"));
        findings.expect("the head before " + name, Digests.hex(block.getBytes("previous_head")),
                Digests.hex(previous));
        byte[] root = leaves == 0 ? new byte[32] : tree.root();
        findings.expect("the root of " + name, Digests.hex(block.getBytes("merkle_root")), Digests.hex(root));
        Instant bookedAt = block.getObject("booked_at", OffsetDateTime.class).toInstant();
        byte[] head = Digests.sha256(ByteBuffer.allocate(89)
            .put(HEAD)
            .putInt(chain)
            .putLong(before.size() + 1L)
            .put(previous)
            .put(root)
            .putInt(leaves)
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, bookedAt))
            .array());
        findings.expect("the head of " + name, Digests.hex(block.getBytes("head")), Digests.hex(head));
        return head;
    }
}
