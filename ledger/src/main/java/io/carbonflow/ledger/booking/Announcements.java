package io.carbonflow.ledger.booking;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.platform.messaging.OutgoingRecord;

/**
 * Sees to it that every block is announced, whoever booked it and whatever happened afterwards. Announced are the blocks up
 * to a height that stands in the database, without a gap; whoever announces remembers it, and it is written down later, for
 * many at once. What is booked and stays above that height was announced by nobody, and is announced by whoever looks.
 */
@ApplicationScoped
public class Announcements {

    /** How long whoever booked a block has to announce it and to write that down, before others do. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ENTRIES_AT_ONCE = 4_000;

    private final Transactions transactions;
    private final Announcer announcer;
    /** Heights by chain that this process has announced, and that are not written down yet. */
    private final Map<Integer, ConcurrentSkipListSet<Long>> told = new ConcurrentHashMap<>();

    Announcements(Transactions transactions, Announcer announcer) {
        this.transactions = transactions;
        this.announcer = announcer;
    }

    /** A block that is not what its hashes say, so that it cannot be announced. */
    public static final class TamperedBlockException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TamperedBlockException(String message) {
            super(message + "; a verification names what was changed");
        }
    }

    /** Whether an announcement could be written; nothing is booked that could not be announced. */
    public boolean isReady() {
        return announcer.isReady();
    }

    /** Announces a block of one tenant that was just booked. */
    public void announce(String tenantId, int chain, long height) {
        var block = transactions.run(List.of(tenantId),
                transaction -> AnnouncementTable.read(transaction, chain, height - 1, height));
        announce(block, announcer.written(block));
    }

    /**
     * Announces a block that was just booked, all of it.
     *
     * @param written the records that announce it
     */
    void announce(List<Announcement> block, List<OutgoingRecord> written) {
        if (!block.isEmpty()) {
            announcer.announce(written);
            var sealed = block.get(0).sealed();
            remember(sealed.chain(), sealed.height());
        }
    }

    /**
     * Announces what is booked on a chain and not announced, as far as this process knows.
     *
     * @throws TamperedBlockException where that was changed since
     */
    public void catchUp(int chain) {
        long from;
        AnnouncementTable.Reach reach;
        do {
            long height = settle(List.of(chain)).get(chain);
            from = height;
            reach = transactions.snapshotOfAllTenants(
                    transaction -> AnnouncementTable.above(transaction, chain, height, ENTRIES_AT_ONCE));
            long to = reach.last();
            if (to > from) {
                var announcements = transactions.run(reach.tenantIds(),
                        transaction -> AnnouncementTable.read(transaction, chain, height, to));
                requireWhole(chain, height, reach, announcements);
                announcer.announce(announcer.written(announcements));
                for (long told = height + 1; told <= to; told++) {
                    remember(chain, told);
                }
            }
        } while (reach.last() > from);
    }

    private static void requireWhole(int chain, long height, AnnouncementTable.Reach reach,
            List<Announcement> announcements) {
        if (announcements.size() != reach.entries()) {
            throw new TamperedBlockException("the blocks of chain " + chain + " above height " + height + " up to "
                    + reach.last() + " have " + reach.entries() + " entries, found " + announcements.size());
        }
        announcements.stream().filter(one -> !one.isWhole()).findFirst().ifPresent(one -> {
            throw new TamperedBlockException("entry " + one.sealed().entry().id() + " of block " + one.sealed().block()
                    + " is not what its hash was made of");
        });
    }

    /** Writes down what this process has announced. */
    void settle() {
        if (!told.isEmpty()) {
            settle(List.copyOf(told.keySet()));
        }
    }

    /** The chains with blocks that should have been announced a while ago. */
    List<Integer> behind() {
        return behind(PATIENCE);
    }

    /** The chains with blocks that are not announced and have been there for so long. */
    List<Integer> behind(Duration patience) {
        return transactions.run(List.of(),
                transaction -> AnnouncementTable.behind(transaction, patience.toMillis()));
    }

    /** Announces all that is booked, on every chain. */
    public void catchUp() {
        settle();
        behind(Duration.ZERO).forEach(this::catchUp);
    }

    private void remember(int chain, long height) {
        told.computeIfAbsent(chain, one -> new ConcurrentSkipListSet<>()).add(height);
    }

    private Map<Integer, Long> settle(List<Integer> chains) {
        var heights = transactions.run(List.of(), transaction -> {
            var settled = new HashMap<Integer, Long>();
            var advanced = new HashMap<Integer, Long>();
            AnnouncementTable.lock(transaction, chains).forEach((chain, height) -> {
                long reached = reached(chain, height);
                settled.put(chain, reached);
                if (reached > height) {
                    advanced.put(chain, reached);
                }
            });
            AnnouncementTable.advance(transaction, advanced);
            return settled;
        });
        heights.forEach((chain, height) -> told.getOrDefault(chain, new ConcurrentSkipListSet<>())
            .headSet(height, true)
            .clear());
        return heights;
    }

    private long reached(int chain, long height) {
        var heights = told.getOrDefault(chain, new ConcurrentSkipListSet<>());
        long reached = height;
        while (heights.contains(reached + 1)) {
            reached++;
        }
        return reached;
    }
}
