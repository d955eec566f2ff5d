package io.carbonflow.ledger.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.carbonflow.platform.security.Caller;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;

/** The table of the jobs. Its leases go by the database's clock, which all processes share. */
public final class JobTable {

    private static final String COLUMNS = " tenant_id, id, kind, state, asked_at, cursor_at, cursor_key, progress, waits_for ";
    private static final String UNDER_WAY = "state in ('previewing', 'booking', 'reconciling')";

    private static final String DUE = "select" + COLUMNS + "from ledger.job where " + UNDER_WAY
            + " and leased_until < clock_timestamp() order by stepped_at, id limit 1";
    private static final String LEASE = "update ledger.job set lease = $3, leased_until = clock_timestamp()"
            + " + $4::bigint * interval '1 millisecond' where tenant_id = $1 and id = $2 and " + UNDER_WAY
            + " and leased_until < clock_timestamp() returning" + COLUMNS;
    private static final String ADVANCE = """
            update ledger.job set state = $5, cursor_at = $6, cursor_key = $7, progress = $8, waits_for = null, lease = null,
                stepped_at = clock_timestamp(), leased_until = clock_timestamp() + $9::bigint * interval '1 millisecond'
            where tenant_id = $1 and id = $2 and lease = $3 and state = $4
            """;
    private static final String WAIT = """
            update ledger.job set waits_for = $4, lease = null, stepped_at = clock_timestamp(),
                leased_until = clock_timestamp() + $5::bigint * interval '1 millisecond'
            where tenant_id = $1 and id = $2 and lease = $3
            """;
    private static final String INSERT = """
            insert into ledger.job (tenant_id, id, kind, state, asked_at, progress) values ($1, $2, $3, $4, $5, $6)
            """;
    private static final String CHANGE = """
            update ledger.job set state = $4, lease = null, leased_until = '-infinity', waits_for = null
            where tenant_id = $1 and id = $2 and state = any ($3::text[]) returning state
            """;
    private static final String EVENT = """
            insert into ledger.job_event (tenant_id, job_id, number, state, at, by_role, by_key, detail)
            select $1::text, $2::uuid, 1 + coalesce(max(number), 0), $3::text, clock_timestamp(), $4::text, $5::text, $6::text
            from ledger.job_event where tenant_id = $1 and job_id = $2
            """;
    private static final String EVENTS = """
            select number, state, at, by_role, by_key, detail from ledger.job_event
            where tenant_id = $1 and job_id = $2 order by number
            """;
    private static final String ONE = "select" + COLUMNS
            + "from ledger.job where tenant_id = $1 and id = $2 and kind = $3";
    private static final String NEWEST = "select" + COLUMNS
            + "from ledger.job where tenant_id = $1 and kind = $2 order by asked_at desc, id limit $3";

    private JobTable() {}

    /** A job of any tenant that nobody does at present, the one that was looked at the longest ago. */
    static Optional<Job> due(Transaction transaction) {
        return first(transaction.query(DUE));
    }

    /** Takes a job; empty where another was faster. */
    static Optional<Lease> lease(Transaction transaction, Job due, Duration length) {
        var token = UUID.randomUUID();
        return first(transaction.query(LEASE, due.tenantId(), due.id(), token, length.toMillis()))
            .map(job -> new Lease(job, token));
    }

    /** Says why a job does not come on, and when it is tried again. */
    static void waits(Transaction transaction, Lease lease, String why, Duration pause) {
        transaction.query(WAIT, lease.job().tenantId(), lease.job().id(), lease.token(), why, pause.toMillis());
    }

    /**
     * Keeps how far a job has come and gives its lease back, with everything else of the transaction.
     *
     * @param pause until the next step, for everybody
     * @throws Lease.LostException where the job is not ours any more
     */
    public static void advance(Transaction transaction, Lease lease, Job.Place place, JsonObject progress,
            Duration pause) {
        write(transaction, lease, lease.job().state(), place, progress, pause);
    }

    /** The same, at the end of a state. */
    public static void enter(Transaction transaction, Lease lease, String state, JsonObject progress, String detail) {
        write(transaction, lease, state, null, progress, Duration.ZERO);
        transaction.query(EVENT, lease.job().tenantId(), lease.job().id(), state, null, null, detail);
    }

    private static void write(Transaction transaction, Lease lease, String state, Job.Place place, JsonObject progress,
            Duration pause) {
        var job = lease.job();
        var written = transaction.query(ADVANCE, job.tenantId(), job.id(), lease.token(), job.state(), state,
                place == null ? null : Times.toColumn(place.at()), place == null ? null : place.key(), progress,
                pause.toMillis());
        if (written.rowCount() != 1) {
            throw new Lease.LostException(job);
        }
    }

    /** Makes a job. */
    public static void insert(Transaction transaction, UUID id, String kind, String state, Instant askedAt, Caller by) {
        transaction.query(INSERT, by.tenantId(), id, kind, state, Times.toColumn(askedAt), new JsonObject());
        event(transaction, id, state, by);
    }

    /** Has a job go into another state; false where it is in none of those it can go from. */
    public static boolean change(Transaction transaction, UUID id, List<String> from, String to, Caller by) {
        boolean isChanged = transaction.query(CHANGE, by.tenantId(), id, from.toArray(String[]::new), to)
            .rowCount() == 1;
        if (isChanged) {
            event(transaction, id, to, by);
        }
        return isChanged;
    }

    private static void event(Transaction transaction, UUID id, String state, Caller by) {
        transaction.query(EVENT, by.tenantId(), id, state, by.role().id(), by.keyId(), null);
    }

    public static Optional<Job> find(Transaction transaction, String tenantId, UUID id, String kind) {
        return first(transaction.query(ONE, tenantId, id, kind));
    }

    /** Jobs of one kind, the newest first. */
    public static List<Job> newest(Transaction transaction, String tenantId, String kind, int limit) {
        return all(transaction.query(NEWEST, tenantId, kind, limit));
    }

    /** What happened to a job, in order. */
    public static List<JobEvent> events(Transaction transaction, String tenantId, UUID id) {
        return StreamSupport.stream(transaction.query(EVENTS, tenantId, id).spliterator(), false)
            .map(row -> new JobEvent(row.getInteger("number"), row.getString("state"), Times.of(row, "at"),
                    row.getString("by_role"), row.getString("by_key"), row.getString("detail")))
            .toList();
    }

    private static Optional<Job> first(RowSet<Row> rows) {
        return all(rows).stream().findFirst();
    }

    private static List<Job> all(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(JobTable::job).toList();
    }

    private static Job job(Row row) {
        Instant at = Times.of(row, "cursor_at");
        return new Job(row.getString("tenant_id"), row.getUUID("id"), row.getString("kind"), row.getString("state"),
                Times.of(row, "asked_at"), at == null ? null : new Job.Place(at, row.getString("cursor_key")),
                row.getJsonObject("progress"), row.getString("waits_for"));
    }
}
