package io.carbonflow.query.quality;

import java.time.Instant;
import java.time.OffsetDateTime;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonRawValue;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;

/**
 * Something about a source's data that a person should know.
 *
 * @param kind     gap, silence, offline, counter_reset, implausible, clock, conflict; more may come
 * @param state    raised or cleared; an alert about a moment is never cleared
 * @param from     when it began
 * @param to       when it ended; null while it lasts
 * @param detail   what was found and what was expected
 * @param evidence the figures behind it, as a JSON object of texts
 */
@RegisterForReflection
public record Alert(String id, String sourceId, String kind, String state, Instant from, Instant to, String detail,
        @JsonRawValue @Schema(type = SchemaType.OBJECT) String evidence, Instant raisedAt) {

    static final String COLUMNS = """
            id, source_id, kind, state, begins_at, ends_at, detail, evidence::text as evidence, raised_at""";

    static Alert of(Row row) {
        return new Alert(row.getString("id"), row.getString("source_id"), row.getString("kind"),
                row.getString("state"), instant(row, "begins_at"), instant(row, "ends_at"), row.getString("detail"),
                row.getString("evidence"), instant(row, "raised_at"));
    }

    static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
