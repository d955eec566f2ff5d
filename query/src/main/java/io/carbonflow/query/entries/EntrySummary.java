package io.carbonflow.query.entries;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;

/** A booked entry in one line. The same shape comes from the database and from the stream. */
@RegisterForReflection
public record EntrySummary(String id, String eventId, String entryType, int scope, Integer category,
        BigDecimal kgCo2e, String gwpSet, String method, String dataQuality, String activity, BigDecimal quantity,
        String unit, String sourceId, String facilityId, String supplierId, String country, Instant occurredAt,
        Instant receivedAt, Instant bookedAt, String block, String leafHash) {

    static final String COLUMNS = """
            id, event_id, entry_type, scope, category, kg_co2e, gwp_set, method, data_quality, activity, quantity, unit,
            source_id, facility_id, supplier_id, country, occurred_at, received_at, booked_at,
            chain || ':' || height as block, encode(leaf_hash, 'hex') as leaf_hash""";

    static EntrySummary of(Row row) {
        Short category = row.getShort("category");
        return new EntrySummary(row.getUUID("id").toString(), row.getString("event_id"), row.getString("entry_type"),
                row.getShort("scope"), category == null ? null : category.intValue(), row.getBigDecimal("kg_co2e"),
                row.getString("gwp_set"), row.getString("method"), row.getString("data_quality"),
                row.getString("activity"), row.getBigDecimal("quantity"), row.getString("unit"),
                row.getString("source_id"), row.getString("facility_id"), row.getString("supplier_id"),
                row.getString("country"), instant(row, "occurred_at"), instant(row, "received_at"),
                instant(row, "booked_at"), row.getString("block"), row.getString("leaf_hash"));
    }

    static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
