package io.carbonflow.ledger.imbalance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.Topics;
import io.carbonflow.ledger.imbalance.Evidence.Message;
import io.carbonflow.ledger.imbalance.Finding.Cause;
import io.carbonflow.ledger.imbalance.Finding.Removed;
import io.carbonflow.ledger.imbalance.MinuteTable.Shards;

class EvidenceTest {

    private static final Instant AT = Instant.parse("2025-11-03T10:00:12Z");
    private static final TenantMinute MINUTE = TenantMinute.of("acme", AT);
    private static final Shards NOTHING_COUNTED = new Shards(Map.of(), Map.of(), true);

    private final Evidence evidence = new Evidence();

    @Test
    void whatIsOnItsWayIsNoLoss() {
        // Given: a record and a message that the stages have not come to
        evidence.unsettled(record(7), false);
        evidence.message(new Message(AT, "c"), record(8), false);

        // Then
        assertThat(evidence.conclude(MINUTE, 2, NOTHING_COUNTED, List.of(), true, 10)).isEmpty();
    }

    @Test
    void oneThatIsLostIsFoundBesideOneThatIsOnItsWay() {
        evidence.unsettled(record(7), true);
        evidence.unsettled(record(8), false);

        assertThat(evidence.conclude(MINUTE, 2, NOTHING_COUNTED, List.of(), true, 10)).hasValueSatisfying(found -> {
            assertThat(found.cause()).isEqualTo(Cause.LOSS);
            assertThat(found.records()).containsExactly(record(7));
        });
    }

    @Test
    void aMessageOfWhichSomethingWasMadeIsNotLost() {
        evidence.message(new Message(AT, "c"), record(7), true);
        evidence.message(new Message(AT, "d"), record(8), true);
        evidence.interpreted(new Message(AT, "c"));

        assertThat(evidence.conclude(MINUTE, 1, NOTHING_COUNTED, List.of(), true, 10))
            .hasValueSatisfying(found -> assertThat(found.records()).containsExactly(record(8)));
    }

    @Test
    void namesTheRecordsOfThePartitionsThatAreMiscountedAndNoOthers() {
        // Given: two of chain 1, of which one is counted, and one of chain 2
        evidence.settled("chain-1", record(7));
        evidence.settled("chain-1", record(8));
        evidence.settled("chain-2", record(9));
        var counts = new Shards(Map.of(), Map.of("chain-1", 1L, "chain-2", 1L), true);

        assertThat(evidence.conclude(MINUTE, 1, counts, List.of(), true, 10)).hasValueSatisfying(found -> {
            assertThat(found.cause()).isEqualTo(Cause.COUNTS);
            assertThat(found.records()).extracting(MissingRecord::offset).containsExactly(7L, 8L);
            assertThat(found.records()).extracting(MissingRecord::missing).containsOnly("count");
        });
    }

    @Test
    void namesNoneWhereLettersWereReleasedBecauseTheirReceiptsMoved() {
        evidence.settled("chain-1", record(7));

        assertThat(evidence.conclude(MINUTE, 1, new Shards(Map.of(), Map.of(), false), List.of(), true, 10))
            .hasValueSatisfying(found -> assertThat(found.records()).isEmpty());
    }

    @Test
    void aPartitionThatHoldsAllThatWasCountedOfItHasLostNothingOfTheMinute() {
        // Given: it begins after the minute, but so do all its records
        var removed = List.of(new Removed(Topics.RAW_ENERGY, 1, 100));
        evidence.settled("chain-1", record(7));
        evidence.received(record(7));
        var counts = new Shards(Map.of(Topics.RAW_ENERGY + "-1", 1L), Map.of(), true);

        assertThat(evidence.conclude(MINUTE, 1, counts, removed, true, 10)).hasValueSatisfying(found -> {
            assertThat(found.cause()).isEqualTo(Cause.COUNTS);
            assertThat(found.removed()).isEmpty();
        });
    }

    @Test
    void listsSomeAndCountsAll() {
        for (int offset = 0; offset < 5; offset++) {
            evidence.unsettled(record(offset), true);
        }

        assertThat(evidence.conclude(MINUTE, 5, NOTHING_COUNTED, List.of(), true, 2)).hasValueSatisfying(found -> {
            assertThat(found.missing()).isEqualTo(5);
            assertThat(found.records()).containsExactly(record(0), record(1));
        });
    }

    private static MissingRecord record(long offset) {
        return new MissingRecord(Topics.RAW_ENERGY, 1, offset, "evt", AT, "outcome", null);
    }
}
