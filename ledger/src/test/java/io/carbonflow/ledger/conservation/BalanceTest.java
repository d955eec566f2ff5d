package io.carbonflow.ledger.conservation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BalanceTest {

    @Test
    void whatIsSettledCompletelyLeavesNothing() {
        assertThat(Balance.of(10, 0, 0, 0)).isEqualTo(new Balance(10, 0, 0));
    }

    @Test
    void whatTheBrokerStillHoldsIsInFlight() {
        assertThat(Balance.of(10, 3, 3, 0)).isEqualTo(new Balance(10, 3, 0));
    }

    @Test
    void whatTheBrokerDoesNotHoldIsADifference() {
        assertThat(Balance.of(10, 3, 2, 0)).isEqualTo(new Balance(10, 2, 1));
        assertThat(Balance.of(10, 3, 0, 0)).isEqualTo(new Balance(10, 0, 3));
    }

    @Test
    void theRecordsOfOthersOnTheWayAreNotCountedAsOurs() {
        assertThat(Balance.of(10, 3, 500, 0)).isEqualTo(new Balance(10, 3, 0));
    }

    @Test
    void aSettlementAheadOfItsReceiptProvesTheReceipt() {
        assertThat(Balance.of(10, -2, 0, 5)).isEqualTo(new Balance(12, 0, 0));
    }

    @Test
    void moreSettledThanEverReceivedIsADifferenceBelowZero() {
        assertThat(Balance.of(10, -2, 7, 0)).isEqualTo(new Balance(10, 0, -2));
    }
}
