package io.carbonflow.query.entries;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;

/**
 * A booked entry in one line. The same shape comes from the database and from the stream; the stream leaves out (null)
 * what is behind {@code part}.
 *
 * @param part         activity for the event's own emissions, else the part derived from them
 * @param element      the share or leg of the event this is of; null for the whole
 * @param qualityScore 1.0 (best) to 5.0
 * @param pcaf         1 (best) to 5
 * @param kgCo2eLow    lower end at 95 %
 * @param kgCo2eHigh   upper end at 95 %
 */
@RegisterForReflection
public record EntrySummary(String id, String eventId, String entryType, int scope, Integer category,
        BigDecimal kgCo2e, String gwpSet, String method, String dataQuality, String activity, BigDecimal quantity,
        String unit, String sourceId, String facilityId, String supplierId, String country, Instant occurredAt,
        Instant receivedAt, Instant bookedAt, String block, String leafHash, String part, String element,
        String methodologyId, Integer methodologyVersion, BigDecimal qualityScore, Integer pcaf, BigDecimal kgCo2eLow,
        BigDecimal kgCo2eHigh) {

    static final String COLUMNS = """
            id, event_id, entry_type, scope, category, kg_co2e, gwp_set, method, data_quality, activity, quantity, unit,
            source_id, facility_id, supplier_id, country, occurred_at, received_at, booked_at,
            chain || ':' || height as block, encode(leaf_hash, 'hex') as leaf_hash, part, element,
            methodology_id, methodology_version, quality_score, pcaf, kg_co2e_low, kg_co2e_high""";

    static EntrySummary of(Row row) {
        return new EntrySummary(row.getUUID("id").toString(), row.getString("event_id"), row.getString("entry_type"),
                row.getShort("scope"), whole(row, "category"), row.getBigDecimal("kg_co2e"),
                row.getString("gwp_set"), row.getString("method"), row.getString("data_quality"),
                row.getString("activity"), row.getBigDecimal("quantity"), row.getString("unit"),
                row.getString("source_id"), row.getString("facility_id"), row.getString("supplier_id"),
                row.getString("country"), instant(row, "occurred_at"), instant(row, "received_at"),
                instant(row, "booked_at"), row.getString("block"), row.getString("leaf_hash"),
                row.getString("part"), row.getString("element"), row.getString("methodology_id"),
                row.getInteger("methodology_version"), row.getBigDecimal("quality_score"), whole(row, "pcaf"),
                row.getBigDecimal("kg_co2e_low"), row.getBigDecimal("kg_co2e_high"));
    }

    static Integer whole(Row row, String column) {
        Short value = row.getShort(column);
        return value == null ? null : Integer.valueOf(value);
    }

    static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
