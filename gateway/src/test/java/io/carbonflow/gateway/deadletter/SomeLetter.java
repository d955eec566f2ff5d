package io.carbonflow.gateway.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;

/**
 * A letter of the channel rest as the ledger keeps it.
 *
 * @param payload null where its bytes are no longer kept
 */
public record SomeLetter(String tenant, String source, String eventId, Instant receivedAt, String reason,
        String payload,
        boolean held) {

    /** Stores it and gives its id. */
    public String store() {
        String id = UUID.randomUUID().toString();
        execute("""
                insert into ledger.dead_letter (id, tenant_id, event_id, stage, source, channel, received_at,
                       rejected_at, reasons, content_type, payload, correlation_id, held)
                values (?, ?, ?, 'intake', ?, 'rest', ?, ?, ?::jsonb, 'application/json', ?, 'c', ?)""", id, tenant,
                eventId, source, receivedAt.atOffset(ZoneOffset.UTC), receivedAt.atOffset(ZoneOffset.UTC),
                "[{\"code\":\"" + reason + "\",\"field\":\"unit\",\"detail\":\"d\"}]",
                payload == null ? null : payload.getBytes(UTF_8), held);
        return id;
    }

    /** Stores it as one of the calculation, which had this record of it, and gives its id. */
    public String storeOfCalculation(String rawTopic, int partition, long offset) {
        String id = UUID.randomUUID().toString();
        execute("""
                insert into ledger.dead_letter (id, tenant_id, event_id, stage, source, channel, received_at,
                       rejected_at, reasons, content_type, payload, correlation_id, held, raw_topic, raw_partition,
                       raw_offset)
                values (?, ?, ?, 'calculation', ?, 'tasmota', ?, ?, ?::jsonb, 'application/json', ?, 'c', ?, ?, ?, ?)""",
                id, tenant, eventId, source, receivedAt.atOffset(ZoneOffset.UTC), receivedAt.atOffset(ZoneOffset.UTC),
                "[{\"code\":\"" + reason + "\",\"field\":null,\"detail\":\"d\"}]", payload.getBytes(UTF_8), held,
                rawTopic,
                partition, offset);
        return id;
    }

    /** Notes that a letter of the tenant demo went on, as the ledger does. */
    static void release(String id) {
        execute("""
                insert into ledger.letter_release (tenant_id, letter_id, cause, released_at, raw_topic, raw_partition,
                       raw_offset, received_at)
                values ('demo', ?, 'released', now(), 'raw.iot.energy', 0, 1, now())""", id);
    }

    private static void execute(String sql, Object... values) {
        try (var connection = TestStack.with(StackPart.POSTGRES).superuserConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
