package io.carbonflow.gateway.cdc;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One change of a row as a change data capture reports it, whichever way it was wrapped.
 *
 * @param kind     what happened
 * @param table    {@code schema.table}, or {@code db.table} where the database has no schemas; empty where it is not said
 * @param source   names the database and the table, for what has no source of its own
 * @param before   the row as it was, or its key alone; missing where it is not told
 * @param after    the row as it is; missing where there is none
 * @param rowKey   what identifies the row within its table; empty where nothing does
 * @param revision orders the changes of one row, as text
 * @param updates  whether the row was there before
 * @param untold   the columns of {@code after} that have a placeholder instead of their value
 */
record ChangeEvent(Kind kind, String table, String source, JsonNode before, JsonNode after, String rowKey,
        String revision, boolean updates, List<String> untold) {

    ChangeEvent {
        untold = List.copyOf(untold);
    }

    /** The same change without the columns whose value is not told. */
    ChangeEvent withoutUntold() {
        return new ChangeEvent(kind, table, source, before, Unavailable.without(after, untold), rowKey, revision,
                updates,
                List.of());
    }

    enum Kind {
        /** Created, read by a snapshot, or updated: the row stands as it is in {@code after}. */
        STANDS,
        /** Deleted. */
        GONE,
        /** Every row of the table is gone at once. */
        TRUNCATED,
        /** The marker behind a delete, by which a compacted topic forgets the key. */
        TOMBSTONE,
        /** A heartbeat, a transaction's begin or end, a change of the schema, a message of the log. */
        NO_ROW,
        /** Not a change of anything we can read. */
        UNREADABLE
    }

    /** What shares a Kafka key and so stays in order. */
    String orderedBy() {
        String key = "cdc:" + table + ':' + rowKey;
        return key.length() > 200 ? key.substring(0, 200) : key;
    }
}
