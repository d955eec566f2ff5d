package io.carbonflow.ledger.conservation;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.LedgerConfig;
import io.carbonflow.ledger.conservation.TallyReader.Minute;
import io.carbonflow.ledger.tally.Measure;

/**
 * Whether everything received is accounted for. The counts come from the database and what is in flight from the broker,
 * never at quite the same moment: events settle in between. So where the two do not explain each other, both are read
 * again, a few times; what then remains is a difference.
 */
@ApplicationScoped
class Conservation {

    private static final int ATTEMPTS = 8;
    private static final Duration PAUSE = Duration.ofMillis(150);

    private final TallyReader tally;
    private final BrokerLag broker;
    private final LedgerConfig config;

    Conservation(TallyReader tally, BrokerLag broker, LedgerConfig config) {
        this.tally = tally;
        this.broker = broker;
        this.config = config;
    }

    /** The counts, how they add up, and the newest minutes. */
    record Account(Counts counts, Balance balance, List<Minute> minutes) {}

    Account of(String tenantId, int minutesMax) {
        return settle(() -> tally.of(tenantId, minutesMax));
    }

    Account ofAllTenants() {
        return settle(tally::ofAllTenants);
    }

    private Account settle(Supplier<TallyReader.Snapshot> read) {
        // Zero is claimed on evidence only: a broker that does not answer ends this here.
        BrokerLag.Reading before = broker.notOlderThan(config.lagAgeMax());
        Account account = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            var snapshot = read.get();
            var counts = snapshot.totals();
            long unsettled = counts.unsettled();
            if (unsettled == 0) {
                return account(snapshot, Balance.of(counts.of(Measure.RECEIVED), 0, 0, 0));
            }
            var after = broker.notOlderThan(Duration.ZERO);
            // The first reading before may be a second old and says too little; later ones are as near as the one after.
            var earlier = attempt == 1 ? after : before;
            account = account(snapshot, Balance.of(counts.of(Measure.RECEIVED), unsettled,
                    Math.max(earlier.unsettled(), after.unsettled()),
                    Math.max(earlier.uncounted(), after.uncounted())));
            if (account.balance().difference() == 0 || !pause()) {
                return account;
            }
            before = after;
        }
        return account;
    }

    private static Account account(TallyReader.Snapshot snapshot, Balance balance) {
        return new Account(snapshot.totals(), balance, snapshot.minutes());
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
