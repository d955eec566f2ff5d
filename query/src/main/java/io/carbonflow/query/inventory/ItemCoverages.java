package io.carbonflow.query.inventory;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.query.storage.Question;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Items behind a total and items that the intake policy left out, as the ledger counts them: by day of receipt and supplier.
 * Nothing else is known of what was left out, so of a selection only the days and the supplier narrow the counts; as known
 * on a time, the days before it.
 */
@ApplicationScoped
class ItemCoverages {

    Uni<ItemCoverage> of(SqlConnection connection, String tenantId, Selection selection) {
        var question = new Question().and("tenant_id = ?", tenantId)
            .andIfGiven("supplier_id = ?", selection.supplierId())
            .andIfGiven("day >= ?", dayOf(selection.from()))
            .andIfGiven("day <= ?", selection.to() == null ? null : dayOf(selection.to().minusNanos(1)))
            .andIfGiven("day < ?", dayOf(selection.asKnownOn()));
        return connection
            .preparedQuery("select (select coalesce(sum(events), 0)::bigint from ledger.covered" + question.where()
                    + ") as covered, (select coalesce(sum(events), 0)::bigint from ledger.sampled_out"
                    + question.where() + ") as left_out")
            .execute(question.values())
            .map(rows -> rows.iterator().next())
            .map(row -> ItemCoverage.of(row.getLong("covered"), row.getLong("left_out")));
    }

    private static LocalDate dayOf(Instant instant) {
        return instant == null ? null : LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
