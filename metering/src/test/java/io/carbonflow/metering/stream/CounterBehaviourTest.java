package io.carbonflow.metering.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.RawActivity;

/** Every behaviour of a cumulative counter that was seen in the wild, through the whole stage. */
class CounterBehaviourTest {

    private Plant plant;

    @BeforeEach
    void aRegisteredCounter() {
        plant = new Plant("2025-11-03T08:59:00Z");
        plant.register(Plant.device("m1"));
    }

    @AfterEach
    void close() {
        plant.close();
    }

    /** Twelve hours of one kilowatt, from 100 to 112 kWh, on the hour until 09:00. */
    private void halfADayOfOneKilowatt() {
        plant.stand("m1", "2025-11-02T21:00:00Z", "100");
        for (int hour = 1; hour <= 12; hour++) {
            plant.send("m1", java.time.Instant.parse("2025-11-02T21:00:00Z").plus(Duration.ofHours(hour))
                    + " - IMPORT_COUNTER=" + (100 + hour) + " kWh");
        }
    }

    @Test
    void theDifferenceOfTwoStandsIsBookedOverTheTimeBetweenThem() {
        // When
        plant.stands("m1", "2025-11-03T09:00:00Z", "235.645", "2025-11-03T09:05:00Z", "235.700");

        // Then
        assertThat(plant.contexts()).containsExactly("counter_first_reading");
        assertThat(plant.booked()).containsExactly("0.055 kWh");
        RawActivity activity = plant.activities().get(0);
        assertThat(activity.getEventId()).isEqualTo("plain:m1:2025-11-03T09:05:00Z");
        assertThat(activity.getPeriodStart()).isEqualTo("2025-11-03T09:00:00Z");
        assertThat(activity.getPeriodEnd()).isEqualTo("2025-11-03T09:05:00Z");
        assertThat(activity.getCountry()).isEqualTo("DE");
        assertThat(activity.getDataQuality()).isEqualTo("measured");
    }

    @Test
    void everyMessageIsContinuedByExactlyOneRecordThatIsNotReceivedAgain() {
        // When
        plant.stands("m1", "2025-11-03T09:00:00Z", "1", "2025-11-03T09:05:00Z", "2");

        // Then
        assertThat(plant.records(Topics.RAW_CONTEXT)).singleElement()
            .satisfies(one -> assertThat(Plant.header(one, RecordHeaders.DERIVED)).isEqualTo("1"));
        assertThat(plant.records(Topics.RAW_ENERGY)).singleElement()
            .satisfies(one -> assertThat(Plant.header(one, RecordHeaders.DERIVED)).isEqualTo("1"))
            .satisfies(one -> assertThat(Plant.header(one, RecordHeaders.TENANT)).isEqualTo(Plant.TENANT))
            .satisfies(one -> assertThat(one.key()).isEqualTo("acme|m1"));
    }

    @Test
    void aCounterThatDropsATenthAndRecoversBooksNothingTwice() {
        // When
        plant.stands("m1", "2025-11-03T09:00:00Z", "215.7", "2025-11-03T09:05:00Z", "215.6", "2025-11-03T09:10:00Z",
                "215.7", "2025-11-03T09:15:00Z", "215.9");

        // Then
        assertThat(plant.contexts()).containsExactly("counter_first_reading", "counter_dip", "counter_repeat");
        assertThat(plant.booked()).containsExactly("0.2 kWh");
    }

    @Test
    void aDailyCounterThatResetsJustAfterMidnightNeverGoesNegative() {
        // Given: 0.5 kWh per five minutes up to 24.1
        plant.stands("m1", "2025-11-03T23:50:00Z", "23.6", "2025-11-03T23:55:00Z", "24.1");

        // When: still yesterday's at midnight, and a little of today's a minute later
        plant.stands("m1", "2025-11-04T00:00:10Z", "24.1", "2025-11-04T00:01:10Z", "0.1", "2025-11-04T00:06:10Z",
                "0.6");

        // Then
        assertThat(plant.booked()).containsExactly("0.5 kWh", "0.1 kWh", "0.5 kWh");
        assertThat(plant.alertKinds()).containsExactly("counter_reset raised");
    }

    @Test
    void aDeviceThatWasOffForAMonthAndReturnsWithTheSameTotalHasUsedNothing() {
        // When
        plant.stands("m1", "2025-11-03T09:00:00Z", "1400", "2025-12-03T09:00:00Z", "1400", "2025-12-03T09:05:00Z",
                "1400.1");

        // Then
        assertThat(plant.contexts()).containsExactly("counter_first_reading", "counter_repeat");
        assertThat(plant.booked()).containsExactly("0.1 kWh");
    }

