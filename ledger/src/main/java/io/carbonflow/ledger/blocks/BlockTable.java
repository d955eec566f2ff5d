package io.carbonflow.ledger.blocks;

import java.util.function.Supplier;

import io.carbonflow.ledger.chain.Block;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;

/** The table of the blocks. */
public final class BlockTable {

    private static final String TOP = "select height, head from ledger.block where chain = $1 order by height desc limit 1";
    private static final String INSERT = """
            insert into ledger.block (chain, height, previous_head, merkle_root, head, entries, booked_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """;

    private BlockTable() {}

    /**
     * Where a chain ends.
     *
     * @param height of its last block; 0 where it has none
     * @param head   what the next block names as the head before it
     */
    public record Top(long height, byte[] head) {}

    /** The end of a chain, to be waited for where it is taken. Whoever puts a block on it holds the chain's lock. */
    public static Supplier<Top> top(Transaction transaction, int chain) {
        var asked = transaction.ask(TOP, chain);
        return () -> {
            var rows = asked.get().iterator();
            if (!rows.hasNext()) {
                return new Top(0, Block.genesis(chain));
            }
            Row row = rows.next();
            return new Top(row.getLong("height"), row.getBuffer("head").getBytes());
        };
    }

    public static void insert(Transaction transaction, Block block) {
        transaction.enqueue(INSERT, block.chain(), block.height(), Buffer.buffer(block.previousHead()),
                Buffer.buffer(block.merkleRoot()), Buffer.buffer(block.head()), block.entries(),
                Times.toColumn(block.bookedAt()));
    }

    /** A block with the head that is stored for it, which may have been tampered with. */
    public record Stored(Block block, byte[] head) {}

    /** The block of a row that holds every column. */
    public static Stored read(Row row) {
        return new Stored(new Block(row.getInteger("chain"), row.getLong("height"),
                row.getBuffer("previous_head").getBytes(), row.getBuffer("merkle_root").getBytes(),
                row.getInteger("entries"), Times.of(row, "booked_at")), row.getBuffer("head").getBytes());
    }
}
