package io.carbonflow.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.carbonflow.ledger.LedgerConfig;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;

/** What holds of every transaction. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class TransactionsTest {

    private static final String LIMIT = "select setting from pg_settings where name = 'statement_timeout'";

    private final String tenant = TestStack.aTenant();

    @Inject
    Transactions transactions;

    @Inject
    LedgerConfig config;

    @Test
    void theServerEndsAStatementWhenNobodyWaitsForItAnyMore() {
        var limits = List.of(transactions.run(List.of(tenant), TransactionsTest::limit),
                transactions.snapshot(tenant, TransactionsTest::limit),
                transactions.snapshotOfAllTenants(TransactionsTest::limit));

        assertThat(limits).containsOnly(String.valueOf(config.databaseTimeout().toMillis()));
    }

    @Test
    void aStatementStaysPreparedHoweverLongItIs() {
        String filler = "x".repeat(5_000);
        String statement = "select $1::int + 1 as next /* " + tenant + filler + " */";

        var prepared = transactions.run(List.of(tenant), transaction -> {
            transaction.query(statement, 1);
            return transaction.query("select statement from pg_prepared_statements where statement like $1",
                    "%" + tenant + filler + "%")
                .size();
        });

        assertThat(prepared).isEqualTo(1);
    }

    @Test
    void questionsThatWereSentTogetherAreAnsweredInWhateverOrderTheyAreTaken() {
        var answers = transactions.run(List.of(tenant), transaction -> {
            var first = transaction.ask("select $1::text as answer", "first");
            var second = transaction.ask("select $1::text as answer", "second");
            return List.of(answer(second), answer(transaction.ask("select 'third' as answer")), answer(first));
        });

        assertThat(answers).containsExactly("second", "third", "first");
    }

    @Test
    void aStatementThatWasRefusedEndsTheTransactionBeforeAnythingElseIsTaken() {
        Transactions.Work<String> work = transaction -> {
            var before = transaction.ask("select 'before' as answer");
            transaction.enqueue("select 1 / $1::int", 0);
            var after = transaction.ask("select 'after' as answer");
            return answer(before) + answer(after);
        };

        assertThatThrownBy(() -> transactions.run(List.of(tenant), work)).isInstanceOf(DatabaseException.class)
            .hasMessageContaining("division by zero");
        String next = transactions.run(List.of(tenant),
                transaction -> answer(transaction.ask("select 'on' as answer")));
        assertThat(next).isEqualTo("on");
    }

    private static String answer(Supplier<RowSet<Row>> asked) {
        return asked.get().iterator().next().getString("answer");
    }

    private static String limit(Transaction transaction) {
        return transaction.query(LIMIT).iterator().next().getString("setting");
    }
}
