package io.carbonflow.gateway.held;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.gateway.deadletter.LetterDatabase;
import io.carbonflow.gateway.deadletter.LetterRows;
import io.carbonflow.gateway.deadletter.StoredLetter;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** The items that wait, as the ledger's tables have them: a durable list. */
@ApplicationScoped
public class WaitingLetters {

    private static final String PAGE = "select " + LetterRows.LETTER_COLUMNS + """
              from ledger.dead_letter d
              left join ledger.letter_release r on r.tenant_id = d.tenant_id and r.letter_id = d.id
              left join ledger.letter_payload p on p.tenant_id = d.tenant_id and p.letter_id = d.id
             where d.tenant_id = $1 and d.held and r.letter_id is null
               and (d.stage = 'intake' and d.channel = any($2) or d.stage = 'calculation' and d.rejected_at < $6)
               and (d.received_at, d.id) > ($3, $4)
             order by d.received_at, d.id
             limit $5
            """;
    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended('gateway.held ' || $1, 0))";

    private final LetterDatabase database;

    WaitingLetters(LetterDatabase database) {
        this.database = database;
    }

    /**
     * What is looked at.
     *
     * @param channels         of items that the gateway holds
     * @param calculatedBefore items that the calculation holds are looked at where it held them before this
     */
    record Search(Set<String> channels, Instant calculatedBefore) {}

    /** A place in the list, oldest first: behind the letter that was received then and has this id. */
    record Place(Instant receivedAt, String id) {

        static final Place START = new Place(Instant.parse("1970-01-01T00:00:00Z"), "");

        static Place of(StoredLetter letter) {
            return new Place(letter.receivedAt(), letter.id());
        }
    }

    /** Every tenant that has something waiting. */
    Uni<List<String>> tenants() {
        return database.inTransaction(transaction -> transaction.query("select ledger.tenants_with_open_letters()")
            .execute()
            .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(row -> row.getString(0)).toList()));
    }

    /** Whether this transaction alone of all gateways goes through what waits for the tenant. */
    Uni<Boolean> lock(SqlConnection transaction, String tenantId) {
        return transaction.preparedQuery(LOCK)
            .execute(Tuple.of(tenantId))
            .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** What waits behind a place, oldest first. */
    Uni<List<StoredLetter>> page(SqlConnection transaction, String tenantId, Search search, Place after, int limit) {
        return transaction.preparedQuery(PAGE)
            .execute(Tuple.of(tenantId, search.channels().toArray(new String[0]),
                    after.receivedAt().atOffset(ZoneOffset.UTC),
                    after.id(), limit, search.calculatedBefore().atOffset(ZoneOffset.UTC)))
            .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(LetterRows::letter).toList());
    }
}
