package io.carbonflow.ledger.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.blocks.BlockTable;
import io.carbonflow.ledger.chain.MerkleTree;
import io.carbonflow.ledger.chain.TreeProofs;
import io.carbonflow.ledger.entries.EntryTable;
import io.carbonflow.ledger.entries.LeafHashes;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.heads.HeadTable;
import io.carbonflow.ledger.heads.HistoryTable;
import io.carbonflow.ledger.heads.SignedHead;
import io.carbonflow.ledger.heads.SigningKeys;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transactions;
import io.vertx.sqlclient.Row;

/**
 * Puts bundles together, a few blocks at a time. What a bundle holds is settled before its first byte: the blocks below
 * its head never change.
 */
@ApplicationScoped
class Bundles {

    private static final int ENTRIES_AT_ONCE = 2_000;
    private static final int BLOCKS_AT_ONCE = 100;

    private static final String BLOCKS_OF = """
            select chain, height, count(*) as entries from ledger.entry
            where tenant_id = $1 and (accounted_at is null and occurred_at >= $2 and occurred_at < $3
                or accounted_at >= $2 and accounted_at < $3)
            group by chain, height order by chain, height
            """;
    private static final String BLOCKS = """
            select * from ledger.block where chain = $1 and height = any($2) order by height
            """;
    private static final String ENTRIES = "select " + EntryTable.SELECTED + """
             from ledger.entry e where e.chain = $1 and e.height = any($2) and e.tenant_id = $3
                and coalesce(e.accounted_at, e.occurred_at) >= $4 and coalesce(e.accounted_at, e.occurred_at) < $5
            order by e.height, e.leaf_index
            """;
    private static final String PERIODS = """
            select period_id, number, action, starts_at, ends_at, at, by_role, by_key, reason
            from ledger.period_event where tenant_id = $1 order by starts_at, ends_at, period_id, number
            """;
    private static final String EDITIONS = """
            select id, tenant_id, factors, sha256, published_at from factors.published_edition
            where tenant_id in ('', $1) and id = any($2) order by id, tenant_id
            """;

    private final Transactions transactions;
    private final SigningKeys keys;
    private final Clock clock;

    Bundles(Transactions transactions, SigningKeys keys, Clock clock) {
        this.transactions = transactions;
        this.keys = keys;
        this.clock = clock;
    }

    /** A block that holds entries of the bundle. */
    record Place(long height, long entries) {}

    /**
     * What a bundle will hold.
     *
     * @param withActivities whether it is to hold what the events said, as far as that is kept
     * @param places by chain, in the order of heights
     */
    record Plan(String tenantId, Instant from, Instant to, Optional<SignedHead> head, boolean withActivities,
            TreeMap<Integer, List<Place>> places) {}

    /** Settles what belongs to a bundle: entries by when they count, as far as the head covers them. */
    Plan plan(String tenantId, Instant from, Instant to, Optional<SignedHead> head, boolean withActivities) {
        var places = new TreeMap<Integer, List<Place>>();
        transactions.snapshot(tenantId, transaction -> {
            for (Row row : transaction.query(BLOCKS_OF, tenantId, Times.toColumn(from), Times.toColumn(to))) {
                int chain = row.getInteger("chain");
                long height = row.getLong("height");
                if (head.isEmpty() || head.get().covers(chain, height)) {
                    places.computeIfAbsent(chain, key -> new ArrayList<>())
                        .add(new Place(height, row.getLong("entries")));
                }
            }
            return places;
        });
        return new Plan(tenantId, from, to, head, withActivities, places);
    }

