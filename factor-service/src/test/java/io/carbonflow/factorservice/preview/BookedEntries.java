package io.carbonflow.factorservice.preview;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;

import io.carbonflow.testsupport.TestStack;

/** Entries as the ledger would have booked them, for tests. */
final class BookedEntries {

    private final TestStack stack;

    BookedEntries(TestStack stack) {
        this.stack = stack;
    }

    /** Books an official entry. */
    void book(String tenant, String activity, String quantity, String unit, String kgCo2e, String factorId,
            String edition, Instant at) throws SQLException {
        try (var connection = stack.superuserConnection();
                var insert = connection.prepareStatement("""
                        insert into ledger.entry (id, tenant_id, event_id, result_key, entry_type, official, scope,
                            category, kg_co2e, kg_co2e_ar4, kg_co2e_ar5, kg_co2e_ar6, gwp_set, method, data_quality,
                            kind, activity, quantity, unit, source_id, country, channel, occurred_at, received_at,
                            calculated_at, booked_at, factor_id, factor_edition, receipt, payload_sha256,
                            correlation_id, chain, height, leaf_index, leaf_hash)
                        values (?, ?, ?, 'average_data', 'booked', true, 3, 5, ?, 0, 0, 0, 'AR6', 'average_data',
                            'measured', 'supplier', ?, ?, ?, 'test', 'DE', 'rest', ?, now(), now(), now(), ?, ?, '{}',
                            decode(repeat('00', 32), 'hex'), 'test', 999, 1, 0, decode(repeat('00', 32), 'hex'))""")) {
            var id = UUID.randomUUID();
            insert.setObject(1, id);
            insert.setString(2, tenant);
            insert.setString(3, id.toString());
            insert.setBigDecimal(4, new BigDecimal(kgCo2e));
            insert.setString(5, activity);
            insert.setBigDecimal(6, new BigDecimal(quantity));
            insert.setString(7, unit);
            insert.setTimestamp(8, Timestamp.from(at));
            insert.setString(9, factorId);
            insert.setString(10, edition);
            insert.execute();
        }
    }

    /** How many entries a tenant has. */
    long count(String tenant) throws SQLException {
        try (var connection = stack.superuserConnection();
                var count = connection.prepareStatement("select count(*) from ledger.entry where tenant_id = ?")) {
            count.setString(1, tenant);
            try (var rows = count.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