    @Test
    void aPlugThatLosesPowerRestartsItsLifetimeCounterAtZero() {
        // Given
        plant.stands("m1", "2025-11-03T09:00:00Z", "500", "2025-11-03T10:00:00Z", "501");

        // When: 0 at the restart, 0.5 kWh half an hour later
        plant.stands("m1", "2025-11-03T10:05:00Z", "0", "2025-11-03T10:35:00Z", "0.5");

        // Then
        assertThat(plant.booked()).containsExactly("1 kWh", "0.5 kWh");
        assertThat(plant.contexts()).containsExactly("counter_first_reading", "counter_reset");
    }

    @Test
    void yesterdaysValueSentAgainAfterTheMidnightResetIsNoSpike() {
        // Given: one kilowatt until midnight
        plant.stands("m1", "2025-11-03T22:00:00Z", "22", "2025-11-03T23:00:00Z", "23", "2025-11-04T00:00:00Z", "0",
                "2025-11-04T00:30:00Z", "0.5");

        // When
        plant.stands("m1", "2025-11-04T01:00:00Z", "23", "2025-11-04T01:30:00Z", "1.5");

        // Then
        assertThat(plant.contexts()).containsExactly("counter_first_reading", "counter_reset", "counter_stale");
        assertThat(plant.booked()).containsExactly("1 kWh", "0.5 kWh", "1 kWh");
    }

    @Test
    void aWildValueWaitsForAPersonAndTheNextPlausibleStandGoesOnFromTheOldBaseline() {
        // Given
        halfADayOfOneKilowatt();

        // When
        plant.stands("m1", "2025-11-03T10:00:00Z", "99999", "2025-11-03T11:00:00Z", "114");

        // Then
        assertThat(plant.booked()).hasSize(13).endsWith("1 kWh", "2 kWh");
        assertThat(plant.letters()).singleElement()
            .satisfies(letter -> assertThat(letter.getHeld()).isTrue())
            .satisfies(letter -> assertThat(letter.getReasons().get(0).getCode()).isEqualTo("QUALITY_REVIEW"));
        assertThat(plant.alertKinds()).containsExactly("implausible raised");
    }

    @Test
    void aWildValueThatIsSentAgainStillWaitsUnlessAPersonApprovedIt() {
        // Given
        halfADayOfOneKilowatt();
        String wild = "2025-11-03T10:00:00Z - IMPORT_COUNTER=99999 kWh";
        plant.send("m1", wild);
        var bookedBefore = plant.booked();

        // When
        plant.sentAgain("m1", wild, Map.of(RecordHeaders.RELEASES, "letter"));
        var bookedWithoutApproval = plant.booked();
        plant.sentAgain("m1", wild, Map.of(RecordHeaders.RELEASES, "letter", RecordHeaders.REVIEWED_BY, "admin"));

        // Then
        assertThat(bookedWithoutApproval).isEqualTo(bookedBefore);
        assertThat(plant.booked()).hasSize(bookedBefore.size() + 1);
    }

    @Test
    void threeConsistentStandsAtANewLevelAreBelievedWithoutTheLeap() {
        // Given
        halfADayOfOneKilowatt();

        // When
        plant.stands("m1", "2025-11-03T10:00:00Z", "5000", "2025-11-03T11:00:00Z", "5001", "2025-11-03T12:00:00Z",
                "5002", "2025-11-03T13:00:00Z", "5003");

        // Then: two kilowatt hours at the new level, then one more
        assertThat(plant.booked()).hasSize(14).endsWith("1 kWh", "2 kWh", "1 kWh");
        assertThat(plant.letters()).hasSize(2);
    }

    @Test
    void moreThanTheRegisteredPowerIsWildFromTheSecondStandOn() {
        // Given
        var device = Plant.device("m1");
        device.setPowerMaxKw("10");
        plant.register(device);

        // When: 11 kWh in an hour
        plant.stands("m1", "2025-11-03T09:00:00Z", "100", "2025-11-03T10:00:00Z", "111");

        // Then
        assertThat(plant.booked()).isEmpty();
        assertThat(plant.letters()).hasSize(1);
    }

    @Test
    void severalReadsInOneIntervalAddUpToTheSame() {
        // When
        plant.stands("m1", "2025-11-03T09:00:00Z", "10", "2025-11-03T09:10:00Z", "10.2", "2025-11-03T09:40:00Z",
                "10.9", "2025-11-03T10:00:00Z", "11");

        // Then
        assertThat(plant.booked()).containsExactly("0.2 kWh", "0.7 kWh", "0.1 kWh");
    }

