package io.carbonflow.factorservice.preview;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.factorservice.storage.FactorsDatabase;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** What a tenant has booked, read and never written; row-level security shows no other tenant's entries. */
@ApplicationScoped
class BookedHistory {

    private static final int GROUPS_MAX = 20_000;
    private static final String GROUPS = """
            select activity, unit, country, subdivision,
                   extract(year from occurred_at at time zone 'UTC')::int as year, gwp_set, factor_id, factor_edition,
                   count(*) as entries, sum(kg_co2e) as kg_co2e,
                   sum(case entry_type when 'reversal' then -abs(quantity) else quantity end) as quantity
            from ledger.entry
            where tenant_id = $1 and official and occurred_at >= $2 and occurred_at < $3
            group by 1, 2, 3, 4, 5, 6, 7, 8
            order by 1, 2, 3, 4, 5, 6, 7, 8
            limit $4""";

    private final FactorsDatabase database;

    BookedHistory(FactorsDatabase database) {
        this.database = database;
    }

    /** The official entries of [from, to) by activity, unit, place, year, GWP set and factor. */
    Uni<List<BookedGroup>> of(String tenantId, Instant from, Instant to) {
        var parameters = Tuple.of(tenantId, from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC),
                GROUPS_MAX + 1);
        return database.asTenant(tenantId, connection -> connection.preparedQuery(GROUPS)
            .execute(parameters)
            .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(BookedHistory::groupOf).toList()))
            .invoke(groups -> {
                if (groups.size() > GROUPS_MAX) {
                    throw ProblemException.rejected(List.of(new ProblemReason(ReasonCode.OUT_OF_RANGE.name(), "from",
                            "the period has more than " + GROUPS_MAX
                                    + " combinations of activity, place, year and factor; ask for a shorter one")));
                }
            });
    }

    private static BookedGroup groupOf(Row row) {
        return new BookedGroup(row.getString("activity"), row.getString("unit"), row.getString("country"),
                row.getString("subdivision"), row.getInteger("year"), row.getString("gwp_set"),
                row.getString("factor_id"), row.getString("factor_edition"), row.getLong("entries"),
                row.getBigDecimal("quantity"), row.getBigDecimal("kg_co2e"));
    }
}
