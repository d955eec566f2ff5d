package io.carbonflow.gateway.deadletter;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Optional;

import io.carbonflow.contracts.avro.RawCoordinates;
import io.carbonflow.platform.problem.ProblemReason;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;

/** Reads the rows of letters. */
public final class LetterRows {

    /** The columns {@link #letter} reads. */
    public static final String LETTER_COLUMNS = """
            d.id, d.event_id, d.source, d.channel, d.content_type, d.stage, d.correlation_id, d.received_at, d.held,
                   r.letter_id is null as open, coalesce(p.payload, d.payload) as payload,
                   d.raw_topic, d.raw_partition, d.raw_offset
            """;
    static final String SUMMARY_COLUMNS = """
            d.id, d.event_id, d.received_at, d.rejected_at, d.stage, d.source, d.channel, d.content_type,
                   octet_length(coalesce(p.payload, d.payload))::bigint as payload_bytes, d.correlation_id, d.reasons,
                   d.held, r.released_at,\s""" + LetterFilter.STATE_SQL + " as state";

    private LetterRows() {}

    public static StoredLetter letter(Row row) {
        var payload = row.getBuffer("payload");
        return new StoredLetter(row.getString("id"), row.getString("event_id"), row.getString("source"),
                row.getString("channel"), row.getString("content_type"), row.getString("stage"),
                row.getString("correlation_id"), row.getOffsetDateTime("received_at").toInstant(),
                row.getBoolean("held"), row.getBoolean("open"), raw(row), payload == null ? null : payload.getBytes());
    }

    private static Optional<RawCoordinates> raw(Row row) {
        String topic = row.getString("raw_topic");
        return topic == null ? Optional.empty()
                : Optional.of(new RawCoordinates(topic, row.getInteger("raw_partition"), row.getLong("raw_offset")));
    }

    static DeadLetterSummary summary(Row row) {
        var reasons = new ArrayList<ProblemReason>();
        ((JsonArray) row.getJson("reasons")).forEach(entry -> {
            var reason = (JsonObject) entry;
            reasons.add(
                    new ProblemReason(reason.getString("code"), reason.getString("field"), reason.getString("detail")));
        });
        Long bytes = row.getLong("payload_bytes");
        OffsetDateTime releasedAt = row.getOffsetDateTime("released_at");
        return new DeadLetterSummary(row.getString("id"), row.getString("event_id"),
                row.getOffsetDateTime("received_at").toInstant(), row.getOffsetDateTime("rejected_at").toInstant(),
                row.getString("stage"), row.getString("source"), row.getString("channel"),
                row.getString("content_type"), bytes, row.getString("correlation_id"), reasons, row.getBoolean("held"),
                row.getString("state"), releasedAt == null ? null : releasedAt.toInstant(), bytes == null);
    }
}
