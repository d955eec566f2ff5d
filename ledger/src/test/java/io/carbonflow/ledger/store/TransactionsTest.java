package io.carbonflow.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.carbonflow.ledger.LedgerConfig;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

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

    private static String limit(Transaction transaction) {
        return transaction.query(LIMIT).iterator().next().getString("setting");
    }
}
