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
            insert into ledger.verification (id, tenant_id, state, at, cause) values ($1, $2, 'pending', $3, $4)
            """;
    private static final String END = """
            insert into ledger.verification
                (id, tenant_id, state, at, entries, blocks, heads, bad_entry, bad_chain, bad_height, detail,
                signed_heads, bad_head, key_id, cause)
            select $1, $2, $3, $4, $5, $6, $7::text::jsonb, $8, $9, $10, $11, $12, $13, $14, v.cause
            from ledger.verification v where v.tenant_id = $2 and v.id = $1 and v.state = 'pending'
            on conflict do nothing
            """;
    private static final String SELECT = """
            select a.id, a.cause, a.at as asked_at, e.state, e.signed_heads, e.key_id, e.bad_head, e.at as ended_at, e.entries, e.blocks, e.heads::text as heads,
                e.bad_entry, e.bad_chain, e.bad_height, e.detail
            from ledger.verification a left join ledger.verification e
                on e.tenant_id = a.tenant_id and e.id = a.id and e.state <> 'pending'
            where a.tenant_id = $1 and a.state = 'pending'
            """;
    private static final String ONE = SELECT + " and a.id = $2";
    private static final String NEWEST = SELECT + " order by a.at desc, a.id limit $2";
    private static final String LAST_HEADS = """
            select heads::text as heads, coalesce(signed_heads, 0) as signed_heads from ledger.verification where tenant_id = $1 and state = 'verified'
            order by at desc limit 1
            """;

    private static final String LAST_ROUND = """
            select a.at as begun_at, e.at as ended_at, e.state
            from ledger.verification e join ledger.verification a
                on a.tenant_id = e.tenant_id and a.id = e.id and a.state = 'pending'
            where e.tenant_id = $1 and e.cause = 'continuous' and e.state <> 'pending' order by e.at desc limit 1
            """;

    private final Transactions transactions;

    VerificationTable(Transactions transactions) {
        this.transactions = transactions;
    }

    void ask(UUID id, String tenantId, Instant at, String cause) {
        transactions.run(List.of(tenantId),
                transaction -> transaction.query(ASK, id, tenantId, Times.toColumn(at), cause));
    }

    void end(UUID id, String tenantId, Instant at, Verdict verdict) {
        Object[] values = verdict.fold(
                good -> new Object[]{id, tenantId, "verified", Times.toColumn(at), good.entries(), good.blocks(),
                        json(good.heads()), null, null, null, null, good.signedHeads(), null, good.keyId()},
                bad -> new Object[]{id, tenantId, "failed", Times.toColumn(at), bad.entries(), bad.blocks(), null,
                        bad.entryId() == null ? null : bad.entryId().toString(), bad.chain(), bad.height(),
                        bad.detail(), null, bad.signedHead(), null});
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

    /** The ledger's own last round that has ended. */
    record LastRound(Instant begunAt, Instant endedAt, boolean isVerified) {}

    Optional<LastRound> lastRound(String tenantId) {
        return transactions.snapshot(tenantId,
                transaction -> StreamSupport.stream(transaction.query(LAST_ROUND, tenantId).spliterator(), false)
                    .map(row -> new LastRound(Times.of(row, "begun_at"), Times.of(row, "ended_at"),
                            row.getString("state").equals("verified")))
                    .findFirst());
    }

    /**
     * What a good verification has seen; whatever comes later must hold it.
     *
     * @param heads       of every chain
     * @param signedHeads how many there were
     */
    record Seen(List<Head> heads, long signedHeads) {
        static final Seen NOTHING = new Seen(List.of(), 0);
    }

    /** What the tenant's last good verification has seen. */
    Seen lastSeen(String tenantId) {
        return transactions.snapshot(tenantId, transaction -> {
            var rows = transaction.query(LAST_HEADS, tenantId).iterator();
            if (!rows.hasNext()) {
                return Seen.NOTHING;
            }
            Row row = rows.next();
            return new Seen(heads(row.getString("heads")), row.getLong("signed_heads"));
        });
    }

    private static VerificationView view(Row row) {
        String state = row.getString("state");
        Integer badChain = row.getInteger("bad_chain");
        var firstBad = row.getString("detail") == null ? null
                : new VerificationView.FirstBad(row.getString("bad_entry"),
                        badChain == null ? null : badChain + ":" + row.getLong("bad_height"), row.getLong("bad_head"),
                        row.getString("detail"));
        return new VerificationView(row.getUUID("id"), state == null ? "pending" : state, row.getString("cause"),
                Times.of(row, "asked_at"), Times.of(row, "ended_at"), row.getLong("entries"), row.getLong("blocks"),
                row.getLong("signed_heads"), row.getString("key_id"),
                row.getString("heads") == null ? null : heads(row.getString("heads")),
                firstBad);
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
