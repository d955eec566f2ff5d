package io.carbonflow.ledger.verification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.ledger.verification.Verdict.Head;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

/** What was verified when, by whom it was asked. A row when it is asked for and one when it ends; none ever changes. */
@ApplicationScoped
class VerificationTable {

    private static final String ASK = """
            insert into ledger.verification (id, tenant_id, state, at) values ($1, $2, 'pending', $3)
            """;
    private static final String END = """
            insert into ledger.verification
                (id, tenant_id, state, at, entries, blocks, heads, bad_entry, bad_chain, bad_height, detail)
            values ($1, $2, $3, $4, $5, $6, $7::text::jsonb, $8, $9, $10, $11) on conflict do nothing
            """;
    private static final String SELECT = """
            select a.id, a.at as asked_at, e.state, e.at as ended_at, e.entries, e.blocks, e.heads::text as heads,
                e.bad_entry, e.bad_chain, e.bad_height, e.detail
            from ledger.verification a left join ledger.verification e
                on e.tenant_id = a.tenant_id and e.id = a.id and e.state <> 'pending'
            where a.tenant_id = $1 and a.state = 'pending'
            """;
    private static final String ONE = SELECT + " and a.id = $2";
    private static final String NEWEST = SELECT + " order by a.at desc, a.id limit $2";
    private static final String LAST_HEADS = """
            select heads::text as heads from ledger.verification where tenant_id = $1 and state = 'verified'
            order by at desc limit 1
            """;

    private final Transactions transactions;

    VerificationTable(Transactions transactions) {
        this.transactions = transactions;
    }

    void ask(UUID id, String tenantId, Instant at) {
        transactions.run(List.of(tenantId), transaction -> transaction.query(ASK, id, tenantId, Times.toColumn(at)));
    }

    void end(UUID id, String tenantId, Instant at, Verdict verdict) {
        Object[] values = verdict.fold(
                good -> new Object[]{id, tenantId, "verified", Times.toColumn(at), good.entries(), good.blocks(),
                        json(good.heads()), null, null, null, null},
                bad -> new Object[]{id, tenantId, "failed", Times.toColumn(at), bad.entries(), bad.blocks(), null,
                        bad.entryId() == null ? null : bad.entryId().toString(), bad.chain(), bad.height(),
                        bad.detail()});
        transactions.run(List.of(tenantId), transaction -> transaction.query(END, values));
    }

    Optional<VerificationView> find(UUID id, String tenantId) {
        return transactions.snapshot(tenantId,
                transaction -> StreamSupport.stream(transaction.query(ONE, tenantId, id).spliterator(), false)
                    .map(VerificationTable::view)
                    .findFirst());
    }

    List<VerificationView> newest(String tenantId, int limit) {
        return transactions.snapshot(tenantId,
                transaction -> StreamSupport.stream(transaction.query(NEWEST, tenantId, limit).spliterator(), false)
                    .map(VerificationTable::view)
                    .toList());
    }

    /** The heads of the tenant's last good verification; none before the first. */
    List<Head> lastHeads(String tenantId) {
        return transactions.snapshot(tenantId, transaction -> {
            var rows = transaction.query(LAST_HEADS, tenantId).iterator();
            return rows.hasNext() ? heads(rows.next().getString("heads")) : List.of();
        });
    }

    private static VerificationView view(Row row) {
        String state = row.getString("state");
        var firstBad = row.getString("detail") == null ? null
                : new VerificationView.FirstBad(row.getString("bad_entry"),
                        row.getInteger("bad_chain") + ":" + row.getLong("bad_height"), row.getString("detail"));
        return new VerificationView(row.getUUID("id"), state == null ? "pending" : state, Times.of(row, "asked_at"),
                Times.of(row, "ended_at"), row.getLong("entries"), row.getLong("blocks"),
                row.getString("heads") == null ? null : heads(row.getString("heads")), firstBad);
    }

    private static String json(List<Head> heads) {
        var array = new JsonArray();
        heads.forEach(head -> array.add(new JsonObject().put("chain", head.chain())
            .put("height", head.height())
            .put("head", head.head())));
        return array.encode();
    }

    private static List<Head> heads(String json) {
        var heads = new ArrayList<Head>();
        for (Object item : new JsonArray(json)) {
            var head = (JsonObject) item;
            heads.add(new Head(head.getInteger("chain"), head.getLong("height"), head.getString("head")));
        }
        return heads;
    }
}
