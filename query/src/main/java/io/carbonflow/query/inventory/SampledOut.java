package io.carbonflow.query.inventory;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.query.storage.Question;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Items that the intake policy left out, as the ledger counts them: by day of receipt, source and supplier. Nothing else is
 * known of them, so of a selection only the days and the supplier narrow the count; as known on a time, the days before it.
 */
@ApplicationScoped
class SampledOut {

    Uni<Long> count(SqlConnection connection, String tenantId, Selection selection) {
        var question = new Question().and("tenant_id = ?", tenantId)
            .andIfGiven("supplier_id = ?", selection.supplierId())
            .andIfGiven("day >= ?", dayOf(selection.from()))
            .andIfGiven("day <= ?", selection.to() == null ? null : dayOf(selection.to().minusNanos(1)))
            .andIfGiven("day < ?", dayOf(selection.asKnownOn()));
        return connection
            .preparedQuery("select coalesce(sum(events), 0)::bigint as events from ledger.sampled_out"
                    + question.where())
            .execute(question.values())
            .map(rows -> rows.iterator().next().getLong("events"));
    }

    private static LocalDate dayOf(Instant instant) {
        return instant == null ? null : LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
