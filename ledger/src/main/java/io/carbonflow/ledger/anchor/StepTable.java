package io.carbonflow.ledger.anchor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transactions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;

/** Every step of every head with every anchor. */
@ApplicationScoped
class StepTable {

    private static final String COLUMNS = """
            select s.head_number, s.anchor, s.step, s.state, s.head_hash, s.at, s.evidence::text as evidence, s.detail
            from ledger.anchor_step s
            """;
    private static final String NEWEST = COLUMNS + """
            where s.anchor = $1 and s.step = (select max(l.step) from ledger.anchor_step l
                where l.anchor = s.anchor and l.head_number = s.head_number)
            """;
    private static final String LAST = NEWEST + " order by s.head_number desc limit 1";
    private static final String OPEN = NEWEST + " and s.state in ('pending', 'submitted') order by s.head_number";
    private static final String DUE = NEWEST + """
             and s.state in ('verified', 'failed') and s.evidence is not null
                and not exists (select from ledger.anchor_check c where c.anchor = s.anchor
                    and c.head_number = s.head_number and c.checked_at > $2)
            order by s.at limit $3
            """;
    private static final String BEGUN = """
            select at from ledger.anchor_step where anchor = $1 and step = 1 order by head_number desc limit 1
            """;
    private static final String ADD = """
            insert into ledger.anchor_step (head_number, anchor, step, state, head_hash, at, evidence, detail)
            values ($1, $2, $3, $4, $5, $6, $7::text::jsonb, $8)
            """;
    private static final String CHECKED = """
            insert into ledger.anchor_check (head_number, anchor, checked_at) values ($1, $2, $3)
            on conflict (head_number, anchor) do update set checked_at = excluded.checked_at
            """;
    private static final String LEASE = """
            insert into ledger.anchor_lease as l (anchor, holder, until) values ($1, $2, $3)
            on conflict (anchor) do update set holder = excluded.holder, until = excluded.until
            where l.holder = excluded.holder or l.until < $4
            returning holder
            """;
    private static final String COUNTS = """
            select state, count(*) as heads, max(head_number) as newest from (
                select distinct on (head_number) head_number, state from ledger.anchor_step where anchor = $1
                order by head_number, step desc) s
            group by state
            """;
    /** The steps of the first head at or after the one asked for, of each anchor: it covers those before it. */
    private static final String COVERING = COLUMNS + """
                join (select anchor, min(head_number) as head_number from ledger.anchor_step where head_number >= $1
                    group by anchor) f on f.anchor = s.anchor and f.head_number = s.head_number
            order by s.head_number desc, s.anchor, s.step
            """;
    private static final String LATEST = COLUMNS + """
            where s.head_number in (select distinct head_number from ledger.anchor_step
                order by head_number desc limit $1)
            order by s.head_number desc, s.anchor, s.step
            """;
    private static final String CHECKS = """
            select head_number, anchor, checked_at from ledger.anchor_check where head_number = any($1::bigint[])
            """;

    private final Transactions transactions;

    StepTable(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The step of a head with an anchor a check is about. */
    record Place(long head, String anchor) {}

    Optional<Step> last(String anchor) {
        return first(LAST, anchor).map(StepTable::step);
    }

    /** When the anchor's newest head was begun. */
    Optional<Instant> lastBegun(String anchor) {
        return first(BEGUN, anchor).map(row -> Times.of(row, "at"));
    }

    List<Step> open(String anchor) {
        return steps(OPEN, anchor);
    }

    /** Ended ones with evidence that was not read back since. */
    List<Step> due(String anchor, Instant since, int limit) {
        return steps(DUE, anchor, Times.toColumn(since), limit);
    }

    void add(Step step) {
        transactions.run(List.of(),
                transaction -> transaction.query(ADD, step.head().number(), step.anchor(), step.number(),
                        step.state().id(), Buffer.buffer(step.head().hash()), Times.toColumn(step.at()),
                        step.evidence() == null ? null : step.evidence().encode(), step.detail()));
    }

    void checked(Step step, Instant at) {
        transactions.run(List.of(), transaction -> transaction.query(CHECKED, step.head().number(), step.anchor(),
                Times.toColumn(at)));
    }

    /** Whether this holder alone works for the anchor until the lease ends. */
    boolean lease(String anchor, UUID holder, Instant now, Duration length) {
        return transactions.run(List.of(), transaction -> transaction.query(LEASE, anchor, holder,
                Times.toColumn(now.plus(length)), Times.toColumn(now))
            .rowCount() == 1);
    }

    /** How many heads of an anchor stand how, and the newest of them. */
    Map<Step.State, long[]> counts(String anchor) {
        var counts = new HashMap<Step.State, long[]>();
        for (Row row : query(COUNTS, anchor)) {
            counts.put(Step.State.of(row.getString("state")),
                    new long[]{row.getLong("heads"), row.getLong("newest")});
        }
        return counts;
    }

    List<Step> covering(long head) {
        return steps(COVERING, head);
    }

    List<Step> latest(int heads) {
        return steps(LATEST, heads);
    }

    Map<Place, Instant> checks(List<Long> heads) {
        var checks = new HashMap<Place, Instant>();
        for (Row row : query(CHECKS, (Object) heads.toArray(Long[]::new))) {
            checks.put(new Place(row.getLong("head_number"), row.getString("anchor")), Times.of(row, "checked_at"));
        }
        return checks;
    }

    private List<Step> steps(String sql, Object... values) {
        var steps = new ArrayList<Step>();
        query(sql, values).forEach(row -> steps.add(step(row)));
        return steps;
    }

    private Optional<Row> first(String sql, Object... values) {
        return StreamSupport.stream(query(sql, values).spliterator(), false).findFirst();
    }

    private RowSet<Row> query(String sql, Object... values) {
        return transactions.run(List.of(), transaction -> transaction.query(sql, values));
    }

    private static Step step(Row row) {
        String evidence = row.getString("evidence");
        return new Step(new HeadToAnchor(row.getLong("head_number"), row.getBuffer("head_hash").getBytes()),
                row.getString("anchor"), row.getInteger("step"), Step.State.of(row.getString("state")),
                Times.of(row, "at"), evidence == null ? null : new JsonObject(evidence), row.getString("detail"));
    }
}
