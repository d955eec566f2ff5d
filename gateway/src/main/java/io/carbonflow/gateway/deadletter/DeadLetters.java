package io.carbonflow.gateway.deadletter;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.platform.problem.ProblemReason;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Reads the refused items of one tenant from the ledger's table. */
@ApplicationScoped
public class DeadLetters {

    private static final String LIST = """
            select id, event_id, received_at, rejected_at, stage, source, channel, content_type,
                   octet_length(coalesce(p.payload, d.payload))::bigint as payload_bytes, correlation_id, reasons, held
              from ledger.dead_letter d
              left join ledger.letter_payload p on p.tenant_id = d.tenant_id and p.letter_id = d.id
             where d.tenant_id = $1
               and ($2::jsonb is null or reasons @> $2::jsonb)
               and ($3::text is null or source = $3)
               and ($4::timestamptz is null or received_at >= $4)
               and ($8::boolean is null or held = $8)
               and ($5::timestamptz is null or (received_at, id) < ($5, $6::text))
             order by received_at desc, id desc
             limit $7
            """;
    private static final String PAYLOAD = """
            select channel, source, content_type, coalesce(p.payload, d.payload) as payload
              from ledger.dead_letter d
              left join ledger.letter_payload p on p.tenant_id = d.tenant_id and p.letter_id = d.id
             where d.tenant_id = $1 and d.id = $2 and coalesce(p.payload, d.payload) is not null
            """;

    private final Pool pool;

    DeadLetters(Pool pool) {
        this.pool = pool;
    }

    /** What a list is narrowed to; null where it is not. */
    record Filter(String reason, String source, Instant since, Boolean held) {}

    /** A page, newest first. */
    Uni<DeadLetterPage> list(String tenantId, Filter filter, Optional<Cursor> after, int limit) {
        Tuple parameters = Tuple.tuple()
            .addString(tenantId)
            .addValue(
                    filter.reason() == null ? null : new JsonArray().add(new JsonObject().put("code", filter.reason())))
            .addString(filter.source())
            .addOffsetDateTime(utc(filter.since()))
            .addOffsetDateTime(utc(after.map(Cursor::receivedAt).orElse(null)))
            .addString(after.map(Cursor::id).orElse(null))
            .addInteger(limit + 1)
            .addBoolean(filter.held());
        return inTenant(tenantId, connection -> connection.preparedQuery(LIST).execute(parameters))
            .map(rows -> page(rows, limit));
    }

    Uni<Optional<StoredPayload>> payload(String tenantId, String id) {
        return inTenant(tenantId, connection -> connection.preparedQuery(PAYLOAD).execute(Tuple.of(tenantId, id)))
            .map(rows -> rows.size() == 0 ? Optional.empty() : Optional.of(payload(rows.iterator().next())));
    }

    private Uni<RowSet<Row>> inTenant(String tenantId, Function<SqlConnection, Uni<RowSet<Row>>> query) {
        return pool.withTransaction(connection -> connection
            .preparedQuery("select set_config('carbonflow.tenant', $1, true)")
            .execute(Tuple.of(tenantId))
            .chain(() -> query.apply(connection)));
    }

    private static DeadLetterPage page(RowSet<Row> rows, int limit) {
        var items = new ArrayList<DeadLetterSummary>();
        rows.forEach(row -> items.add(summary(row)));
        if (items.size() <= limit) {
            return new DeadLetterPage(items, null);
        }
        var shown = List.copyOf(items.subList(0, limit));
        var last = shown.get(limit - 1);
        return new DeadLetterPage(shown, new Cursor(last.receivedAt(), last.id()).encode());
    }

    private static DeadLetterSummary summary(Row row) {
        var reasons = new ArrayList<ProblemReason>();
        ((JsonArray) row.getJson("reasons")).forEach(entry -> {
            var reason = (JsonObject) entry;
            reasons.add(
                    new ProblemReason(reason.getString("code"), reason.getString("field"), reason.getString("detail")));
        });
        return new DeadLetterSummary(row.getString("id"), row.getString("event_id"),
                row.getOffsetDateTime("received_at").toInstant(), row.getOffsetDateTime("rejected_at").toInstant(),
                row.getString("stage"), row.getString("source"), row.getString("channel"),
                row.getString("content_type"), row.getLong("payload_bytes") == null ? 0 : row.getLong("payload_bytes"),
                row.getString("correlation_id"), reasons,
                row.getBoolean("held"));
    }

    private static StoredPayload payload(Row row) {
        return new StoredPayload(row.getString("channel"), row.getString("source"), row.getString("content_type"),
                row.getBuffer("payload").getBytes());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
