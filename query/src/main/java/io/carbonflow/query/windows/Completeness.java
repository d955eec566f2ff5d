package io.carbonflow.query.windows;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.query.inventory.RollupSize;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** How far the sources of a tenant have come. */
@ApplicationScoped
class Completeness {

    /** The slowest source that is active and has a cadence; where none is known, the newest entry less the lateness. */
    private static final String WATERMARK = """
            select coalesce(
                (select min(last_reading_at) from quality.source
                    where tenant_id = $1 and state = 'active' and cadence_seconds is not null),
                (select occurred_at - make_interval(secs => $2) from ledger.entry where tenant_id = $1
                    order by occurred_at desc limit 1)) as watermark""";
    private static final String EXPECTED = """
            select count(*)::int as expected from quality.source where tenant_id = $1 and cadence_seconds <= $2""";
    private static final String REPORTED = """
            select date_bin(make_interval(secs => $2), e.occurred_at, timestamptz '0001-01-01 00:00:00+00')
                as window_start, count(distinct e.source_id)::int as reported
            from ledger.entry e
                join quality.source s on s.tenant_id = e.tenant_id and s.source_id = e.source_id
            where e.tenant_id = $1 and s.cadence_seconds <= $2 and e.occurred_at >= $3 and e.occurred_at < $4
            group by 1""";

    private final LatenessConfig config;

    Completeness(LatenessConfig config) {
        this.config = config;
    }

    /** The answer with the watermark, and each window with whether it is complete. */
    Uni<WindowsAnswer> mark(SqlConnection connection, String tenantId, WindowsAnswer answer) {
        return connection.preparedQuery(WATERMARK)
            .execute(Tuple.of(tenantId, (double) config.lateness().toSeconds()))
            .map(rows -> {
                OffsetDateTime time = rows.iterator().next().getOffsetDateTime("watermark");
                return answer.upTo(time == null ? null : time.toInstant());
            });
    }

    /** The answer with how many sources have reported in each window, of how many that should have. */
    Uni<WindowsAnswer> countSources(SqlConnection connection, String tenantId, RollupSize size, WindowsAnswer answer) {
        List<Window> items = answer.items();
        if (items.isEmpty()) {
            return Uni.createFrom().item(answer);
        }
        long seconds = size.duration().toSeconds();
        var within = Tuple.of(tenantId, (double) seconds, items.get(0).start().atOffset(ZoneOffset.UTC),
                items.get(items.size() - 1).end().atOffset(ZoneOffset.UTC));
        return connection.preparedQuery(EXPECTED)
            .execute(Tuple.of(tenantId, (int) seconds))
            .map(rows -> rows.iterator().next().getInteger("expected"))
            .chain(expected -> connection.preparedQuery(REPORTED)
                .execute(within)
                .map(rows -> answer.withSources(byWindow(rows), expected)));
    }

    private static Map<Instant, Integer> byWindow(RowSet<Row> rows) {
        var reported = new HashMap<Instant, Integer>();
        for (Row row : rows) {
            reported.put(row.getOffsetDateTime("window_start").toInstant(), row.getInteger("reported"));
        }
        return reported;
    }
}