    @Test
    void twoReadsInOneMonthAndNoneInTheNextLoseNothing() {
        // When
        plant.stands("m1", "2025-09-01T00:00:00Z", "100", "2025-09-28T00:00:00Z", "190", "2025-11-02T00:00:00Z",
                "300");

        // Then
        assertThat(plant.booked()).containsExactly("90 kWh", "110 kWh");
    }

    @Test
    void aCounterThatWrapsAroundCountsBothSidesOfZero() {
        // Given
        var device = Plant.device("m1");
        device.setCounterMax("100000");
        plant.register(device);

        // When
        plant.stands("m1", "2025-11-03T09:00:00Z", "99998.5", "2025-11-03T10:00:00Z", "99999.5",
                "2025-11-03T11:00:00Z", "0.7");

        // Then
        assertThat(plant.booked()).containsExactly("1 kWh", "1.2 kWh");
        assertThat(plant.alerts()).isEmpty();
    }

    @Test
    void aRetainedMessageThatIsReplayedNeverCountsTwice() {
        // Given
        plant.stands("m1", "2025-11-03T09:00:00Z", "10", "2025-11-03T09:05:00Z", "11");

        // When
        plant.retained("m1", "2025-11-03T09:05:00Z - IMPORT_COUNTER=11 kWh");
        plant.retained("m1", "2025-11-03T09:00:00Z - IMPORT_COUNTER=10 kWh");
        plant.retained("m1", "- - IMPORT_COUNTER=10 kWh");
        plant.stand("m1", "2025-11-03T09:10:00Z", "12");

        // Then
        assertThat(plant.booked()).containsExactly("1 kWh", "1 kWh");
        assertThat(plant.alerts()).isEmpty();
    }

    @Test
    void aRetainedFirstStandIsABaseline() {
        // When
        plant.retained("m1", "- - IMPORT_COUNTER=10 kWh");
        plant.stand("m1", "2025-11-03T09:10:00Z", "12");

        // Then
        assertThat(plant.booked()).containsExactly("2 kWh");
    }

    @Test
    void aLateStandWithinWhatIsBookedChangesNothing() {
        // Given
        plant.stands("m1", "2025-11-03T09:00:00Z", "10", "2025-11-03T10:00:00Z", "12");

        // When
        plant.stand("m1", "2025-11-03T09:30:00Z", "11");

        // Then
        assertThat(plant.booked()).containsExactly("2 kWh");
        assertThat(plant.contexts()).containsExactly("counter_first_reading", "counter_older");
    }

    @Test
    void aStandFromBeforeTheFirstExtendsTheHistoryBackwards() {
        // Given
        plant.stands("m1", "2025-11-03T09:00:00Z", "10");

        // When
        plant.stand("m1", "2025-11-03T08:00:00Z", "7.5");

        // Then
        assertThat(plant.booked()).containsExactly("2.5 kWh");
        assertThat(plant.activities().get(0).getPeriodEnd()).isEqualTo("2025-11-03T09:00:00Z");
    }

    @Test
    void aCounterThatShowsZeroForAMomentAndReturnsIsNotUsedUpAgain() {
        // Given
        plant.stands("m1", "2025-11-03T09:00:00Z", "500", "2025-11-03T10:00:00Z", "501");

        // When
        plant.stands("m1", "2025-11-03T10:05:00Z", "0", "2025-11-03T10:10:00Z", "501.2");

        // Then
        assertThat(plant.booked()).containsExactly("1 kWh", "0.2 kWh");
    }

    @Test
    void aResetToAStandThatCannotHaveBeenUsedSinceIsABaselineOnly() {
        // Given: one kilowatt
        plant.stands("m1", "2025-11-03T09:00:00Z", "500", "2025-11-03T10:00:00Z", "501");

        // When: another meter at 300
        plant.stands("m1", "2025-11-03T10:05:00Z", "300", "2025-11-03T11:05:00Z", "301");

        // Then
        assertThat(plant.booked()).containsExactly("1 kWh", "1 kWh");
        assertThat(plant.alertKinds()).containsExactly("counter_reset raised");
    }

