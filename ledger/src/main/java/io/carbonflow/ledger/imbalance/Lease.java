package io.carbonflow.ledger.imbalance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transactions;

/** One of all instances sweeps. By the database's clock; an instance that is gone has its turn taken after a while. */
@ApplicationScoped
class Lease {

    private static final String TAKE = """
            update ledger.conservation_sweep
            set holder = $1, leased_until = clock_timestamp() + make_interval(secs => $2::bigint)
            where holder = $1 or leased_until < clock_timestamp()
            returning holder
            """;
    private static final String FINISH = """
            update ledger.conservation_sweep
            set finished_at = clock_timestamp(), leased_until = clock_timestamp() + make_interval(secs => $2::bigint)
            where holder = $1
            """;
    private static final String FINISHED = "select finished_at from ledger.conservation_sweep";

    private final Transactions transactions;
    private final String holder = UUID.randomUUID().toString();

    Lease(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Whether it is ours to sweep for so long. */
    boolean take(Duration time) {
        return transactions.run(List.of(),
                transaction -> transaction.query(TAKE, holder, time.toSeconds()).iterator().hasNext());
    }

    /** Notes that a sweep has come to its end, and that the next within this time is ours, too. */
    void finish(Duration time) {
        transactions.run(List.of(), transaction -> transaction.query(FINISH, holder, time.toSeconds()));
    }

    /** When any instance last came to the end of a sweep. */
    Optional<Instant> lastFinished() {
        return transactions.run(List.of(),
                transaction -> Optional.ofNullable(Times.of(transaction.query(FINISHED).iterator().next(),
                        "finished_at")));
    }
}
