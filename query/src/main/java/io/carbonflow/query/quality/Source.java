package io.carbonflow.query.quality;

import static io.carbonflow.query.quality.Alert.instant;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonRawValue;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;

/**
 * How a source is doing.
 *
 * @param state          active, silent, offline or unknown
 * @param since          when it came into this state
 * @param trust          0.00 to 1.00
 * @param lastReadingAt  by the source's own clock
 * @param lastReceivedAt by ours
 * @param good           items of the last seven days that were right; the following counts are of the same days
 * @param held           readings that wait now
 * @param values         the latest of each value it reports: {@code [{"name","value","unit","at"}]}
 */
@RegisterForReflection
public record Source(String id, String state, Instant since, BigDecimal trust, String family, Integer cadenceSeconds,
        Instant lastReadingAt, Instant lastReceivedAt, long good, long rejects, long gaps, long conflicts, long imputed,
        long held, @JsonRawValue @Schema(type = SchemaType.ARRAY) String values, Instant updatedAt) {

    static final List<String> STATES = List.of("expected", "active", "silent", "offline", "unknown");
    static final String COLUMNS = """
            source_id, state, since, trust, family, cadence_seconds, last_reading_at, last_received_at, good, rejects,
            gaps, conflicts, imputed, held, reported::text as reported, updated_at""";

    static Source of(Row row) {
        return new Source(row.getString("source_id"), row.getString("state"), instant(row, "since"),
                row.getBigDecimal("trust"), row.getString("family"), row.getInteger("cadence_seconds"),
                instant(row, "last_reading_at"), instant(row, "last_received_at"), row.getLong("good"),
                row.getLong("rejects"), row.getLong("gaps"), row.getLong("conflicts"), row.getLong("imputed"),
                row.getLong("held"), row.getString("reported"), instant(row, "updated_at"));
    }
}