    @Test
    void aMessageWithoutATimeIsTakenAtItsArrivalAndSaysSo() {
        // When
        plant.send("m1", "- - IMPORT_COUNTER=1.90 kWh");
        plant.advance(Duration.ofMinutes(1));
        plant.send("m1", "- - IMPORT_COUNTER=1.92 kWh");

        // Then
        assertThat(plant.booked()).containsExactly("0.02 kWh");
        assertThat(plant.activities().get(0).getAttributes()).containsEntry("time_basis", "arrival");
        assertThat(plant.activities().get(0).getOccurredAt()).isEqualTo("2025-11-03T09:00:00Z");
    }

    @Test
    void aMessageThatOvertookAnotherOnTheWayIsNoReset() {
        // When: 5.1 came first
        plant.send("m1", "- - IMPORT_COUNTER=5.0 kWh");
        plant.advance(Duration.ofSeconds(10));
        plant.send("m1", "- - IMPORT_COUNTER=5.1 kWh");
        plant.advance(Duration.ofSeconds(1));
        plant.send("m1", "- - IMPORT_COUNTER=5.0 kWh");
        plant.advance(Duration.ofSeconds(10));
        plant.send("m1", "- - IMPORT_COUNTER=5.2 kWh");

        // Then
        assertThat(plant.booked()).containsExactly("0.1 kWh", "0.1 kWh");
        assertThat(plant.alerts()).isEmpty();
    }

    @Test
    void twoChannelsOfOneMessageAreTwoMeters() {
        // When
        plant.send("m1", "2025-11-03T09:00:00Z a IMPORT_COUNTER=1000 Wh\n2025-11-03T09:00:00Z b IMPORT_COUNTER=5 kWh");
        plant.send("m1",
                "2025-11-03T09:05:00Z a IMPORT_COUNTER=1500 Wh\n2025-11-03T09:05:00Z b IMPORT_COUNTER=5.25 kWh");

        // Then
        assertThat(plant.booked()).containsExactly("0.5 kWh", "0.25 kWh");
        assertThat(plant.activities()).extracting(RawActivity::getEventId)
            .containsExactly("plain:m1/a:2025-11-03T09:05:00Z", "plain:m1/b:2025-11-03T09:05:00Z");
        assertThat(plant.records(Topics.RAW_ENERGY)).extracting(one -> Plant.header(one, RecordHeaders.DERIVED))
            .containsExactly("1", null);
    }

    @Test
    void whatIsFedBackIsKeptApartAndNeverSubtracted() {
        // When
        plant.stand("m1", "2025-11-03T09:00:00Z", "10");
        plant.send("m1", "2025-11-03T09:05:00Z - EXPORT_COUNTER=100 kWh");
        plant.send("m1", "2025-11-03T09:10:00Z - EXPORT_COUNTER=101 kWh");
        plant.stand("m1", "2025-11-03T09:15:00Z", "10.5");

        // Then
        assertThat(plant.booked()).containsExactly("0.5 kWh");
        assertThat(plant.contexts()).containsExactly("counter_first_reading", "export", "export");
        assertThat(plant.source("m1").getValues()).anySatisfy(value -> {
            assertThat(value.getName()).isEqualTo("export_counter");
            assertThat(value.getValue()).isEqualTo("101");
        });
    }

    @Test
    void aGasMeterIsBookedInItsOwnUnit() {
        // Given
        var device = Plant.device("gas");
        device.setActivity("fuel.natural_gas");
        device.setUnit("m3");
        plant.register(device);

        // When
        plant.send("gas", "2025-11-03T09:00:00Z - IMPORT_COUNTER=4200.5 -");
        plant.send("gas", "2025-11-03T10:00:00Z - IMPORT_COUNTER=4201.75 -");

        // Then
        assertThat(plant.booked()).containsExactly("1.25 m3");
        assertThat(plant.activities().get(0).getActivity()).isEqualTo("fuel.natural_gas");
    }

    @Test
    void aCounterThatShowsZeroForAMomentAndThenStaysUnusedForDaysIsNotUsedUpAgain() {
        // Given
        plant.stands("m1", "2025-11-03T09:00:00Z", "215.6", "2025-11-03T10:00:00Z", "215.7");

        // When: zero at the restart, then the old total day after day, then a little more
        plant.stands("m1", "2025-11-03T10:05:00Z", "0", "2025-11-03T10:10:00Z", "215.7", "2025-11-04T10:10:00Z",
                "215.7", "2025-11-06T10:10:00Z", "215.7", "2025-11-06T10:15:00Z", "215.8");

        // Then
        assertThat(plant.booked()).containsExactly("0.1 kWh", "0.1 kWh");
        assertThat(plant.contexts()).endsWith("counter_reset", "counter_stale", "counter_stale", "counter_stale");
    }
}
