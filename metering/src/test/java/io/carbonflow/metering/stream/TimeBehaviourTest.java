package io.carbonflow.metering.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.avro.RawActivity;

/** Whose clock, and what it may say. */
class TimeBehaviourTest {

    private Plant plant;

    @BeforeEach
    void aCounterInBerlin() {
        plant = new Plant("2025-11-03T12:00:00Z");
        var device = Plant.device("m1");
        device.setTimeZone("Europe/Berlin");
        plant.register(device);
    }

    @AfterEach
    void close() {
        plant.close();
    }

    @Test
    void aLocalTimeIsInTheRegisteredZone() {
        // When: winter time is an hour ahead of UTC
        plant.stands("m1", "2025-11-03T10:00:00", "1", "2025-11-03T10:05:00", "2");

        // Then
        assertThat(plant.activities().get(0).getPeriodStart()).isEqualTo("2025-11-03T09:00:00Z");
    }

    @Test
    void aLocalTimeWithoutARegisteredZoneIsRefused() {
        // Given
        plant.register(Plant.device("m2"));

        // When
        plant.stand("m2", "2025-11-03T10:00:00", "1");

        // Then
        assertThat(plant.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReasons().get(0).getCode()).isEqualTo("TIMESTAMP_WITHOUT_ZONE");
            assertThat(letter.getHeld()).isFalse();
        });
    }

    @Test
    void whatIsWrongWithEveryMeterOfAMessageIsSaidOnce() {
        // Given
        plant.register(Plant.device("m2"));

        // When
        plant.send("m2", "2025-11-03T10:00:00 a IMPORT_COUNTER=1 kWh\n2025-11-03T10:00:00 b IMPORT_COUNTER=2 kWh");

        // Then
        assertThat(plant.letters()).hasSize(1);
    }

    @Test
    void aClockThatWasNeverSetIsRefusedAndReported() {
        // When
        plant.stand("m1", "1970-01-01T00:33:28", "235.645");

        // Then
        assertThat(plant.letters()).singleElement()
            .satisfies(letter -> assertThat(letter.getReasons().get(0).getCode()).isEqualTo("OUT_OF_RANGE"));
        assertThat(plant.alertKinds()).containsExactly("clock raised");
    }

    @Test
    void aClockThatIsAheadIsRefusedAndReported() {
        // When: six minutes ahead
        plant.stand("m1", "2025-11-03T13:06:00", "235.645");

        // Then
        assertThat(plant.letters()).singleElement()
            .satisfies(letter -> assertThat(letter.getReasons().get(0).getCode()).isEqualTo("TIMESTAMP_IN_FUTURE"));
        assertThat(plant.alertKinds()).containsExactly("clock raised");
    }

    @Test
    void theHourThatTheClocksGoThroughTwiceIsTakenInOrder() {
        // When: 02:30 summer time, then 02:30 winter time
        plant.stands("m1", "2025-10-26T02:00:00", "1", "2025-10-26T02:30:00", "2", "2025-10-26T02:00:00", "3",
                "2025-10-26T02:30:00", "4");

        // Then
        assertThat(plant.activities()).extracting(RawActivity::getPeriodEnd)
            .extracting(Object::toString)
            .containsExactly("2025-10-26T00:30:00Z", "2025-10-26T01:00:00Z", "2025-10-26T01:30:00Z");
    }

    @Test
    void anHourThatTheClocksLeaveOutIsTakenAsTheOneAfter() {
        // When: 02:30 does not exist on that day
        plant.stands("m1", "2025-03-30T01:30:00", "1", "2025-03-30T02:30:00", "2");

        // Then
        assertThat(plant.activities().get(0).getPeriodEnd()).isEqualTo("2025-03-30T01:30:00Z");
    }
}
