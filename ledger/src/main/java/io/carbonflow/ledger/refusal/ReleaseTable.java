package io.carbonflow.ledger.refusal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.carbonflow.ledger.store.Columns;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.sqlclient.Row;

/** The table of the letters that wait no more: one row each, made once. */
final class ReleaseTable {

    /** Keeps our locks apart from those of others in the same database; the letters "cfle". */
    private static final int NAMESPACE = 0x63666c65;
    private static final int LOCKS = 512;

    private static final String LOCK = "select pg_advisory_xact_lock($1, n) from unnest($2::int[]) as n";
    private static final String RELEASES = """
            select r.tenant_id, r.letter_id, r.cause, r.raw_topic, r.raw_partition, r.raw_offset, r.received_at
            from unnest($1::text[], $2::text[]) as k(tenant_id, letter_id)
                join ledger.letter_release r on r.tenant_id = k.tenant_id and r.letter_id = k.letter_id
            """;
    private static final String LETTERS = """
            select d.tenant_id, d.id as letter_id, d.held, d.received_at
            from unnest($1::text[], $2::text[]) as k(tenant_id, letter_id)
                join ledger.dead_letter d on d.tenant_id = k.tenant_id and d.id = k.letter_id
            """;

    private final Transaction transaction;

    ReleaseTable(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Why a letter waits no more. */
    enum Cause {
        RELEASED, BOOKED;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What ended the waiting of a letter.
     *
     * @param record the record that went on in its place
     */
    record Ended(LetterKey letter, Cause cause, RawPosition record) {}

    /** What counting needs to know of a letter. */
    record Letter(boolean isHeld, Instant receivedAt) {}

    /** A letter and its release may come at the same time: whoever is second has to see the other. */
    void lock(Collection<LetterKey> letters) {
        Integer[] locks = letters.stream()
            .map(letter -> Math.floorMod(Objects.hash(letter.tenantId(), letter.letterId()), LOCKS))
            .distinct()
            .sorted()
            .toArray(Integer[]::new);
        if (locks.length > 0) {
            transaction.enqueue(LOCK, NAMESPACE, locks);
        }
    }

    /** Notes the first end of each letter; returns the letters that had none before. */
    Set<LetterKey> insert(Collection<Ended> ends, Instant now) {
        var inserted = new HashSet<LetterKey>();
        if (!ends.isEmpty()) {
            var columns = columns(now);
            var sorted = ends.stream().sorted(Comparator.comparing(Ended::letter)).toList();
            for (Row row : transaction.query(columns.insertInto("ledger.letter_release")
                    + " on conflict (tenant_id, letter_id) do nothing returning tenant_id, letter_id",
                    columns.arrays(sorted))) {
                inserted.add(key(row));
            }
        }
        return inserted;
    }

    Map<LetterKey, Ended> ends(Collection<LetterKey> letters) {
        var ends = new HashMap<LetterKey, Ended>();
        for (Row row : query(RELEASES, letters)) {
            ends.put(key(row), new Ended(key(row),
                    Cause.valueOf(row.getString("cause").toUpperCase(Locale.ROOT)),
                    new RawPosition(row.getString("raw_topic"), row.getInteger("raw_partition"),
                            row.getLong("raw_offset"), Times.of(row, "received_at"))));
        }
        return ends;
    }

    Map<LetterKey, Letter> letters(Collection<LetterKey> keys) {
        var letters = new HashMap<LetterKey, Letter>();
        for (Row row : query(LETTERS, keys)) {
            letters.put(key(row), new Letter(row.getBoolean("held"), Times.of(row, "received_at")));
        }
        return letters;
    }

    private Iterable<Row> query(String sql, Collection<LetterKey> letters) {
        return letters.isEmpty() ? List.of()
                : transaction.query(sql, letters.stream().map(LetterKey::tenantId).toArray(String[]::new),
                        letters.stream().map(LetterKey::letterId).toArray(String[]::new));
    }

    private static LetterKey key(Row row) {
        return new LetterKey(row.getString("tenant_id"), row.getString("letter_id"));
    }

    private static Columns<Ended> columns(Instant now) {
        return new Columns<Ended>()
            .add("tenant_id", "text", String[]::new, one -> one.letter().tenantId())
            .add("letter_id", "text", String[]::new, one -> one.letter().letterId())
            .add("cause", "text", String[]::new, one -> one.cause().id())
            .add("released_at", "timestamptz", OffsetDateTime[]::new, one -> Times.toColumn(now))
            .add("raw_topic", "text", String[]::new, one -> one.record().topic())
            .add("raw_partition", "int", Integer[]::new, one -> one.record().partition())
            .add("raw_offset", "bigint", Long[]::new, one -> one.record().offset())
            .add("received_at", "timestamptz", OffsetDateTime[]::new,
                    one -> Times.toColumn(one.record().receivedAt()));
    }
}
