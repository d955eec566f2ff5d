package io.carbonflow.metering.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.DeadLetter;

/** What devices send that nobody has registered. */
class WaitingTest {

    private Plant plant;

    @BeforeEach
    void start() {
        plant = new Plant("2025-11-03T12:00:00Z");
    }

    @AfterEach
    void close() {
        plant.close();
    }

    @Test
    void anUnknownDevicesMessageIsHeldAndListed() {
        // When
        plant.stand("new", "2025-11-03T10:00:00Z", "1");

        // Then
        assertThat(plant.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.getHeld()).isTrue();
            assertThat(letter.getSource()).isEqualTo("new");
            assertThat(letter.getChannel()).isEqualTo("plain");
            assertThat(letter.getReasons().get(0).getCode()).isEqualTo("SOURCE_UNKNOWN");
        });
        assertThat(plant.records(Topics.DEAD_INTAKE)).singleElement()
            .satisfies(one -> assertThat(Plant.header(one, RecordHeaders.DERIVED)).isEqualTo("1"));
        assertThat(plant.source("new")).satisfies(source -> {
            assertThat(source.getState()).isEqualTo("unknown");
            assertThat(source.getHeld()).isEqualTo(1);
        });
    }

    @Test
    void anUnknownThermometerIsListedAndNothingOfItWaits() {
        // When
        plant.send("new", "2025-11-03T10:00:00Z - OTHER=21.5 °C");

        // Then
        assertThat(plant.letters()).isEmpty();
        assertThat(plant.contexts()).containsExactly("not_energy");
        assertThat(plant.source("new")).satisfies(source -> {
            assertThat(source.getState()).isEqualTo("unknown");
            assertThat(source.getHeld()).isZero();
            assertThat(source.getValues()).singleElement()
                .satisfies(value -> assertThat(value.getValue()).isEqualTo("21.5"));
        });
    }

    @Test
    void onceItIsRegisteredWhatWaitedIsTakenInTheOrderOfItsTime() {
        // Given
        plant.stands("new", "2025-11-03T10:10:00Z", "3", "2025-11-03T10:00:00Z", "1", "2025-11-03T10:05:00Z", "2");
        var letters = plant.letters().stream().map(DeadLetter::getId).toList();

        // When
        plant.register(Plant.device("new"));
        plant.advance(Duration.ofSeconds(1));

        // Then
        assertThat(plant.contexts()).containsExactly("counter_first_reading");
        assertThat(plant.booked()).containsExactly("1 kWh", "1 kWh");
        assertThat(plant.records(Topics.RAW_CONTEXT)).extracting(one -> Plant.header(one, RecordHeaders.RELEASES))
            .containsExactly(letters.get(1));
        assertThat(plant.records(Topics.RAW_ENERGY)).extracting(one -> Plant.header(one, RecordHeaders.RELEASES))
            .containsExactly(letters.get(2), letters.get(0));
        assertThat(plant.records(Topics.RAW_ENERGY)).extracting(one -> Plant.header(one, RecordHeaders.DERIVED))
            .containsOnlyNulls();
        assertThat(plant.source("new")).satisfies(source -> {
            assertThat(source.getState()).isEqualTo("active");
            assertThat(source.getHeld()).isZero();
        });
    }

    @Test
    void aMessageAfterTheRegistrationComesAfterWhatWaited() {
        // Given
        plant.stand("new", "2025-11-03T10:00:00Z", "1");

        // When: the registration takes effect on the very next reading
        plant.register(Plant.device("new"));
        plant.stand("new", "2025-11-03T10:05:00Z", "2");

        // Then
        assertThat(plant.contexts()).containsExactly("counter_first_reading");
        assertThat(plant.booked()).containsExactly("1 kWh");
    }

    @Test
    void oneChannelMayBeRegisteredOnItsOwn() {
        // Given
        plant.send("new", "2025-11-03T10:00:00Z a IMPORT_COUNTER=1 kWh");

        // When
        plant.register(Plant.device("new/a"));
        plant.advance(Duration.ofSeconds(1));
        plant.send("new", "2025-11-03T10:05:00Z a IMPORT_COUNTER=2 kWh");

        // Then
        assertThat(plant.activities()).singleElement()
            .satisfies(one -> assertThat(one.getSourceId()).isEqualTo("new/a"));
    }

    @Test
    void anotherChannelOfTheDeviceGoesOnWaiting() {
        // Given
        plant.register(Plant.device("new/a"));
        plant.send("new", "2025-11-03T10:00:00Z b IMPORT_COUNTER=1 kWh");

        // When
        plant.send("new", "2025-11-03T10:00:00Z a IMPORT_COUNTER=1 kWh");
        plant.send("new", "2025-11-03T10:05:00Z a IMPORT_COUNTER=2 kWh");
        plant.advance(Duration.ofSeconds(1));

        // Then
        assertThat(plant.booked()).containsExactly("1 kWh");
        assertThat(plant.contexts()).containsExactly("counter_first_reading");
        assertThat(plant.source("new").getHeld()).isEqualTo(1);
    }

    @Test
    void aChannelNobodyRegisteredIsListedWhereAnotherOfTheSameMessageIs() {
        // Given
        plant.register(Plant.device("new/a"));

        // When
        plant.send("new", "2025-11-03T10:00:00Z a IMPORT_COUNTER=1 kWh\n2025-11-03T10:00:00Z b IMPORT_COUNTER=7 kWh");

        // Then
        assertThat(plant.source("new/b").getState()).isEqualTo("unknown");
        assertThat(plant.source("new/b").getValues()).singleElement()
            .satisfies(value -> assertThat(value.getValue()).isEqualTo("7"));
        assertThat(plant.letters()).isEmpty();
        assertThat(plant.contexts()).containsExactly("counter_first_reading");
    }

    @Test
    void whatNobodyCanReadIsRefusedAndDoesNotWait() {
        // When
        plant.send("new", "broken");

        // Then
        assertThat(plant.letters()).singleElement()
            .satisfies(letter -> assertThat(letter.getHeld()).isFalse());
    }
}
