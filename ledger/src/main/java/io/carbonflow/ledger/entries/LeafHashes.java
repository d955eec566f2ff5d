package io.carbonflow.ledger.entries;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import io.carbonflow.ledger.store.Transaction;
import io.vertx.sqlclient.Row;

/** The hashes of the entries of blocks, whoever the tenants are: all that a proof for one shows of the others. */
public final class LeafHashes {

    private static final String OF_BLOCKS = "select height, leaf_hash from ledger.leaf_hashes($1, $2)";

    private LeafHashes() {}

    /** By height, in the order of the block; a height without entries has none. */
    public static TreeMap<Long, List<byte[]>> of(Transaction transaction, int chain, Long... heights) {
        var hashes = new TreeMap<Long, List<byte[]>>();
        for (Row row : transaction.query(OF_BLOCKS, chain, heights)) {
            hashes.computeIfAbsent(row.getLong("height"), height -> new ArrayList<>())
                .add(row.getBuffer("leaf_hash").getBytes());
        }
        return hashes;
    }
}
