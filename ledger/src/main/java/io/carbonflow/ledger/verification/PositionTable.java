package io.carbonflow.ledger.verification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.chain.Block;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transactions;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;

/** How far the present round has come in each chain, so that another process can go on with it. */
@ApplicationScoped
class PositionTable {

    private static final String PRESENT = """
            select round, chain, target, height, head, peaks, entries, at from ledger.verification_position
            where round = (select round from ledger.verification_position order by at desc limit 1) order by chain
            """;
    private static final String CLEAR = "delete from ledger.verification_position";
    private static final String PUT = """
            insert into ledger.verification_position (round, chain, target, height, head, peaks, entries, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (round, chain) do update
                set height = excluded.height, head = excluded.head, peaks = excluded.peaks,
                    entries = excluded.entries, at = excluded.at
            """;

    private final Transactions transactions;

    PositionTable(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * A chain within a round.
     *
     * @param target the height at which the round leaves it
     */
    record Leg(ChainWalk walk, long target) {}

    /**
     * A round that has begun.
     *
     * @param at when it last came on
     */
    record Round(UUID id, Instant at, List<Leg> legs) {}

    /** The round that some process has begun and none has ended. */
    Optional<Round> present() {
        return transactions.run(List.of(), transaction -> {
            UUID id = null;
            Instant at = Instant.MIN;
            var legs = new ArrayList<Leg>();
            for (Row row : transaction.query(PRESENT)) {
                id = row.getUUID("round");
                at = Times.of(row, "at").isAfter(at) ? Times.of(row, "at") : at;
                legs.add(new Leg(new ChainWalk(row.getInteger("chain"), row.getLong("height"),
                        row.getBuffer("head").getBytes(), row.getBuffer("peaks").getBytes(), row.getLong("entries")),
                        row.getLong("target")));
            }
            return id == null ? Optional.empty() : Optional.of(new Round(id, at, legs));
        });
    }

    /** Begins a round over the chains as high as they are. */
    Round begin(UUID id, Map<Integer, Long> tops, Instant now) {
        return transactions.run(List.of(), transaction -> {
            transaction.enqueue(CLEAR);
            var legs = new ArrayList<Leg>();
            tops.forEach((chain, target) -> {
                legs.add(new Leg(new ChainWalk(chain), target));
                transaction.enqueue(PUT, id, chain, target, 0L, Buffer.buffer(Block.genesis(chain)), Buffer.buffer(),
                        0L, Times.toColumn(now));
            });
            return new Round(id, now, legs);
        });
    }

    void put(UUID id, Leg leg, Instant now) {
        var walk = leg.walk();
        transactions.run(List.of(), transaction -> transaction.query(PUT, id, walk.chain(), leg.target(),
                walk.height(), Buffer.buffer(walk.head()), Buffer.buffer(walk.peaks()), walk.entries(),
                Times.toColumn(now)));
    }

    void end() {
        transactions.run(List.of(), transaction -> transaction.query(CLEAR));
    }
}
