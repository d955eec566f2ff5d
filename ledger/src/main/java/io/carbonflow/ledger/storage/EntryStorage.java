package io.carbonflow.ledger.storage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.store.Transactions;

/** The parts the database keeps the entries in: partitions by month, or chunks of TimescaleDB. */
@ApplicationScoped
class EntryStorage {

    private static final String MAKE_AHEAD = "select ledger.ensure_partitions('entry_row') as made";
    private static final String TO_COLUMNS = """
            select ledger.compress_entries($1::bigint * interval '1 second') as chunk
            """;
    private static final String MEASURE = "select * from ledger.entry_storage()";

    private final Transactions transactions;
    private final Duration columnsTimeout;

    EntryStorage(Transactions transactions, StorageConfig config) {
        this.transactions = transactions;
        this.columnsTimeout = config.columnsTimeout();
    }

    /**
     * What the entries take on disk.
     *
     * @param kind       {@code partitioned} or {@code timescaledb}
     * @param columnar   how many of the parts are stored by column
     * @param entries    how many there are, as the database estimates
     * @param events     whose entries these are, as the database estimates
     * @param tableBytes with what is stored by column
     */
    record Measure(String kind, long parts, long columnar, long entries, long events, long tableBytes,
            long indexBytes) {}

    /** Makes the partitions of this and the coming months; brings how many were missing. */
    int makeAhead() {
        return transactions.run(List.of(), transaction -> transaction.query(MAKE_AHEAD).iterator().next())
            .getInteger("made");
    }

    /** Stores the oldest chunk by column that ended this long ago and is not yet; empty where there is none to be done here. */
    Optional<String> toColumns(Duration after) {
        var rows = transactions.unhurried(columnsTimeout,
                transaction -> transaction.query(TO_COLUMNS, after.toSeconds()));
        return rows.rowCount() == 0 ? Optional.empty() : Optional.of(rows.iterator().next().getString("chunk"));
    }

    Measure measure() {
        var row = transactions.run(List.of(), transaction -> transaction.query(MEASURE).iterator().next());
        return new Measure(row.getString("kind"), row.getLong("parts"), row.getLong("compressed_parts"),
                row.getLong("entries"), row.getLong("events"), row.getLong("table_bytes"), row.getLong("index_bytes"));
    }
}
