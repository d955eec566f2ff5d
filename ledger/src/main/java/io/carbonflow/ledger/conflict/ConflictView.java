package io.carbonflow.ledger.conflict;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

import io.carbonflow.ledger.store.Times;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

/**
 * Two contents of one id.
 *
 * @param revision     of both; null where the event has none
 * @param present      the content that stands
 * @param offered      the one that was refused
 * @param deadLetterId the letter it is kept in
 */
@RegisterForReflection
record ConflictView(String eventId, String revision, Instant foundAt, Content present, Content offered,
        String deadLetterId, List<Reason> reasons) {

    /**
     * One of them.
     *
     * @param contentHash SHA-256 in hexadecimal; null where it was not kept at that time
     */
    @RegisterForReflection
    record Content(String contentHash, String topic, int partition, long offset, Instant receivedAt) {}

    /** Why it was refused. */
    @RegisterForReflection
    record Reason(String code, String field, String detail) {}

    static ConflictView of(Row row) {
        return new ConflictView(row.getString("event_id"), row.getString("revision"), Times.of(row, "found_at"),
                content(row, "present_"), content(row, ""), row.getString("letter_id"),
                reasons(row.getString("reasons")));
    }

    private static Content content(Row row, String prefix) {
        var hash = row.getBuffer(prefix + "content_hash");
        return new Content(hash == null ? null : HexFormat.of().formatHex(hash.getBytes()),
                row.getString(prefix + "raw_topic"), row.getInteger(prefix + "raw_partition"),
                row.getLong(prefix + "raw_offset"), Times.of(row, prefix + "received_at"));
    }

    private static List<Reason> reasons(String json) {
        return new JsonArray(json).stream()
            .map(JsonObject.class::cast)
            .map(one -> new Reason(one.getString("code"), one.getString("field"), one.getString("detail")))
            .toList();
    }
}
