package io.carbonflow.ledger.booking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.carbonflow.ledger.chain.Block;
import io.carbonflow.ledger.entries.EntryTable;
import io.carbonflow.ledger.refusal.RawPosition;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.sqlclient.Row;

/** Up to where the chains are announced, and what there is to tell of the blocks above. */
final class AnnouncementTable {

    private static final String STREAM = "chain-";

    private static final String BEGIN = """
            insert into ledger.announced (stream, number) select s, 0 from unnest($1::text[]) s order by s
            on conflict do nothing
            """;
    private static final String LOCK = """
            select stream, number from ledger.announced where stream = any($1::text[]) order by stream for update
            """;
    private static final String ADVANCE = """
            update ledger.announced a set number = n.number from unnest($1::text[], $2::bigint[]) as n(stream, number)
            where a.stream = n.stream
            """;
    /** The chains whose first block that is not announced is there, and was booked a while ago. */
    private static final String BEHIND = """
            with recursive chains as (
                select min(chain) as chain from ledger.block
                union all
                select (select min(b.chain) from ledger.block b where b.chain > c.chain) from chains c
                where c.chain is not null)
            select c.chain from chains c
                left join ledger.announced a on a.stream = 'chain-' || c.chain
                join ledger.block b on b.chain = c.chain and b.height = coalesce(a.number, 0) + 1
            where b.booked_at <= clock_timestamp() - $1::bigint * interval '1 millisecond'
            order by c.chain
            """;
    private static final String TENANTS = """
            select distinct tenant_id from ledger.entry where chain = $1 and height > $2 and height <= $3
            """;
    private static final String BLOCKS = """
            select height, entries from ledger.block where chain = $1 and height > $2 order by height limit $3
            """;
    private static final String ANNOUNCED = "select " + EntryTable.SELECTED
            + """
                    , b.previous_head, b.merkle_root, b.entries as block_entries, b.booked_at as block_booked_at,
                        coalesce(v.content_hash, f.content_hash) as content_hash,
                        coalesce(v.raw_topic, f.raw_topic) as raw_topic,
                        coalesce(v.raw_partition, f.raw_partition) as raw_partition,
                        coalesce(v.raw_offset, f.raw_offset) as raw_offset, coalesce(v.cancelled, false) as cancelled
                    from ledger.block b
                        join ledger.entry e on e.chain = b.chain and e.height = b.height
                        left join ledger.event_version v on e.recalculation_id is null and v.tenant_id = e.tenant_id and v.event_id = e.event_id
                            and v.revision = e.revision collate "C" and v.received_at = e.received_at
                        left join ledger.event f on e.recalculation_id is null and e.revision is null and e.reverses is null and f.tenant_id = e.tenant_id
                            and f.event_id = e.event_id and f.received_at = e.received_at
                    where b.chain = $1 and b.height > $2 and b.height <= $3
                    order by e.height, e.leaf_index
                    """;

    private AnnouncementTable() {}

    /**
     * Some blocks in a row.
     *
     * @param last    the height of the last of them; that asked from where there is none
     * @param entries how many they say they have
     */
    record Reach(long last, long entries, List<String> tenantIds) {}

    /** Up to which height each chain is announced; nobody else changes it until the transaction ends. */
    static Map<Integer, Long> lock(Transaction transaction, Collection<Integer> chains) {
        String[] streams = chains.stream().map(chain -> STREAM + chain).toArray(String[]::new);
        transaction.enqueue(BEGIN, (Object) streams);
        var heights = new TreeMap<Integer, Long>();
        for (Row row : transaction.query(LOCK, (Object) streams)) {
            heights.put(Integer.valueOf(row.getString("stream").substring(STREAM.length())), row.getLong("number"));
        }
        return heights;
    }

    static void advance(Transaction transaction, Map<Integer, Long> heights) {
        if (!heights.isEmpty()) {
            transaction.enqueue(ADVANCE, heights.keySet().stream().map(chain -> STREAM + chain).toArray(String[]::new),
                    heights.values().toArray(Long[]::new));
        }
    }

    /** The chains that somebody booked on and did not announce. */
    static List<Integer> behind(Transaction transaction, long patienceMillis) {
        var chains = new ArrayList<Integer>();
        transaction.query(BEHIND, patienceMillis).forEach(row -> chains.add(row.getInteger("chain")));
        return chains;
    }

    /** The next blocks above a height without a gap, of at most so many entries where that is more than one. */
    static Reach above(Transaction transaction, int chain, long height, int entriesMax) {
        long last = height;
        long entries = 0;
        for (Row row : transaction.query(BLOCKS, chain, height, entriesMax)) {
            int more = row.getInteger("entries");
            if (row.getLong("height") != last + 1 || (entries + more > entriesMax && last > height)) {
                break;
            }
            entries += more;
            last++;
        }
        var tenantIds = new ArrayList<String>();
        transaction.query(TENANTS, chain, height, last).forEach(row -> tenantIds.add(row.getString("tenant_id")));
        return new Reach(last, entries, tenantIds);
    }

    /** What there is to tell of some blocks. */
    static List<Announcement> read(Transaction transaction, int chain, long above, long upTo) {
        var announcements = new ArrayList<Announcement>();
        for (Row row : transaction.query(ANNOUNCED, chain, above, upTo)) {
            var sealed = EntryTable.read(row);
            var block = new Block(chain, sealed.height(), row.getBuffer("previous_head").getBytes(),
                    row.getBuffer("merkle_root").getBytes(), row.getInteger("block_entries"),
                    Times.of(row, "block_booked_at"));
            announcements.add(new Announcement(sealed, block, settlement(row)));
        }
        return announcements;
    }

    private static Settlement settlement(Row row) {
        return row.getBuffer("content_hash") == null ? null
                : new Settlement(row.getBuffer("content_hash").getBytes(),
                        new RawPosition(row.getString("raw_topic"), row.getInteger("raw_partition"),
                                row.getLong("raw_offset"), Times.of(row, "received_at")),
                        row.getString("revision"), row.getBoolean("cancelled"));
    }
}
