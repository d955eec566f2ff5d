package io.carbonflow.ledger.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.ledger.store.Transactions;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(LedgerStack.class)
class RehearsalTest {

    private final LedgerProbe ledger = new LedgerProbe();

    @Inject
    Rehearsal rehearsal;

    @Inject
    Transactions transactions;

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void goesAllTheWayAndLeavesNothingBehind() {
        // When: it would fail where the database refused any of it
        rehearsal.run();

        // Then
        assertThat(Stream.of("event", "entry", "rollup", "tally", "activity", "covered"))
            .allSatisfy(table -> assertThat(ledger.number("select count(*) from ledger." + table
                    + " where tenant_id = 'rehearsal'"))
                .as(table)
                .isZero());
        assertThat(ledger.number("select count(*) from ledger.block where chain < 0")).isZero();
    }

    @Test
    void leavesTheStatementsOfABookingPreparedOnItsConnection() {
        // When
        rehearsal.run();

        // Then: the connection used last is the one that is given out next
        boolean isPrepared = transactions.run(List.of(), transaction -> transaction
            .query("select from pg_prepared_statements where statement like 'insert into ledger.entry %'")
            .size() == 1);
        assertThat(isPrepared).isTrue();
    }
}
