package io.carbonflow.ledger.imbalance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transactions;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;

/** What was found of minutes that do not add up. Rows are added and never change. */
@ApplicationScoped
class ImbalanceTable {

    private static final String OPEN = """
            select distinct on (i.tenant_id, i.id) i.tenant_id, i.id, i.number, i.minute, i.difference, i.cause, i.missing,
                i.is_complete, i.records::text as records, i.removed::text as removed, f.at as opened_at
            from ledger.imbalance i join ledger.imbalance f
                on f.tenant_id = i.tenant_id and f.id = i.id and f.number = 1
            where not exists (select from ledger.imbalance c
                where c.tenant_id = i.tenant_id and c.id = i.id and c.state = 'closed')
            order by i.tenant_id, i.id, i.number desc
            """;
    private static final String EARLIER = """
            select count(distinct id) as earlier from ledger.imbalance where tenant_id = $1 and minute = $2
            """;
    private static final String ADD = """
            insert into ledger.imbalance (tenant_id, id, number, minute, state, at, difference, cause, missing, is_complete,
                records, removed)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::text::jsonb, $12::text::jsonb)
            on conflict do nothing
            """;
    private static final String PAGE = """
            select f.tenant_id, f.id, l.number, f.minute, l.difference, l.cause, l.missing, l.is_complete,
                l.records::text as records, l.removed::text as removed, f.at as opened_at, c.at as closed_at
            from ledger.imbalance f
                join lateral (select * from ledger.imbalance o
                    where o.tenant_id = f.tenant_id and o.id = f.id and o.state = 'open'
                    order by o.number desc limit 1) l on true
                left join ledger.imbalance c on c.tenant_id = f.tenant_id and c.id = f.id and c.state = 'closed'
            where f.tenant_id = $1 and f.number = 1 and ($2::text is null or ($2 = 'closed') = (c.at is not null))
                and ($3::timestamptz is null or (f.at, f.id) < ($3, $4))
            order by f.at desc, f.id desc limit $5
            """;

    private final Transactions transactions;

    ImbalanceTable(Transactions transactions) {
        this.transactions = transactions;
    }

    /** All that last, whoever the tenants are. */
    Map<TenantMinute, Imbalance> open() {
        return transactions.snapshotOfAllTenants(transaction -> {
            var open = new HashMap<TenantMinute, Imbalance>();
            for (Row row : transaction.query(OPEN)) {
                open.put(new TenantMinute(row.getString("tenant_id"), Times.of(row, "minute")),
                        imbalance(row, Optional.empty()));
            }
            return open;
        });
    }

    /** The same each time it is asked before the imbalance is kept, so that an alert sent twice is one. */
    UUID newId(TenantMinute minute) {
        return transactions.run(List.of(minute.tenantId()), transaction -> {
            long earlier = transaction.query(EARLIER, minute.tenantId(), Times.toColumn(minute.start()))
                .iterator()
                .next()
                .getLong("earlier");
            return UUID.nameUUIDFromBytes((minute.tenantId() + '|' + minute.start() + '|' + earlier).getBytes(UTF_8));
        });
    }

    /** Keeps what was found now. */
    void opened(Imbalance imbalance, Instant now) {
        add(imbalance, "open", imbalance.finding().difference(), now);
    }

    /** Keeps that the minute adds up again. */
    void closed(Imbalance imbalance, Instant now) {
        add(imbalance, "closed", 0, now);
    }

    private void add(Imbalance imbalance, String state, long difference, Instant now) {
        var finding = imbalance.finding();
        var minute = finding.minute();
        transactions.run(List.of(minute.tenantId()), transaction -> transaction.query(ADD, minute.tenantId(),
                imbalance.id(), imbalance.number(), Times.toColumn(minute.start()), state, Times.toColumn(now),
                difference, finding.cause().id(), finding.missing(), finding.isComplete(),
                state.equals("closed") ? "[]" : ImbalanceJson.records(finding.records()).encode(),
                state.equals("closed") ? "[]" : ImbalanceJson.removed(finding.removed()).encode()));
    }

    /** Where a page ends. */
    record Key(Instant openedAt, UUID id) {}

    /**
     * One tenant's, the newest first.
     *
     * @param state {@code open}, {@code closed}, or null for both
     * @param after the last of the page before, or null
     */
    List<Imbalance> page(String tenantId, String state, Key after, int most) {
        return transactions.snapshot(tenantId,
                transaction -> StreamSupport
                    .stream(transaction.query(PAGE, tenantId, state,
                            after == null ? null : Times.toColumn(after.openedAt()),
                            after == null ? null : after.id(), most)
                        .spliterator(), false)
                    .map(row -> imbalance(row, Optional.ofNullable(Times.of(row, "closed_at"))))
                    .toList());
    }

    private static Imbalance imbalance(Row row, Optional<Instant> closedAt) {
        var minute = new TenantMinute(row.getString("tenant_id"), Times.of(row, "minute"));
        var finding = new Finding(minute, row.getLong("difference"), Finding.Cause.of(row.getString("cause")),
                row.getLong("missing"), row.getBoolean("is_complete"),
                ImbalanceJson.records(new JsonArray(row.getString("records"))),
                ImbalanceJson.removed(new JsonArray(row.getString("removed"))));
        return new Imbalance(row.getUUID("id"), row.getInteger("number"), Times.of(row, "opened_at"), closedAt,
                finding);
    }
}
