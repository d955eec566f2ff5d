package io.carbonflow.ledger.imbalance;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.Topics;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transactions;
import io.vertx.sqlclient.Row;

/** The counts of minutes, as far as they do not add up. */
@ApplicationScoped
class MinuteTable {

    private static final String UNBALANCED = """
            select tenant_id, minute, sum(case measure when 'received' then events else -events end)::bigint as events
            from ledger.tally where minute >= $1 and minute < $2 group by tenant_id, minute
            having sum(case measure when 'received' then events else -events end) <> 0
            """;
    private static final String SOME = """
            select t.tenant_id, t.minute,
                sum(case t.measure when 'received' then t.events else -t.events end)::bigint as events
            from unnest($1::text[], $2::timestamptz[]) as k(tenant_id, minute)
                join ledger.tally t on t.tenant_id = k.tenant_id and t.minute = k.minute
            group by t.tenant_id, t.minute
            having sum(case t.measure when 'received' then t.events else -t.events end) <> 0
            """;
    /** What ends an item that is received; what waits and is booked meanwhile goes from one of them to another. */
    private static final String SHARDS = """
            select shard, measure = 'received' as is_receipt, sum(events)::bigint as events
            from ledger.tally where tenant_id = $1 and minute = $2 group by 1, 2
            """;
    private static final String LETTERS_RELEASED = """
            select exists (select from ledger.dead_letter d join ledger.letter_release r
                    on r.tenant_id = d.tenant_id and r.letter_id = d.id
                where d.tenant_id = $1 and d.received_at >= $2 and d.received_at < $3 and r.cause = 'released') as found
            """;

    private final Transactions transactions;

    MinuteTable(Transactions transactions) {
        this.transactions = transactions;
    }

    /** What is received and not settled of each minute that begins within these bounds, where that is not zero. */
    Map<TenantMinute, Long> unbalanced(Instant from, Instant to) {
        return transactions.snapshotOfAllTenants(
                transaction -> differences(transaction.query(UNBALANCED, Times.toColumn(from), Times.toColumn(to))));
    }

    /** The same of these minutes. */
    Map<TenantMinute, Long> unbalanced(Collection<TenantMinute> minutes) {
        return minutes.isEmpty() ? Map.of()
                : transactions.snapshotOfAllTenants(transaction -> differences(
                        transaction.query(SOME, minutes.stream().map(TenantMinute::tenantId).toArray(String[]::new),
                                minutes.stream()
                                    .map(minute -> Times.toColumn(minute.start()))
                                    .toArray(OffsetDateTime[]::new))));
    }

    /**
     * A minute's counts by who counted.
     *
     * @param received      by the partition that was counted, {@code topic-partition}
     * @param settled       by who came to an end with it: a chain, a partition of the gateway's letters, all of the
     *                      calculator's
     * @param areComparable whether they are those of the minute's own records alone: no letter has been released
     */
    record Shards(Map<String, Long> received, Map<String, Long> settled, boolean areComparable) {}

    Shards shardsOf(TenantMinute minute) {
        return transactions.run(List.of(minute.tenantId()), transaction -> {
            var received = new HashMap<String, Long>();
            var settled = new HashMap<String, Long>();
            for (Row row : transaction.query(SHARDS, minute.tenantId(), Times.toColumn(minute.start()))) {
                (row.getBoolean("is_receipt") ? received : settled).merge(counter(row.getString("shard")),
                        row.getLong("events"), Long::sum);
            }
            boolean isAnyReleased = transaction
                .query(LETTERS_RELEASED, minute.tenantId(), Times.toColumn(minute.start()),
                        Times.toColumn(minute.end()))
                .iterator()
                .next()
                .getBoolean("found");
            return new Shards(received, settled, !isAnyReleased);
        });
    }

    /** Which of its partitions a refusal by the calculator came by says nothing of where the record stood. */
    private static String counter(String shard) {
        return shard.startsWith(Topics.DEAD_CALCULATION + "-") ? Topics.DEAD_CALCULATION : shard;
    }

    private static Map<TenantMinute, Long> differences(Iterable<Row> rows) {
        var differences = new HashMap<TenantMinute, Long>();
        rows.forEach(row -> differences.put(new TenantMinute(row.getString("tenant_id"), Times.of(row, "minute")),
                row.getLong("events")));
        return differences;
    }
}
