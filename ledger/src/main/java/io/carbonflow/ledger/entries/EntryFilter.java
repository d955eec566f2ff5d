package io.carbonflow.ledger.entries;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.carbonflow.ledger.store.Times;

/**
 * Which entries a caller asks for; null where it does not matter. Times are half-open.
 *
 * @param from       first {@code occurred_at}
 * @param to         first {@code occurred_at} no longer wanted
 * @param bookedFrom first {@code booked_at}
 * @param after      the id after which the list continues
 */
record EntryFilter(String eventId, String supplierId, String facilityId, Instant from, Instant to, Instant bookedFrom,
        UUID after) {

    /** A statement and its values. */
    record Statement(String sql, Object[] values) {}

    /** Selects a page in the order of booking. */
    Statement select(String tenantId, int limit) {
        var sql = new StringBuilder("select ").append(EntryTable.SELECTED).append(" from ledger.entry e where true");
        var values = new ArrayList<Object>();
        and(sql, values, "e.tenant_id = ", tenantId);
        and(sql, values, "e.event_id = ", eventId);
        and(sql, values, "e.supplier_id = ", supplierId);
        and(sql, values, "e.facility_id = ", facilityId);
        and(sql, values, "e.occurred_at >= ", Times.toColumn(from));
        and(sql, values, "e.occurred_at < ", Times.toColumn(to));
        and(sql, values, "e.booked_at >= ", Times.toColumn(bookedFrom));
        and(sql, values, "e.id >= ", bookedFrom == null ? null : firstIdAt(bookedFrom));
        and(sql, values, "e.id > ", after);
        values.add(limit);
        sql.append(" order by e.id limit $").append(values.size());
        return new Statement(sql.toString(), values.toArray());
    }

    /** No entry booked at this time or later has a smaller id: ids begin with the milliseconds. */
    private static UUID firstIdAt(Instant bookedFrom) {
        return new UUID(Math.max(0, bookedFrom.toEpochMilli()) << 16, 0);
    }

    private static void and(StringBuilder sql, List<Object> values, String condition, Object value) {
        if (value != null) {
            values.add(value);
            sql.append(" and ").append(condition).append('$').append(values.size());
        }
    }
}
