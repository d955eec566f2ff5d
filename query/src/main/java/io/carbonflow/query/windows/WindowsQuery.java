package io.carbonflow.query.windows;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import io.carbonflow.query.inventory.RollupSize;
import io.carbonflow.query.inventory.Selection;
import io.carbonflow.query.storage.Question;

/**
 * The statement that brings windows, oldest first: of what is known now from the ledger's own sums, of what was known at an
 * earlier time from the entries.
 *
 * @param question the conditions and their values
 */
record WindowsQuery(String sql, Question question) {

    private static final String START = """
            date_bin(interval '%1$d seconds', coalesce(accounted_at, occurred_at), timestamptz '0001-01-01 00:00:00+00')""";
    /** An entry revises a window that it comes to late, if an earlier one is there, whosever supplier it is of. */
    private static final String OF_ENTRIES = """
            with w as (
                select %2$s as window_start, sum(%3$s) as kg, count(*) as entries,
                    max(booked_at) filter (where booked_at > %2$s + interval '%4$d seconds') as late
                from ledger.entry%5$s group by 1 order by 1 limit %6$d)
            select window_start, kg, entries, late is not null and exists (
                select from ledger.entry o
                where o.tenant_id = $1 and o.booked_at < late and (o.accounted_at is null
                    and o.occurred_at >= window_start and o.occurred_at < window_start + interval '%1$d seconds'
                    or o.accounted_at >= window_start
                    and o.accounted_at < window_start + interval '%1$d seconds')) as revised
            from w order by 1""";

    /**
     * Puts the statement together.
     *
     * @param selection aligned to windows of the size
     * @param after     the start of the last window that is known already; null for the first page
     */
    static WindowsQuery of(String tenantId, Selection selection, RollupSize size, Duration lateness, int limit,
            Instant after) {
        return selection.asKnownOn() == null ? onRollup(tenantId, selection, size, limit, after)
                : onEntries(tenantId, selection, size, lateness, limit, after);
    }

    private static WindowsQuery onRollup(String tenantId, Selection selection, RollupSize size, int limit,
            Instant after) {
        var question = selection.onRollup(tenantId, size)
            .andIfGiven("window_start > ?", after == null ? null : after.atOffset(ZoneOffset.UTC));
        return new WindowsQuery("select window_start, sum(" + selection.amountColumn()
                + ") as kg, sum(entries)::bigint as entries, bool_or(revised) as revised from ledger.rollup"
                + question.where() + " group by window_start order by window_start limit " + (limit + 1), question);
    }

    private static WindowsQuery onEntries(String tenantId, Selection selection, RollupSize size, Duration lateness,
            int limit, Instant after) {
        Selection rest = after == null ? selection : selection.from(after.plus(size.duration()));
        var question = rest.onEntries(tenantId);
        long seconds = size.duration().toSeconds();
        return new WindowsQuery(OF_ENTRIES.formatted(seconds, START.formatted(seconds), selection.amountColumn(),
                seconds + lateness.toSeconds(), question.where(), limit + 1), question);
    }
}
