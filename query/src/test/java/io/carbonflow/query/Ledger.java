package io.carbonflow.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import io.carbonflow.testsupport.TestStack;

/** Books entries and their rollups straight into the tables, in the place of the ledger service. */
final class Ledger {

    private static final String ENTRY = """
            insert into ledger.entry (id, tenant_id, event_id, result_key, entry_type, official, scope, category, kg_co2e,
                kg_co2e_ar4, kg_co2e_ar5, kg_co2e_ar6, gwp_set, method, data_quality, kind, activity, quantity, unit,
                source_id, facility_id, supplier_id, country, channel, occurred_at, received_at, calculated_at,
                booked_at, factor_id, factor_edition, receipt, payload_sha256, correlation_id, chain, height,
                leaf_index, leaf_hash, part, element, quality_score, pcaf, kg_co2e_low, kg_co2e_high,
                reverses, replaces, accounted_at, adjusts_period, recalculation_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'rest', ?, ?, ?, ?,
                ?, ?, ?, sha256(?::bytea), 'test', ?, ?, 0, sha256(?::bytea), ?, ?, ?, ?, ?, ?,
                case when ? = 'reversal' then coalesce(?::uuid, gen_random_uuid()) end, ?::uuid, ?::timestamptz,
                case when ?::text is not null then gen_random_uuid() end,
                case when ? = 'adjustment' then gen_random_uuid() end)""";
    private static final String ROLLUPS = """
            insert into ledger.rollup (tenant_id, size, window_start, supplier_id, facility_id, country, scope, category,
                method, data_quality, gwp_set, official, chain, kg_co2e, kg_co2e_ar4, kg_co2e_ar5, kg_co2e_ar6, entries,
                revised, last_occurred_at, last_booked_at, part, factor_id, kg_co2e_low, kg_co2e_high, kg_co2e_scored,
                score_kg_co2e)
            select tenant_id, size, date_bin(width, coalesce(accounted_at, occurred_at), '1970-01-01Z'), coalesce(supplier_id, ''),
                coalesce(facility_id, ''), coalesce(country, ''), scope, coalesce(category, 0), method, data_quality,
                gwp_set, official, chain, kg_co2e, kg_co2e_ar4, kg_co2e_ar5, kg_co2e_ar6, 1, false, occurred_at, booked_at,
                part, factor_id, coalesce(kg_co2e_low, kg_co2e), coalesce(kg_co2e_high, kg_co2e),
                case when quality_score is null then 0 else kg_co2e end, coalesce(kg_co2e * quality_score, 0)
            from ledger.entry, (values ('5m', interval '5 min'), ('1h', '1 h'), ('24h', '24 h')) sizes (size, width)
            where id = ?
            on conflict (tenant_id, size, window_start, supplier_id, facility_id, country, scope, category, part, method,
                data_quality, gwp_set, factor_id, official, chain)
            do update set kg_co2e = rollup.kg_co2e + excluded.kg_co2e,
                kg_co2e_ar4 = rollup.kg_co2e_ar4 + excluded.kg_co2e_ar4,
                kg_co2e_ar5 = rollup.kg_co2e_ar5 + excluded.kg_co2e_ar5,
                kg_co2e_ar6 = rollup.kg_co2e_ar6 + excluded.kg_co2e_ar6,
                kg_co2e_low = rollup.kg_co2e_low + excluded.kg_co2e_low,
                kg_co2e_high = rollup.kg_co2e_high + excluded.kg_co2e_high,
                kg_co2e_scored = rollup.kg_co2e_scored + excluded.kg_co2e_scored,
                score_kg_co2e = rollup.score_kg_co2e + excluded.score_kg_co2e,
                entries = rollup.entries + excluded.entries,
                last_occurred_at = greatest(rollup.last_occurred_at, excluded.last_occurred_at),
                last_booked_at = greatest(rollup.last_booked_at, excluded.last_booked_at),
                revised = excluded.last_booked_at >= rollup.window_start
                    + case rollup.size when '5m' then interval '5 min' when '1h' then '1 h' else '24 h' end""";

    private final TestStack stack;

    Ledger(TestStack stack) {
        this.stack = stack;
    }

