package io.carbonflow.query.export;

import static io.carbonflow.query.export.ExportColumn.optional;
import static io.carbonflow.query.export.ExportColumn.quantity;
import static io.carbonflow.query.export.ExportColumn.required;
import static io.carbonflow.query.parquet.ParquetType.BOOLEAN;
import static io.carbonflow.query.parquet.ParquetType.DATE;
import static io.carbonflow.query.parquet.ParquetType.INT_32;
import static io.carbonflow.query.parquet.ParquetType.INT_64;
import static io.carbonflow.query.parquet.ParquetType.TEXT;
import static io.carbonflow.query.parquet.ParquetType.TIMESTAMP;
import static io.carbonflow.query.parquet.ParquetType.decimal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.carbonflow.query.parquet.ParquetColumn;
import io.carbonflow.query.parquet.ParquetType;

/** What can be exported. Both come from the entries, so both show what was known at any time. */
enum ExportTable {

    /** The lines of the ledger, in the order of booking. */
    ENTRIES("entries", """
            from ledger.entry where tenant_id = $1 and booked_at <= $4 and (accounted_at is null and occurred_at >= $2
                and occurred_at < $3 or accounted_at >= $2 and accounted_at < $3) order by id""",
            required("id", TEXT).from("id::text"), required("event_id", TEXT), required("entry_type", TEXT),
            required("official", BOOLEAN),
            required("scope", INT_32), optional("category", INT_32), required("kg_co2e", Kilograms.TYPE),
            required("kg_co2e_ar4", Kilograms.TYPE), required("kg_co2e_ar5", Kilograms.TYPE),
            required("kg_co2e_ar6", Kilograms.TYPE),
            optional("kg_co2e_low", Kilograms.TYPE), optional("kg_co2e_high", Kilograms.TYPE),
            optional("kg_co2", Kilograms.TYPE), optional("kg_ch4", Kilograms.TYPE),
            optional("kg_n2o", Kilograms.TYPE), optional("kg_biogenic_co2", Kilograms.TYPE), required("gwp_set", TEXT),
            required("method", TEXT), required("part", TEXT), optional("element", TEXT),
            required("methodology_id", TEXT),
            required("methodology_version", INT_32), required("data_quality", TEXT),
            optional("quality_score", decimal(1)),
            optional("pcaf", INT_32), required("state", TEXT).from("""
                    case when state is not null or ledger.is_provisional(data_quality, method) then 'provisional'
                    else 'final' end"""), required("kind", TEXT), required("activity", TEXT), quantity("quantity"),
            required("unit", TEXT), required("source_id", TEXT), optional("source_trust", decimal(2)),
            required("channel", TEXT),
            optional("facility_id", TEXT), optional("supplier_id", TEXT), optional("product_id", TEXT),
            optional("country", TEXT), optional("subdivision", TEXT), required("occurred_at", TIMESTAMP),
            required("accounted_at", TIMESTAMP).from("coalesce(accounted_at, occurred_at)"),
            optional("period_start", TIMESTAMP), optional("period_end", TIMESTAMP), required("received_at", TIMESTAMP),
            required("calculated_at", TIMESTAMP), required("booked_at", TIMESTAMP), required("factor_id", TEXT),
            required("factor_edition", TEXT), optional("revision", TEXT),
            optional("reverses", TEXT).from("reverses::text"), optional("replaces", TEXT).from("replaces::text"),
            optional("replaces_event_id", TEXT), optional("adjusts_period", TEXT).from("adjusts_period::text"),
            optional("recalculation_id", TEXT).from("recalculation_id::text"), required("correlation_id", TEXT),
            optional("activity_sha256", TEXT).from("encode(activity_sha256, 'hex')"),
            required("payload_sha256", TEXT).from("encode(payload_sha256, 'hex')"),
            required("chain", INT_32), required("height", INT_64), required("leaf_index", INT_32),
            required("leaf_hash", TEXT).from("encode(leaf_hash, 'hex')")),

    /** What the entries add up to by UTC day, as the star schema has it. */
    FACTS("facts", "from warehouse.facts_of_entries($1, $2, $3, $4) order by day, fact_key",
            required("day", DATE), none("supplier_id"), none("facility_id"), none("product_id"), none("country"),
            required("scope", INT_32), optional("category", INT_32).from("nullif(category, 0)"),
            required("activity", TEXT),
            required("kind", TEXT), required("source_id", TEXT), required("channel", TEXT), required("part", TEXT),
            required("method", TEXT),
            required("data_quality", TEXT), required("gwp_set", TEXT), required("factor_id", TEXT),
            required("factor_edition", TEXT),
            required("unit", TEXT), required("official", BOOLEAN), required("kg_co2e", Kilograms.TYPE),
            required("kg_co2e_ar4", Kilograms.TYPE), required("kg_co2e_ar5", Kilograms.TYPE),
            required("kg_co2e_ar6", Kilograms.TYPE),
            required("kg_co2e_low", Kilograms.TYPE), required("kg_co2e_high", Kilograms.TYPE),
            required("kg_co2", Kilograms.TYPE),
            required("kg_ch4", Kilograms.TYPE), required("kg_n2o", Kilograms.TYPE),
            required("kg_biogenic_co2", Kilograms.TYPE),
            required("kg_co2e_scored", Kilograms.TYPE), required("score_kg_co2e", decimal(7)), quantity("quantity"),
            required("entries", INT_64), required("reversals", INT_64), required("adjustments", INT_64),
            required("moved", INT_64),
            required("last_booked_at", TIMESTAMP));

    static final List<String> WORDS = Arrays.stream(values()).map(table -> table.word).toList();
    /** In both tables: what their rows sum to is said in the file. */
    static final String MASS = "kg_co2e";

    /** Kilograms as the ledger keeps them. */
    private static final class Kilograms {

        private static final ParquetType TYPE = decimal(6);
    }

    private final String word;
    private final String rows;
    private final List<ExportColumn> columns;

    ExportTable(String word, String rows, ExportColumn... columns) {
        this.word = word;
        this.rows = rows;
        this.columns = List.of(columns);
    }

    static Optional<ExportTable> of(String word) {
        return Arrays.stream(values()).filter(table -> table.word.equals(word)).findFirst();
    }

    /** A word for which the facts have '' where there is none. */
    private static ExportColumn none(String name) {
        return optional(name, TEXT).from("nullif(" + name + ", '')");
    }

    String word() {
        return word;
    }

    List<ExportColumn> columns() {
        return columns;
    }

    List<ParquetColumn> parquetColumns() {
        return columns.stream().map(ExportColumn::column).toList();
    }

    /** Reads tenant, first instant, end, and the time until which entries are known. */
    String sql() {
        return columns.stream()
            .map(column -> column.sql() + " as " + column.column().name())
            .collect(Collectors.joining(", ", "select ", " " + rows));
    }
}
