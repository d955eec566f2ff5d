package io.carbonflow.query.quality;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.avro.QualityAlert;
import io.carbonflow.contracts.avro.SourceState;
import io.carbonflow.query.storage.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Keeps the newest of what is known of sources. The same record again, or an older one after it, changes nothing. */
@ApplicationScoped
class QualityStore {

    /** An alert that was cleared stays so when its raising is read again. */
    private static final String PUT_ALERT = """
            insert into quality.alert as a (tenant_id, id, source_id, kind, state, begins_at, ends_at, detail, evidence,
                raised_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::jsonb, $10)
            on conflict (tenant_id, id) do update set state = excluded.state, ends_at = excluded.ends_at,
                detail = excluded.detail, evidence = excluded.evidence
            where a.state = 'raised'""";
    private static final String PUT_SOURCE = """
            insert into quality.source as s (tenant_id, source_id, state, since, trust, family, cadence_seconds,
                last_reading_at, last_received_at, good, rejects, gaps, conflicts, imputed, held, reported, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16::text::jsonb, $17)
            on conflict (tenant_id, source_id) do update set state = excluded.state, since = excluded.since,
                trust = excluded.trust, family = excluded.family, cadence_seconds = excluded.cadence_seconds,
                last_reading_at = excluded.last_reading_at, last_received_at = excluded.last_received_at,
                good = excluded.good, rejects = excluded.rejects, gaps = excluded.gaps, conflicts = excluded.conflicts,
                imputed = excluded.imputed, held = excluded.held, reported = excluded.reported,
                updated_at = excluded.updated_at
            where s.updated_at <= excluded.updated_at""";
    private static final String REMOVE_SOURCE = """
            delete from quality.source where tenant_id = $1 and source_id = $2""";

    private final TenantDatabase database;

    QualityStore(TenantDatabase database) {
        this.database = database;
    }

    /** Stores alerts of any tenants, in their order. */
    Uni<Void> putAlerts(List<QualityAlert> alerts) {
        return store(alerts.stream().map(QualityAlert::getTenantId).distinct().sorted().toList(), PUT_ALERT,
                alerts.stream().map(QualityStore::row).toList());
    }

    /** Stores states of sources of any tenants, in their order. */
    Uni<Void> putSources(List<SourceState> sources) {
        return store(sources.stream().map(SourceState::getTenantId).distinct().sorted().toList(), PUT_SOURCE,
                sources.stream().map(QualityStore::row).toList());
    }

    Uni<Void> removeSource(RecordKey key) {
        return store(List.of(key.tenantId()), REMOVE_SOURCE, List.of(Tuple.of(key.tenantId(), key.sourceId())));
    }

    private Uni<Void> store(Collection<String> tenantIds, String sql, List<Tuple> rows) {
        return database.inTransaction(String.join(",", tenantIds), connection -> each(connection, sql, rows));
    }

    private static Uni<Void> each(SqlConnection connection, String sql, List<Tuple> rows) {
        return connection.preparedQuery(sql).executeBatch(rows).replaceWithVoid();
    }

    private static Tuple row(QualityAlert alert) {
        var evidence = new JsonObject();
        alert.getEvidence().forEach((name, value) -> evidence.put(storable(name), storable(value)));
        return Tuple.tuple()
            .addString(alert.getTenantId())
            .addString(storable(alert.getId()))
            .addString(storable(alert.getSourceId()))
            .addString(storable(alert.getKind()))
            .addString(alert.getState().equals("cleared") ? "cleared" : "raised")
            .addOffsetDateTime(utc(alert.getFrom()))
            .addOffsetDateTime(utc(alert.getTo()))
            .addString(storable(alert.getDetail()))
            .addString(evidence.encode())
            .addOffsetDateTime(utc(alert.getRaisedAt()));
    }

    private static Tuple row(SourceState source) {
        var values = new JsonArray();
        source.getValues()
            .forEach(value -> values.add(new JsonObject().put("name", storable(value.getName()))
                .put("value", storable(value.getValue()))
                .put("unit", storable(value.getUnit()))
                .put("at", value.getAt().toString())));
        return Tuple.tuple()
            .addString(source.getTenantId())
            .addString(storable(source.getSourceId()))
            .addString(storable(source.getState()))
            .addOffsetDateTime(utc(source.getSince()))
            .addBigDecimal(Trust.of(source.getTrust()))
            .addString(storable(source.getFamily()))
            .addInteger(source.getCadenceSeconds())
            .addOffsetDateTime(utc(source.getLastReadingAt()))
            .addOffsetDateTime(utc(source.getLastReceivedAt()))
            .addLong(source.getGood())
            .addLong(source.getRejects())
            .addLong(source.getGaps())
            .addLong(source.getConflicts())
            .addLong(source.getImputed())
            .addLong(source.getHeld())
            .addString(values.encode())
            .addOffsetDateTime(utc(source.getUpdatedAt()));
    }

    /** A text column takes every character but this one. */
    private static String storable(String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
