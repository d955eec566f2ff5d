package io.carbonflow.query.inventory;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.accounting.quality.Interval;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;
import io.carbonflow.query.storage.Question;
import io.carbonflow.query.storage.StorageConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Sums the ledger. Reads the rollups where their windows fit the bounds, else the entries; both give the same numbers,
 * because the ledger keeps the rollups in the transaction that books the entries.
 */
@ApplicationScoped
class Inventories {

    private final StorageConfig config;

    Inventories(StorageConfig config) {
        this.config = config;
    }

    /** Sums a selection within the tenant's transaction. */
    Uni<Inventory> sum(SqlConnection connection, String tenantId, Selection selection, List<Dimension> groupBy) {
        var rollup = selection.rollup(groupBy);
        Question question = rollup.map(size -> selection.onRollup(tenantId, size))
            .orElseGet(() -> selection.onEntries(tenantId));
        String sql = InventoryQuery.of(selection, groupBy, rollup.isPresent(), question.where(), config.rowsMax());
        return connection.preparedQuery(sql).execute(question.values()).map(rows -> inventory(rows, groupBy));
    }

    private Inventory inventory(RowSet<Row> rows, List<Dimension> groupBy) {
        var slices = new ArrayList<Slice>(rows.size());
        var ranges = new HashMap<Map<String, Object>, Interval>();
        var total = Inventory.NOTHING;
        for (Row row : rows) {
            switch (row.getString("level")) {
                case InventoryQuery.SLICE -> slices.add(slice(row, groupBy));
                case InventoryQuery.GROUP -> ranges.put(words(row, groupBy), range(row));
                default -> total = range(row);
            }
        }
        if (slices.size() > config.rowsMax()) {
            throw ProblemException.rejected(List.of(new ProblemReason(ReasonCode.OUT_OF_RANGE.name(), "group_by",
                    "the answer has more than " + config.rowsMax()
                            + " groups; ask for fewer words, a shorter period or a filter")));
        }
        return new Inventory(slices, ranges, total);
    }

    private static Slice slice(Row row, List<Dimension> groupBy) {
        return new Slice(words(row, groupBy), row.getString("quality"), row.getBigDecimal("kg"),
                row.getBigDecimal("provisional"),
                new Scored(row.getBigDecimal("scored"), row.getBigDecimal("score")), row.getLong("entries"),
                oneOf(row.getString("method_first"), row.getString("method_last")),
                oneOf(row.getString("gwp_set_first"), row.getString("gwp_set_last")),
                instant(row.getOffsetDateTime("last_occurred")), instant(row.getOffsetDateTime("last_booked")));
    }

    /** Nothing was summed where the sum is null. */
    private static Interval range(Row row) {
        return row.getBigDecimal("kg") == null ? Inventory.NOTHING
                : Interval.ofSquares(row.getBigDecimal("kg"), row.getBigDecimal("below"), row.getBigDecimal("above"));
    }

    private static Map<String, Object> words(Row row, List<Dimension> groupBy) {
        Map<String, Object> words = new LinkedHashMap<>();
        for (int i = 0; i < groupBy.size(); i++) {
            words.put(groupBy.get(i).word(), row.getValue("w" + i));
        }
        return words;
    }

    private static java.time.Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }

    private static String oneOf(String first, String last) {
        return first.equals(last) ? first : Inventory.MIXED;
    }
}
