package io.carbonflow.gateway.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.Quote;
import io.carbonflow.intake.mapping.Mapping;
import io.carbonflow.intake.mapping.Place;

/**
 * Rows of one CSV file as activities. A column named like a field of the activity is that field, {@code attributes.x} and
 * the names of known attributes are attributes, and other columns are passed over; an empty cell is an absent field. Where
 * a mapping is saved for the columns, that says what they mean.
 */
class CsvRows {

    private static final Set<String> DECIMALS = Set.of("quantity", "mass", "distance", "carried_kg_co2e_wtw",
            "supplier_factor.kg_co2e_per_unit", "grid_carbon_intensity_gco2_kwh", "teu", "energy", "origin_lat",
            "origin_lon", "destination_lat", "destination_lon");
    private static final int ID_HEX_DIGITS = 32;

    private final CsvDialect dialect;
    private final List<String> columns;
    private final String supplierId;
    private final Mapping mapping;
    private final Function<JsonNode, Verdict> contract;

    /**
     * @param supplierId whose rows these are; null where the rows themselves say
     * @param mapping    what the columns mean; null where they are named like the fields
     * @param contract   what an activity must be
     */
    CsvRows(CsvDialect dialect, List<String> columns, String supplierId, Mapping mapping,
            Function<JsonNode, Verdict> contract) {
        this.dialect = dialect;
        this.columns = List.copyOf(columns);
        this.supplierId = supplierId;
        this.mapping = mapping;
        this.contract = contract;
    }

    /** Rows whose mapping is not there yet: all of them wait for it. */
    static CsvRows waiting(CsvDialect dialect, List<String> columns, String mapping) {
        return new CsvRows(dialect, columns, null, null, row -> noMapping(mapping)) {
            @Override
            boolean areWithoutId() {
                return false;
            }

            @Override
            Verdict examine(Row row, String derivedId) {
                return row.flaw() == null ? noMapping(mapping) : row.flaw();
            }
        };
    }

    static Verdict noMapping(String mapping) {
        return Reasons.hold(null, null, ReasonCode.MAPPING_NOT_FOUND, "mapping",
                "a mapping " + Quote.of(mapping) + " is not stored: PUT /v1/mappings/{id} of the factor service");
    }

    /** One row, its cells by their columns. */
    record Row(Map<String, String> cells, Verdict.Refused flaw) {}

    /** Reads a record; never fails. */
    Row row(byte[] record) {
        List<String> cells = dialect.cells(record);
        if (cells == null) {
            return new Row(Map.of(), Reasons.only(ReasonCode.MALFORMED, null,
                    "the row is no text in " + dialect.charset().name() + "; declare the file's charset"));
        }
        boolean hasMore = cells.size() > columns.size()
                && cells.subList(columns.size(), cells.size()).stream().anyMatch(cell -> !cell.isEmpty());
        if (cells.size() < columns.size() || hasMore) {
            return new Row(Map.of(), Reasons.only(ReasonCode.MALFORMED, null,
                    "a row has %d cells, one for each column, found %d".formatted(columns.size(), cells.size())));
        }
        var row = new TreeMap<String, String>();
        for (int i = 0; i < columns.size(); i++) {
            if (!cells.get(i).isEmpty() && !columns.get(i).isEmpty()) {
                row.put(columns.get(i), cells.get(i));
            }
        }
        return new Row(row, null);
    }

    /** The columns that become no part of an activity: only a mapping could say what they mean. */
    List<String> ignoredColumns() {
        boolean areRead = mapping == null && isExplained();
        return areRead ? columns.stream().filter(column -> !column.isEmpty() && !CsvColumns.isKnown(column)).toList()
                : List.of();
    }

    private boolean isExplained() {
        return columns.contains("activity") || columns.contains("kind");
    }

    /** Whether rows need an id made of what they say. */
    boolean areWithoutId() {
        return mapping == null && !columns.contains("id");
    }

    /** SHA-256 of what a row says, whatever the file, the order of the columns and the way it is written. */
    byte[] hash(Row row) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((supplierId == null ? "" : supplierId).getBytes(UTF_8));
            row.cells().forEach((column, cell) -> {
                digest.update((byte) 0);
                digest.update(column.getBytes(UTF_8));
                digest.update((byte) 1);
                digest.update(dialect.number(cell).getBytes(UTF_8));
            });
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** The id of a row that has none: the same wherever and whenever it comes, another for the second of two in a file. */
    static String derivedId(byte[] hash, int occurrence) {
        return "row:" + HexFormat.of().formatHex(hash).substring(0, ID_HEX_DIGITS)
                + (occurrence > 1 ? ":" + occurrence : "");
    }

    /** @param derivedId null where the row has its own */
    Verdict examine(Row row, String derivedId) {
        if (row.flaw() != null) {
            return row.flaw();
        }
        if (mapping != null) {
            return mapped(row.cells());
        }
        if (!isExplained()) {
            return Reasons.hold(derivedId, supplierId, ReasonCode.MAPPING_NOT_FOUND, null,
                    "no mapping says what the columns mean: "
                            + Quote.of(String.join(String.valueOf(dialect.delimiter()), columns)));
        }
        var activity = activity(row.cells(), derivedId);
        for (String column : row.cells().keySet()) {
            if (isDecimal(column) && dialect.isUnclear(row.cells().get(column))) {
                return Reasons.only(derivedId == null ? row.cells().get("id") : derivedId,
                        row.cells().get("source_id"), ReasonCode.FIELD_INVALID, column,
                        column + " is a number whose decimal mark is clear; declare decimal=comma or decimal=point, found "
                                + Quote.of(row.cells().get(column)));
            }
        }
        return contract.apply(activity);
    }

    private Verdict mapped(Map<String, String> cells) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        cells.forEach(row::put);
        return mapping.examine(Place.alone(row), supplierId == null ? Map.of() : Map.of("supplier_id", supplierId),
                contract);
    }

    private ObjectNode activity(Map<String, String> cells, String derivedId) {
        ObjectNode activity = JsonNodeFactory.instance.objectNode();
        if (derivedId != null) {
            activity.put("id", derivedId);
        }
        if (supplierId != null) {
            activity.put("supplier_id", supplierId);
        }
        cells.forEach((column, cell) -> {
            String value = isDecimal(column) ? dialect.number(cell) : cell;
            if (CsvColumns.isField(column)) {
                activity.put(column, value);
            } else if (CsvColumns.isKnown(column)) {
                attribute(activity, CsvColumns.nameOfAttribute(column), value);
            }
        });
        return activity;
    }

    private static void attribute(ObjectNode activity, String name, String value) {
        ObjectNode attributes = activity.withObjectProperty("attributes");
        if (name.startsWith(CsvColumns.SUPPLIER_FACTOR)) {
            attributes.withObjectProperty("supplier_factor")
                .put(name.substring(CsvColumns.SUPPLIER_FACTOR.length()), value);
        } else {
            attributes.put(name, value);
        }
    }

    private static boolean isDecimal(String column) {
        return DECIMALS.contains(CsvColumns.nameOfAttribute(column));
    }
}