    /** Writes the bundle. One that breaks off has no manifest, which its reader notices. */
    void write(Plan plan, OutputStream out) throws IOException {
        var lines = new BundleLines(out);
        lines.header(plan, clock.instant().truncatedTo(ChronoUnit.MICROS));
        var published = transactions.snapshot(plan.tenantId(), HeadTable::keys);
        for (var key : published) {
            lines.key(key);
        }
        if (plan.head().isPresent()) {
            lines.head(plan.head().get());
        }
        for (Row row : transactions.snapshot(plan.tenantId(),
                transaction -> transaction.query(PERIODS, plan.tenantId()))) {
            lines.period(row);
        }
        for (var chain : plan.places().entrySet()) {
            for (List<Place> some : slices(chain.getValue())) {
                writeBlocks(plan, chain.getKey(), some, lines);
            }
            if (plan.head().isPresent()) {
                var leaves = new TreeSet<Long>();
                chain.getValue().forEach(place -> leaves.add(place.height() - 1));
                long size = plan.head().get().chain(chain.getKey()).orElseThrow().height();
                lines.chain(chain.getKey(), size, transactions.snapshot(plan.tenantId(), transaction -> HistoryTable
                    .proofs(transaction, chain.getKey(), subtrees -> TreeProofs.cover(subtrees, leaves, size))));
            }
        }
        for (var row : transactions.snapshot(plan.tenantId(), transaction -> transaction.query(EDITIONS,
                plan.tenantId(), lines.editions().toArray(String[]::new)))) {
            lines.edition(row.getString("id"), row.getString("tenant_id"), row.getInteger("factors"),
                    row.getString("sha256"), Times.of(row, "published_at"));
        }
        lines.manifest(keys.newestOf(published));
        out.flush();
    }

    private static List<List<Place>> slices(List<Place> places) {
        var slices = new ArrayList<List<Place>>();
        int from = 0;
        while (from < places.size()) {
            int to = from;
            long entries = 0;
            do {
                entries += places.get(to).entries();
                to++;
            } while (to < places.size() && to - from < BLOCKS_AT_ONCE && entries < ENTRIES_AT_ONCE);
            slices.add(places.subList(from, to));
            from = to;
        }
        return slices;
    }

    private void writeBlocks(Plan plan, int chain, List<Place> places, BundleLines lines) throws IOException {
        Long[] heights = places.stream().map(Place::height).toArray(Long[]::new);
        record Slice(List<BlockTable.Stored> blocks, TreeMap<Long, List<byte[]>> leaves,
                TreeMap<Long, List<SealedEntry>> entries, Map<String, String> activities) {}
        var slice = transactions.snapshot(plan.tenantId(), transaction -> {
            var blocks = new ArrayList<BlockTable.Stored>();
            transaction.query(BLOCKS, chain, heights).forEach(row -> blocks.add(BlockTable.read(row)));
            var entries = new TreeMap<Long, List<SealedEntry>>();
            var read = EntryTable.read(transaction.query(ENTRIES, chain, heights, plan.tenantId(),
                    Times.toColumn(plan.from()), Times.toColumn(plan.to())));
            read.forEach(sealed -> entries.computeIfAbsent(sealed.height(), height -> new ArrayList<>()).add(sealed));
            return new Slice(blocks, LeafHashes.of(transaction, chain, heights), entries,
                    plan.withActivities() ? Activities.of(transaction, plan.tenantId(), read) : Map.of());
        });
        for (var stored : slice.blocks()) {
            long height = stored.block().height();
            var leaves = slice.leaves().getOrDefault(height, List.of());
            var entries = slice.entries().getOrDefault(height, List.of());
            var own = new TreeSet<Long>();
            entries.forEach(sealed -> own.add((long) sealed.leafIndex()));
            lines.block(stored, TreeProofs.cover(
                    (level, place) -> MerkleTree
                        .root(leaves.subList((int) (place << level), (int) (place + 1 << level))),
                    own, leaves.size()));
            var told = new HashSet<String>();
            for (SealedEntry sealed : entries) {
                lines.entry(sealed);
                String digest = sealed.entry().activity().activitySha256();
                if (slice.activities().containsKey(digest) && told.add(digest)) {
                    lines.activity(slice.activities().get(digest));
                }
            }
        }
    }
}
