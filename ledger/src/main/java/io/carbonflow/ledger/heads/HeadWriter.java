package io.carbonflow.ledger.heads;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.chain.HistoryTree;
import io.carbonflow.ledger.heads.HistoryTable.BrokenHistoryException;
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.ledger.store.Transactions;
import io.vertx.sqlclient.Row;

/**
 * Signs where the chains stand. One process at a time, whichever comes; what it signs goes on from what was signed
 * before, or it signs nothing.
 */
@ApplicationScoped
public class HeadWriter {

    /** The letters "cfhd". */
    private static final String LOCK = "select pg_advisory_xact_lock(1667655780)";
    private static final String TOPS = """
            with recursive chains as (
                select min(chain) as chain from ledger.block
                union all
                select (select min(b.chain) from ledger.block b where b.chain > c.chain) from chains c
                where c.chain is not null)
            select t.chain, t.height, t.head from chains c cross join lateral (
                select b.chain, b.height, b.head from ledger.block b where b.chain = c.chain
                order by b.height desc limit 1) t
            order by t.chain
            """;
    private static final String HEAD = "select head from ledger.block where chain = $1 and height = $2";

    private final Transactions transactions;
    private final SigningKeys keys;
    private final Clock clock;
    private volatile SignedHead lastMade;

    HeadWriter(Transactions transactions, SigningKeys keys, Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.clock = clock;
    }

    private record Top(int chain, long height, byte[] head) {}

    /** What was signed no longer leads to what is there, or the key is another: nothing is signed until somebody looks. */
    public static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /**
     * Makes a head if something was booked since the last.
     *
     * @return the newest head; empty where there is no key, or nothing was ever booked
     * @throws RefusedException       where the ledger is not what the last head says it was
     * @throws BrokenHistoryException where the history is not what the blocks make it
     */
    public Optional<SignedHead> write() {
        if (keys.present().isEmpty()) {
            return Optional.empty();
        }
        for (Top top : transactions.run(List.of(), HeadWriter::tops)) {
            takeIn(top);
        }
        var head = transactions.run(List.of(), transaction -> sign(transaction, keys.present().get()));
        head.ifPresent(made -> lastMade = made);
        return head;
    }

    /** In slices, so that a ledger of millions of blocks does not make one transaction of them. */
    private void takeIn(Top top) {
        boolean isThere = false;
        while (!isThere) {
            isThere = transactions.run(List.of(), transaction -> {
                transaction.enqueue(LOCK);
                long rest = top.height() - HistoryTable.taken(transaction, top.chain());
                if (rest > HistoryTable.BLOCKS_MAX) {
                    HistoryTable.extend(transaction, top.chain(), top.height());
                }
                return rest <= 2L * HistoryTable.BLOCKS_MAX;
            });
        }
    }

    private Optional<SignedHead> sign(Transaction transaction, SigningKey key) {
        transaction.enqueue(LOCK);
        var last = HeadTable.last(transaction);
        var tops = tops(transaction);
        last.ifPresent(head -> check(transaction, head));
        requireNotOlder(last);
        if (tops.isEmpty() || last.filter(head -> isAt(head, tops)).isPresent()) {
            return last;
        }
        Instant now = later(clock.instant().truncatedTo(MICROS), last);
        long number = last.map(SignedHead::number).orElse(0L) + 1;
        introduce(transaction, key, number, now);
        var states = new ArrayList<ChainState>();
        for (Top top : tops) {
            HistoryTree tree;
            do {
                tree = HistoryTable.extend(transaction, top.chain(), top.height());
            } while (tree.size() < top.height());
            states.add(new ChainState(top.chain(), top.height(), top.head(), tree.root()));
        }
        var head = SignedHead.after(last, now, states, key);
        HeadTable.insert(transaction, head);
        return Optional.of(head);
    }

    private void introduce(Transaction transaction, SigningKey key, long number, Instant now) {
        var known = HeadTable.keys(transaction);
        if (known.isEmpty()) {
            HeadTable.insert(transaction, PublishedKey.introduced(key, number, now, null));
            return;
        }
        String newest = known.get(known.size() - 1).keyId();
        if (newest.equals(key.id())) {
            return;
        }
        var previous = keys.previous().filter(one -> one.id().equals(newest));
        if (previous.isEmpty() || known.stream().anyMatch(one -> one.keyId().equals(key.id()))) {
            throw new RefusedException("the signing key is " + key.id() + ", heads are signed with " + newest
                    + "; a new key is introduced by the one before, which carbonflow.ledger.heads.previous-key-file names");
        }
        HeadTable.insert(transaction, PublishedKey.introduced(key, number, now, previous.get()));
    }

    /** Whichever process signs, and by whichever clock: heads do not go back in time. */
    private static Instant later(Instant now, Optional<SignedHead> last) {
        return last.map(SignedHead::at).filter(at -> !at.isBefore(now)).map(at -> at.plus(1, MICROS)).orElse(now);
    }

    /** A head on a rewritten chain would vouch for the forgery. What the last one says counts only if it was signed. */
    private static void check(Transaction transaction, SignedHead last) {
        var known = HeadTable.keys(transaction);
        PublishedKey.firstStray(known).ifPresent(key -> {
            throw new RefusedException("the signing key " + key.keyId() + " is not introduced as it says");
        });
        last.fault(known).ifPresent(fault -> {
            throw new RefusedException("signed head " + last.number() + ", the last one: " + fault);
        });
        for (ChainState state : last.chains()) {
            var rows = transaction.query(HEAD, state.chain(), state.height()).iterator();
            if (!rows.hasNext() || !Arrays.equals(rows.next().getBuffer("head").getBytes(), state.head())) {
                throw new RefusedException("block " + state.chain() + ":" + state.height()
                        + " is not the one that signed head " + last.number() + " names");
            }
            if (!Arrays.equals(HistoryTable.root(transaction, state.chain(), state.height()), state.historyRoot())) {
                throw new RefusedException("the history of chain " + state.chain() + " is not the one that signed head "
                        + last.number() + " names");
            }
        }
    }

    /** What this process has signed itself cannot be gone. */
    private void requireNotOlder(Optional<SignedHead> last) {
        var made = lastMade;
        if (made == null) {
            return;
        }
        if (last.isEmpty() || last.get().number() < made.number() || last.get().number() == made.number()
                && !Arrays.equals(last.get().hash(), made.hash())) {
            throw new RefusedException("signed head " + made.number() + " was made and is gone");
        }
    }

    private static boolean isAt(SignedHead head, List<Top> tops) {
        return tops.stream()
            .allMatch(top -> head.chain(top.chain()).filter(state -> state.height() == top.height()).isPresent());
    }

    private static List<Top> tops(Transaction transaction) {
        var tops = new ArrayList<Top>();
        for (Row row : transaction.query(TOPS)) {
            tops.add(new Top(row.getInteger("chain"), row.getLong("height"), row.getBuffer("head").getBytes()));
        }
        return tops;
    }
}
