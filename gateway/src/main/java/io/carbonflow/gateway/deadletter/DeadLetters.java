package io.carbonflow.gateway.deadletter;

import static io.carbonflow.gateway.deadletter.LetterFilter.FROM_SQL;
import static io.carbonflow.gateway.deadletter.LetterFilter.utc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Reads the refused and held items of one tenant from the ledger's tables. */
@ApplicationScoped
public class DeadLetters {

    private static final String LIST = "select " + LetterRows.SUMMARY_COLUMNS + FROM_SQL + """
               and ($12::timestamptz is null or (d.received_at, d.id) < ($12, $13::text))
             order by d.received_at desc, d.id desc
             limit $14
            """;
    private static final String OLDEST = "select " + LetterRows.LETTER_COLUMNS + FROM_SQL + """
               and ($12::timestamptz is null or (d.received_at, d.id) > ($12, $13::text))
             order by d.received_at, d.id
             limit $14
            """;
    private static final String LETTER = "select " + LetterRows.LETTER_COLUMNS + """
              from ledger.dead_letter d
              left join ledger.letter_release r on r.tenant_id = d.tenant_id and r.letter_id = d.id
              left join ledger.letter_payload p on p.tenant_id = d.tenant_id and p.letter_id = d.id
             where d.tenant_id = $1 and d.id = $2
            """;
    private static final String FACTS = "select " + LetterRows.SUMMARY_COLUMNS + FROM_SQL + " and d.id = $12";
    private static final int GROUPS_MAX = 1_000;
    /** What letters are counted by, and where it is found; a letter counts once under each of its reasons. */
    private static final Map<String, String> GROUPS = Map.of("reason", "coalesce(reason.code, '')", "source",
            "d.source", "channel", "d.channel", "stage", "d.stage", "state", LetterFilter.STATE_SQL);
    private static final String REASONS = """
            left join lateral (select distinct one ->> 'code' as code from jsonb_array_elements(d.reasons) as one)
                 as reason on true
            where d.tenant_id""";

    private final LetterDatabase database;

    DeadLetters(LetterDatabase database) {
        this.database = database;
    }

    /** The words letters can be counted by. */
    static List<String> groups() {
        return GROUPS.keySet().stream().sorted().toList();
    }

    /** A page, newest first. */
    Uni<DeadLetterPage> list(String tenantId, LetterFilter filter, Optional<Cursor> after, int limit) {
        return rows(tenantId, LIST, placed(filter.parameters(tenantId), after, limit + 1))
            .map(rows -> page(rows, limit));
    }

    /** Letters with their bytes, oldest first. */
    Uni<List<StoredLetter>> oldest(String tenantId, LetterFilter filter, Optional<Cursor> after, int limit) {
        return rows(tenantId, OLDEST, placed(filter.parameters(tenantId), after, limit))
            .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(LetterRows::letter).toList());
    }

    Uni<Optional<StoredLetter>> letter(String tenantId, String id) {
        return rows(tenantId, LETTER, Tuple.of(tenantId, id)).map(rows -> first(rows, LetterRows::letter));
    }

    /** What is known of a letter, without its bytes. */
    Uni<Optional<DeadLetterSummary>> facts(String tenantId, String id) {
        var any = new LetterFilter(null, null, null, null, null, null, null, null, null, null);
        return rows(tenantId, FACTS, any.parameters(tenantId).addString(id))
            .map(rows -> first(rows, LetterRows::summary));
    }

    Uni<Long> count(String tenantId, LetterFilter filter) {
        return rows(tenantId, "select count(*)" + FROM_SQL, filter.parameters(tenantId))
            .map(rows -> rows.iterator().next().getLong(0));
    }

    /** @param groupBy some of {@link #groups} */
    Uni<LetterCounts> counts(String tenantId, LetterFilter filter, List<String> groupBy) {
        String columns = groupBy.stream().map(GROUPS::get).collect(Collectors.joining(", "));
        String from = groupBy.contains("reason") ? FROM_SQL.replace("where d.tenant_id", REASONS) : FROM_SQL;
        String sql = "select " + columns
                + ", count(*) as letters, count(*) filter (where r.letter_id is null) as open, "
                + "count(*) filter (where r.letter_id is null and d.held) as held" + from + " group by " + columns
                + " order by letters desc, " + columns + " limit " + (GROUPS_MAX + 1);
        return rows(tenantId, sql, filter.parameters(tenantId)).map(rows -> {
            var groups = new ArrayList<LetterCounts.Group>();
            rows.forEach(row -> groups.add(group(row, groupBy)));
            return new LetterCounts(groupBy, List.copyOf(groups.subList(0, Math.min(groups.size(), GROUPS_MAX))),
                    groups.size() > GROUPS_MAX);
        });
    }

    private static LetterCounts.Group group(Row row, List<String> groupBy) {
        var by = new LinkedHashMap<String, String>();
        for (int i = 0; i < groupBy.size(); i++) {
            by.put(groupBy.get(i), row.getString(i));
        }
        return new LetterCounts.Group(by, row.getLong("letters"), row.getLong("open"), row.getLong("held"));
    }

    private static Tuple placed(Tuple parameters, Optional<Cursor> after, int limit) {
        return parameters.addOffsetDateTime(utc(after.map(Cursor::receivedAt).orElse(null)))
            .addString(after.map(Cursor::id).orElse(null))
            .addInteger(limit);
    }

    private Uni<RowSet<Row>> rows(String tenantId, String sql, Tuple parameters) {
        return inTenant(tenantId, connection -> connection.preparedQuery(sql).execute(parameters));
    }

    /** Runs in a transaction that sees this tenant's rows alone. */
    public <T> Uni<T> inTenant(String tenantId, Function<SqlConnection, Uni<T>> query) {
        return database.inTransaction(connection -> connection
            .preparedQuery(
                    "select set_config('carbonflow.tenant', $1, true), set_config('statement_timeout', '60s', true)")
            .execute(Tuple.of(tenantId))
            .chain(() -> query.apply(connection)));
    }

    private static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> read) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(read.apply(rows.iterator().next()));
    }

    private static DeadLetterPage page(RowSet<Row> rows, int limit) {
        var items = new ArrayList<DeadLetterSummary>();
        rows.forEach(row -> items.add(LetterRows.summary(row)));
        if (items.size() <= limit) {
            return new DeadLetterPage(items, null);
        }
        var shown = List.copyOf(items.subList(0, limit));
        var last = shown.get(limit - 1);
        return new DeadLetterPage(shown, new Cursor(last.receivedAt(), last.id()).encode());
    }
}