    void book(Booking... bookings) {
        try (Connection connection = stack.superuserConnection()) {
            connection.setAutoCommit(false);
            bookWithin(connection, bookings);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Books in a transaction that is open. */
    void bookWithin(Connection connection, Booking... bookings) throws SQLException {
        try (var entry = connection.prepareStatement(ENTRY); var rollups = connection.prepareStatement(ROLLUPS)) {
            for (Booking booking : bookings) {
                bind(entry, booking);
                entry.execute();
                rollups.setObject(1, booking.id());
                rollups.execute();
            }
        }
    }

    /** Books a block of a chain, as the ledger does in one transaction. */
    void bookBlock(int chain, long height, Booking... bookings) {
        try (Connection connection = stack.superuserConnection()) {
            connection.setAutoCommit(false);
            bookBlockWithin(connection, chain, height, bookings);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Books a block in a transaction that is open. */
    void bookBlockWithin(Connection connection, int chain, long height, Booking... bookings) throws SQLException {
        for (Booking booking : bookings) {
            booking.inChain(chain).height = height;
        }
        bookWithin(connection, bookings);
        seal(connection, chain, height, bookings.length, bookings[0].bookedAt);
    }

    /** Writes a block that says it holds so many entries. */
    void seal(Connection connection, int chain, long height, int entries, Instant bookedAt) throws SQLException {
        try (var block = connection
            .prepareStatement("insert into ledger.block values (?, ?, sha256(''), sha256(''), sha256(''), ?, ?)")) {
            block.setInt(1, chain);
            block.setLong(2, height);
            block.setInt(3, entries);
            block.setObject(4, utc(bookedAt));
            block.execute();
        }
    }

    Connection connection() throws SQLException {
        return stack.superuserConnection();
    }

    /** Forgets what other tests said of a tenant's sources. */
    void forgetSources(String tenantId) {
        try (Connection connection = stack.superuserConnection();
                var delete = connection.prepareStatement("delete from quality.source where tenant_id = ?")) {
            delete.setString(1, tenantId);
            delete.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says how a source is doing, as the metering stage does. */
    void source(String tenantId, String id, String state, int cadenceSeconds, String lastReadingAt) {
        try (Connection connection = stack.superuserConnection(); var insert = connection.prepareStatement("""
                insert into quality.source (tenant_id, source_id, state, since, trust, cadence_seconds, last_reading_at,
                    good, rejects, gaps, conflicts, imputed, held, reported, updated_at)
                values (?, ?, ?, now(), 1.00, ?, ?::timestamptz, 0, 0, 0, 0, 0, 0, '[]', now())""")) {
            insert.setString(1, tenantId);
            insert.setString(2, id);
            insert.setString(3, state);
            insert.setInt(4, cadenceSeconds);
            insert.setString(5, lastReadingAt);
            insert.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Counts events as the ledger does. */
    void tally(String tenantId, String measure, long events) {
        try (Connection connection = stack.superuserConnection();
                var insert = connection.prepareStatement("insert into ledger.tally values (?, now(), ?, '0', ?)")) {
            insert.setString(1, tenantId);
            insert.setString(2, measure);
            insert.setLong(3, events);
            insert.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Counts items by their day of receipt as the ledger does. */
    void items(String tenantId, String day, String supplierId, long covered, long leftOut) {
        try (Connection connection = stack.superuserConnection();
                var insert = connection.prepareStatement(
                        """
                                with c as (insert into ledger.covered values (?, ?::date, ?, '0', ?) returning tenant_id, day, supplier_id)
                                insert into ledger.sampled_out select tenant_id, day, 's-1', supplier_id, '0', ? from c""")) {
            insert.setString(1, tenantId);
            insert.setString(2, day);
            insert.setString(3, supplierId);
            insert.setLong(4, covered);
            insert.setLong(5, leftOut);
            insert.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void bind(PreparedStatement entry, Booking booking) throws SQLException {
        Object[] values = {booking.id(), booking.tenantId, booking.eventId, booking.method, booking.entryType,
                booking.official, booking.scope, booking.category, booking.kgCo2e, booking.kgCo2e,
                booking.kgCo2eAr5 == null ? booking.kgCo2e : booking.kgCo2eAr5, booking.kgCo2e, booking.gwpSet,
                booking.method, booking.dataQuality, booking.kind, booking.activity, booking.quantity, booking.unit,
                booking.sourceId, booking.facilityId, booking.supplierId, booking.country, utc(booking.occurredAt),
                utc(booking.bookedAt.minus(Duration.ofMillis(40))), utc(booking.bookedAt.minus(Duration.ofMillis(20))),
                utc(booking.bookedAt), booking.factorId, booking.factorEdition, booking.receipt, booking.eventId,
                booking.chain,
                booking.height, booking.id().toString(), booking.part, booking.element, booking.qualityScore,
                booking.pcaf,
                booking.kgCo2eLow, booking.kgCo2eHigh, booking.entryType, booking.reverses, booking.replaces,
                time(booking.accountedAt), time(booking.accountedAt), booking.entryType};
        for (int i = 0; i < values.length; i++) {
            entry.setObject(i + 1, values[i]);
        }
    }

    private static String time(Instant time) {
        return time == null ? null : time.toString();
    }

    private static Object utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
