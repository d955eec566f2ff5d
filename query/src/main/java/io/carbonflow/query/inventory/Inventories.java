package io.carbonflow.query.inventory;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

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

    private static final String ROLLUP_SUMS = """
            %s data_quality as quality, sum(%s) as kg, sum(entries)::bigint as entries,
            max(last_occurred_at) as last_occurred, max(last_booked_at) as last_booked,
            min(method) as method_first, max(method) as method_last,
            min(gwp_set) as gwp_set_first, max(gwp_set) as gwp_set_last
            from ledger.rollup""";
    private static final String ENTRY_SUMS = """
            %s data_quality as quality, sum(%s) as kg, count(*) as entries,
            max(occurred_at) as last_occurred, max(booked_at) as last_booked,
            min(method) as method_first, max(method) as method_last,
            min(gwp_set) as gwp_set_first, max(gwp_set) as gwp_set_last
            from ledger.entry""";

    private final StorageConfig config;

    Inventories(StorageConfig config) {
        this.config = config;
    }

    /** Sums a selection within the tenant's transaction. */
    Uni<Inventory> sum(SqlConnection connection, String tenantId, Selection selection, List<Dimension> groupBy) {
        var rollup = selection.rollup(groupBy);
        Question question = rollup.map(size -> selection.onRollup(tenantId, size))
            .orElseGet(() -> selection.onEntries(tenantId));
        String sql = select(rollup.isPresent() ? ROLLUP_SUMS : ENTRY_SUMS, selection, groupBy, question);
        return connection.preparedQuery(sql)
            .execute(question.values())
            .map(rows -> new Inventory(slices(rows, groupBy)));
    }

    private String select(String sums, Selection selection, List<Dimension> groupBy, Question question) {
        var words = new StringBuilder("select ");
        var positions = new StringBuilder();
        for (int i = 0; i < groupBy.size(); i++) {
            words.append(groupBy.get(i).sql()).append(", ");
            positions.append(i + 1).append(", ");
        }
        return sums.formatted(words, selection.amountColumn()) + question.where() + " group by " + positions
                + (groupBy.size() + 1) + " limit " + (config.rowsMax() + 1);
    }

    private List<Slice> slices(RowSet<Row> rows, List<Dimension> groupBy) {
        if (rows.size() > config.rowsMax()) {
            throw ProblemException.rejected(List.of(new ProblemReason(ReasonCode.OUT_OF_RANGE.name(), "group_by",
                    "the answer has more than " + config.rowsMax()
                            + " groups; ask for fewer words, a shorter period or a filter")));
        }
        var slices = new ArrayList<Slice>(rows.size());
        for (Row row : rows) {
            slices.add(slice(row, groupBy));
        }
        return slices;
    }

    private static Slice slice(Row row, List<Dimension> groupBy) {
        Map<String, Object> group = new LinkedHashMap<>();
        for (int i = 0; i < groupBy.size(); i++) {
            group.put(groupBy.get(i).word(), row.getValue(i));
        }
        return new Slice(group, row.getString("quality"), row.getBigDecimal("kg"), row.getLong("entries"),
                oneOf(row.getString("method_first"), row.getString("method_last")),
                oneOf(row.getString("gwp_set_first"), row.getString("gwp_set_last")),
                instant(row.getOffsetDateTime("last_occurred")), instant(row.getOffsetDateTime("last_booked")));
    }

    private static java.time.Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }

    private static String oneOf(String first, String last) {
        return first.equals(last) ? first : Inventory.MIXED;
    }
}
