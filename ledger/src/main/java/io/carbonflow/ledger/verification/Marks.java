package io.carbonflow.ledger.verification;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;

import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.ledger.verification.ChainWalk.Mismatch;
import io.carbonflow.ledger.verification.Verdict.Head;
import io.vertx.sqlclient.Row;

/**
 * What a chain must lead through: the heads an earlier verification found, and where the signed heads say it stood. Read
 * as the walk goes on; there may be one for every minute of years.
 */
final class Marks {

    private static final int AT_ONCE = 500;
    private static final String OF_HEADS = """
            select h.number, (c->>'height')::bigint as height, c->>'head' as head, c->>'history_root' as history_root
            from ledger.signed_head h cross join lateral jsonb_array_elements(h.chains) c
            where h.number > $2 and h.number <= $3 and (c->>'chain')::int = $1 and (c->>'height')::bigint > $4
                and (c->>'height')::bigint <= $5
            order by h.number limit $6
            """;

    private record Mark(long number, long height, byte[] head, byte[] historyRoot) {}

    private final Transactions transactions;
    private final int chain;
    private final long from;
    private final long to;
    private final long lastNumber;
    private final List<Head> earlier;
    private final Queue<Mark> ahead = new ArrayDeque<>();
    private long readTo;
    private boolean isRead;

    /**
     * The marks of a chain.
     *
     * @param from       the height the walk begins at
     * @param to         the height it ends at; what lies above is for another walk
     * @param lastNumber of the last signed head that counts
     */
    Marks(Transactions transactions, int chain, long from, long to, long lastNumber, List<Head> earlier) {
        this.transactions = transactions;
        this.chain = chain;
        this.from = from;
        this.to = to;
        this.lastNumber = lastNumber;
        this.earlier = earlier.stream()
            .filter(head -> head.chain() == chain && head.height() > from && head.height() <= to)
            .toList();
    }

    /** Compares the block the walk has just climbed. */
    void check(ChainWalk walk) throws Mismatch {
        for (Head head : earlier) {
            if (head.height() == walk.height() && !Arrays.equals(HexFormat.of().parseHex(head.head()), walk.head())) {
                throw new Mismatch(walk.height(), null, "the head is not the one an earlier verification found");
            }
        }
        for (Mark mark = next(); mark != null && mark.height() == walk.height(); mark = next()) {
            if (!Arrays.equals(mark.head(), walk.head())) {
                throw new Mismatch(walk.height(), null, "the head is not the one that signed head " + mark.number()
                        + " names");
            }
            if (!Arrays.equals(mark.historyRoot(), walk.historyRoot())) {
                throw new Mismatch(walk.height(), null,
                        "the blocks up to here do not make the history that signed head "
                                + mark.number() + " names");
            }
            ahead.remove();
        }
    }

    private Mark next() {
        if (ahead.isEmpty() && !isRead) {
            for (Row row : transactions.snapshotOfAllTenants(
                    transaction -> transaction.query(OF_HEADS, chain, readTo, lastNumber, from, to, AT_ONCE))) {
                ahead.add(new Mark(row.getLong("number"), row.getLong("height"),
                        HexFormat.of().parseHex(row.getString("head")),
                        HexFormat.of().parseHex(row.getString("history_root"))));
                readTo = row.getLong("number");
            }
            isRead = ahead.size() < AT_ONCE;
        }
        return ahead.peek();
    }
}
