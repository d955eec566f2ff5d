package io.carbonflow.ledger.recalculation;

import static io.carbonflow.contracts.ReasonCode.FIELD_INVALID;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

import io.carbonflow.ledger.parameters.BodyFields;
import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;

/**
 * What is to be reconciled: whole days, UTC, so that every sum there is of them lies within.
 *
 * @param from    first instant at which an entry counts
 * @param to      the first instant after the last
 * @param knownOn entries booked later are left out; null before it is decided
 */
record Reconciliation(Instant from, Instant to, Instant knownOn) {

    static final String KIND = "reconciliation";
    static final String RECONCILING = "reconciling";
    static final String RECONCILED = "reconciled";

    private static final String INSERT = """
            insert into ledger.reconciliation (tenant_id, id, starts_at, ends_at, known_on, at)
            values ($1, $2, $3, $4, ledger.settled_until(), $5)
            """;
    private static final String ONE = """
            select starts_at, ends_at, known_on from ledger.reconciliation where tenant_id = $1 and id = $2
            """;

    /** Reads a body; refuses it with all reasons at once. What it is known on is decided when it is kept. */
    static Reconciliation of(String body) {
        var fields = BodyFields.of(body, "from and to");
        fields.only(Set.of("from", "to"));
        Instant from = fields.time("from");
        Instant to = fields.time("to");
        fields.ordered(from, to);
        day(fields, "from", from);
        day(fields, "to", to);
        fields.end();
        return new Reconciliation(from, to, null);
    }

    private static void day(BodyFields fields, String name, Instant time) {
        if (time != null && !time.equals(time.truncatedTo(ChronoUnit.DAYS))) {
            fields.refuse(FIELD_INVALID, name, name + " is the start of a day, UTC; found " + time);
        }
    }

    void insert(Transaction transaction, String tenantId, UUID id, Instant at) {
        transaction.query(INSERT, tenantId, id, Times.toColumn(from), Times.toColumn(to), Times.toColumn(at));
    }

    /** What was asked for by this id. */
    static Reconciliation read(Transaction transaction, String tenantId, UUID id) {
        return StreamSupport.stream(transaction.query(ONE, tenantId, id).spliterator(), false)
            .map(row -> new Reconciliation(Times.of(row, "starts_at"), Times.of(row, "ends_at"),
                    Times.of(row, "known_on")))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("reconciliation " + id + " has a job and no row"));
    }

    boolean contains(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }
}
