package io.carbonflow.ledger.entries;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import io.carbonflow.ledger.chain.Accounting;
import io.carbonflow.ledger.chain.ActivityFacts;
import io.carbonflow.ledger.chain.BookedResult;
import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.chain.Links;
import io.carbonflow.ledger.chain.Masses;
import io.carbonflow.ledger.chain.Methodology;
import io.carbonflow.ledger.chain.Quality;
import io.carbonflow.ledger.chain.Sha256;
import io.carbonflow.ledger.store.Columns;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.data.Numeric;

/** The table of the entries: written in bulk, read back to the same bytes. */
public final class EntryTable {

    private static final Columns<SealedEntry> COLUMNS = columns();

    private static final String INSERT = COLUMNS.insertInto("ledger.entry");
    /** Every column, for statements that read entries from {@code ledger.entry e}. */
    public static final String SELECTED = Arrays.stream(COLUMNS.names().split(", "))
        .map(name -> "e." + name)
        .collect(Collectors.joining(", "));

    private EntryTable() {}

    public static void insert(Transaction transaction, List<SealedEntry> entries) {
        transaction.enqueue(INSERT, COLUMNS.arrays(entries));
    }

    /** The entries of rows that hold {@link #SELECTED}. */
    public static List<SealedEntry> read(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(row -> read(row)).toList();
    }

    /** The entry of a row that holds {@link #SELECTED}. */
    public static SealedEntry read(Row row) {
        var activity = new ActivityFacts(row.getString("tenant_id"), row.getString("event_id"),
                row.getString("correlation_id"), row.getString("kind"), row.getString("activity"),
                row.getBigDecimal("quantity"), row.getString("unit"), row.getString("source_id"),
                row.getString("facility_id"), row.getString("supplier_id"), row.getString("product_id"),
                row.getString("country"), row.getString("subdivision"), row.getString("data_quality"),
                row.getString("channel"), Times.of(row, "occurred_at"), Times.of(row, "period_start"),
                Times.of(row, "period_end"), Times.of(row, "received_at"), Times.of(row, "calculated_at"),
                row.getBuffer("payload_sha256").getBytes(), hex(row.getBuffer("activity_sha256")));
        var masses = new Masses(row.getBigDecimal("kg_co2e"), row.getBigDecimal("kg_co2e_ar4"),
                row.getBigDecimal("kg_co2e_ar5"), row.getBigDecimal("kg_co2e_ar6"), row.getBigDecimal("kg_co2"),
                row.getBigDecimal("kg_ch4"), row.getBigDecimal("kg_n2o"), row.getBigDecimal("kg_biogenic_co2"),
                row.getBigDecimal("kg_co2e_low"), row.getBigDecimal("kg_co2e_high"));
        Short category = row.getShort("category");
        Short pcaf = row.getShort("pcaf");
        var result = new BookedResult(row.getString("result_key"), row.getString("part"), row.getString("element"),
                row.getBoolean("official"), row.getShort("scope"),
                category == null ? null : Integer.valueOf(category), row.getString("method"),
                row.getString("gwp_set"), masses, row.getString("factor_id"), row.getString("factor_edition"),
                new Methodology(row.getString("methodology_id"), row.getInteger("methodology_version")),
                new Quality(row.getBigDecimal("quality_score"), pcaf == null ? null : Integer.valueOf(pcaf)),
                Arrays.asList(row.getArrayOfStrings("notices")), row.getString("receipt"));
        var links = new Links(row.getString("revision"), row.getUUID("reverses"), row.getUUID("replaces"),
                row.getString("replaces_event_id"), row.getBigDecimal("source_trust"), row.getString("gate_outcome"),
                row.getString("gate_reason"), row.getUUID("recalculation_id"));
        var accounting = Accounting.of(row.getString("state"), Times.of(row, "accounted_at"),
                row.getUUID("adjusts_period"));
        var entry = new LedgerEntry(row.getUUID("id"), row.getString("entry_type"), activity, result, links,
                accounting, Times.of(row, "booked_at"));
        return new SealedEntry(entry, row.getInteger("chain"), row.getLong("height"), row.getInteger("leaf_index"),
                row.getBuffer("leaf_hash").getBytes());
    }

    private static Columns<SealedEntry> columns() {
        var columns = new Columns<SealedEntry>()
            .add("id", "uuid", UUID[]::new, one -> one.entry().id())
            .add("entry_type", "text", String[]::new, one -> one.entry().entryType())
            .add("booked_at", "timestamptz", OffsetDateTime[]::new, one -> Times.toColumn(one.entry().bookedAt()))
            .add("chain", "int", Integer[]::new, SealedEntry::chain)
            .add("height", "bigint", Long[]::new, SealedEntry::height)
            .add("leaf_index", "int", Integer[]::new, SealedEntry::leafIndex)
            .add("leaf_hash", "bytea", Buffer[]::new, one -> Buffer.buffer(one.leafHash()));
        addActivity(columns);
        addResult(columns);
        addMasses(columns);
        addLinks(columns);
        return columns;
    }

    private static void addLinks(Columns<SealedEntry> columns) {
        columns
            .add("revision", "text", String[]::new, one -> one.entry().links().revision())
            .add("reverses", "uuid", UUID[]::new, one -> one.entry().links().reverses())
            .add("replaces", "uuid", UUID[]::new, one -> one.entry().links().replaces())
            .add("replaces_event_id", "text", String[]::new, one -> one.entry().links().replacesEventId())
            .add("source_trust", "numeric", Numeric[]::new, one -> numeric(one.entry().links().sourceTrust()))
            .add("gate_outcome", "text", String[]::new, one -> one.entry().links().gateOutcome())
            .add("gate_reason", "text", String[]::new, one -> one.entry().links().gateReason())
            .add("state", "text", String[]::new, one -> one.entry().accounting().state())
            .add("accounted_at", "timestamptz", OffsetDateTime[]::new,
                    one -> Times.toColumn(one.entry().accounting().accountedAt()))
            .add("adjusts_period", "uuid", UUID[]::new, one -> one.entry().accounting().adjustsPeriod())
            .add("recalculation_id", "uuid", UUID[]::new, one -> one.entry().links().recalculationId());
    }

