package io.carbonflow.ledger.retention;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.ledger.store.Transactions;
import io.vertx.sqlclient.Row;

/** Removes what was kept for a time, once that is over, whoever the tenant is; and makes room for what is to come. */
@ApplicationScoped
class Expiry {

    private static final int ROWS_MAX = 5_000;
    private static final String REMOVE_LETTERS = """
            delete from ledger.letter_payload where (tenant_id, letter_id) in (
                select tenant_id, letter_id from ledger.letter_payload where kept_until < now()
                order by kept_until limit $1)
            """;
    private static final String REMOVE_VERSIONS = """
            with past as (
                select tenant_id, event_id, booked_at, revision from ledger.%1$s where kept_until < now()
                order by kept_until limit $1
            ), gone as (
                delete from ledger.%1$s k using past p
                where k.tenant_id = p.tenant_id and k.event_id = p.event_id and k.booked_at = p.booked_at
                    and k.revision is not distinct from p.revision and k.kept_until < now()
                returning k.tenant_id, k.booked_at
            ), noted as (
                insert into ledger.removal (data_class, tenant_id, booked_from, booked_to, rows, removed_at)
                select '%1$s', tenant_id, min(booked_at), max(booked_at), count(*), now() from gone group by tenant_id)
            select count(*) as rows from gone
            """;

    private final Transactions transactions;

    Expiry(Transactions transactions) {
        this.transactions = transactions;
    }

    /** What is kept of the versions of events, each a table by month of booking. */
    enum DataClass {
        ACTIVITY("activity"), RAW_COPY("raw_copy");

        private final String table;
        private final String removal;

        DataClass(String table) {
            this.table = table;
            this.removal = REMOVE_VERSIONS.formatted(table);
        }

        String table() {
            return table;
        }
    }

    /** Makes the months that come; returns how many there were to make. */
    int makeMonths(DataClass dataClass) {
        return transactions.run(List.of(), transaction -> transaction
            .query("select ledger.ensure_partitions($1)", dataClass.table())
            .iterator()
            .next()
            .getInteger(0));
    }

    /** Removes every month of which nothing is kept any more, as a whole; returns their names. */
    List<String> dropMonths(DataClass dataClass) {
        return transactions.run(List.of(), transaction -> {
            var names = new ArrayList<String>();
            for (Row row : transaction.query("select ledger.drop_past_partitions($1)", dataClass.table())) {
                names.add(row.getString(0));
            }
            return names;
        });
    }

    /** Removes single versions that have had their time; returns how many. */
    long removeVersions(DataClass dataClass) {
        return repeat(() -> transactions.run(List.of(), transaction -> transaction.query(dataClass.removal, ROWS_MAX)
            .iterator()
            .next()
            .getLong("rows")));
    }

    /** Removes the bytes of letters that have had their time; returns of how many. */
    long removeLetters() {
        return repeat(() -> transactions.run(List.of(),
                transaction -> (long) transaction.query(REMOVE_LETTERS, ROWS_MAX).rowCount()));
    }

    private static long repeat(LongSupplier removal) {
        long removed = 0;
        long last;
        do {
            last = removal.getAsLong();
            removed += last;
        } while (last == ROWS_MAX);
        return removed;
    }
}