    private static void addActivity(Columns<SealedEntry> columns) {
        text(columns, "tenant_id", ActivityFacts::tenantId);
        text(columns, "event_id", ActivityFacts::eventId);
        text(columns, "correlation_id", ActivityFacts::correlationId);
        text(columns, "kind", ActivityFacts::kind);
        text(columns, "activity", ActivityFacts::activity);
        text(columns, "unit", ActivityFacts::unit);
        text(columns, "source_id", ActivityFacts::sourceId);
        text(columns, "facility_id", ActivityFacts::facilityId);
        text(columns, "supplier_id", ActivityFacts::supplierId);
        text(columns, "product_id", ActivityFacts::productId);
        text(columns, "country", ActivityFacts::country);
        text(columns, "subdivision", ActivityFacts::subdivision);
        text(columns, "data_quality", ActivityFacts::dataQuality);
        text(columns, "channel", ActivityFacts::channel);
        time(columns, "occurred_at", ActivityFacts::occurredAt);
        time(columns, "period_start", ActivityFacts::periodStart);
        time(columns, "period_end", ActivityFacts::periodEnd);
        time(columns, "received_at", ActivityFacts::receivedAt);
        time(columns, "calculated_at", ActivityFacts::calculatedAt);
        columns
            .add("quantity", "numeric", Numeric[]::new, one -> numeric(one.entry().activity().quantity()))
            .add("payload_sha256", "bytea", Buffer[]::new,
                    one -> Buffer.buffer(one.entry().activity().payloadSha256()))
            .add("activity_sha256", "bytea", Buffer[]::new,
                    one -> bytes(one.entry().activity().activitySha256()));
    }

    private static void addResult(Columns<SealedEntry> columns) {
        columns
            .add("result_key", "text", String[]::new, one -> one.entry().result().resultKey())
            .add("official", "boolean", Boolean[]::new, one -> one.entry().result().official())
            .add("scope", "smallint", Short[]::new, one -> (short) one.entry().result().scope())
            .add("category", "smallint", Short[]::new, one -> small(one.entry().result().category()))
            .add("method", "text", String[]::new, one -> one.entry().result().method())
            .add("gwp_set", "text", String[]::new, one -> one.entry().result().gwpSet())
            .add("factor_id", "text", String[]::new, one -> one.entry().result().factorId())
            .add("factor_edition", "text", String[]::new, one -> one.entry().result().factorEdition())
            .add("part", "text", String[]::new, one -> one.entry().result().part())
            .add("element", "text", String[]::new, one -> one.entry().result().element())
            .add("methodology_id", "text", String[]::new, one -> one.entry().result().methodology().id())
            .add("methodology_version", "int", Integer[]::new, one -> one.entry().result().methodology().version())
            .add("quality_score", "numeric", Numeric[]::new, one -> numeric(one.entry().result().quality().score()))
            .add("pcaf", "smallint", Short[]::new, one -> small(one.entry().result().quality().pcaf()))
            .addAsText("notices", "text[]", one -> arrayLiteral(one.entry().result().notices()))
            .add("receipt", "text", String[]::new, one -> one.entry().result().receipt());
    }

    private static void addMasses(Columns<SealedEntry> columns) {
        mass(columns, "kg_co2e", Masses::co2e);
        mass(columns, "kg_co2e_ar4", Masses::co2eAr4);
        mass(columns, "kg_co2e_ar5", Masses::co2eAr5);
        mass(columns, "kg_co2e_ar6", Masses::co2eAr6);
        mass(columns, "kg_co2", Masses::co2);
        mass(columns, "kg_ch4", Masses::ch4);
        mass(columns, "kg_n2o", Masses::n2o);
        mass(columns, "kg_biogenic_co2", Masses::biogenicCo2);
        mass(columns, "kg_co2e_low", Masses::co2eLow);
        mass(columns, "kg_co2e_high", Masses::co2eHigh);
    }

    private static void text(Columns<SealedEntry> columns, String name,
            Function<ActivityFacts, String> value) {
        columns.add(name, "text", String[]::new, one -> value.apply(one.entry().activity()));
    }

    private static void time(Columns<SealedEntry> columns, String name,
            Function<ActivityFacts, Instant> value) {
        columns.add(name, "timestamptz", OffsetDateTime[]::new,
                one -> Times.toColumn(value.apply(one.entry().activity())));
    }

    private static void mass(Columns<SealedEntry> columns, String name,
            Function<Masses, BigDecimal> value) {
        columns.add(name, "numeric", Numeric[]::new, one -> numeric(value.apply(one.entry().result().masses())));
    }

    private static Numeric numeric(BigDecimal value) {
        return value == null ? null : Numeric.create(value);
    }

    private static Buffer bytes(String hex) {
        return hex == null ? null : Buffer.buffer(HexFormat.of().parseHex(hex));
    }

    private static String hex(Buffer bytes) {
        return bytes == null ? null : Sha256.hex(bytes.getBytes());
    }

    private static Short small(Integer value) {
        return value == null ? null : value.shortValue();
    }

    /** Lists within a list have no array of their own: {@code {"A","B"}}. */
    private static String arrayLiteral(List<String> values) {
        return values.stream()
            .map(value -> '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
            .collect(Collectors.joining(",", "{", "}"));
    }
}
