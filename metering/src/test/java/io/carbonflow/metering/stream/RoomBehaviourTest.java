package io.carbonflow.metering.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.SourceState;

/** Names that somebody makes up take the room that is meant for them, and no more. */
class RoomBehaviourTest {

    private Plant plant;

    @BeforeEach
    void aPlantWithLittleRoom() {
        plant = new Plant("2025-11-03T12:00:00Z", new Bounds(64 << 10, 3, 5, 1 << 20, 2, 1 << 20, 4));
    }

    @AfterEach
    void close() {
        plant.close();
    }

    private void flood(int devices) {
        for (int i = 0; i < devices; i++) {
            plant.stand("invented-" + i, "2025-11-03T11:00:00Z", "1");
        }
    }

    @Test
    void beyondSoManyUnknownDevicesAMessageIsADeadLetterThatSaysWhy() {
        // When
        flood(5);

        // Then
        assertThat(plant.letters()).extracting(DeadLetter::getHeld).containsExactly(true, true, true, false, false);
        assertThat(plant.letters().get(4).getReasons()).singleElement().satisfies(reason -> {
            assertThat(reason.getCode()).isEqualTo("SOURCE_UNKNOWN");
            assertThat(reason.getDetail()).contains("3 unknown devices of this tenant wait already");
        });
        assertThat(plant.metrics().counter("carbonflow.metering.frames", "step", "no_room").count()).isEqualTo(2);
    }

    @Test
    void beyondSoManyMessagesOfUnknownDevicesOneIsADeadLetter() {
        // When
        for (int i = 0; i < 7; i++) {
            plant.stand("new", "2025-11-03T11:0" + i + ":00Z", "1");
        }

        // Then
        assertThat(plant.letters()).extracting(DeadLetter::getHeld)
            .containsExactly(true, true, true, true, true, false, false);
    }

    @Test
    void beyondSoManyBytesOfUnknownDevicesOneIsADeadLetter() {
        // Given: as they are kept, more than half of the room each
        plant.close();
        plant = new Plant("2025-11-03T12:00:00Z", new Bounds(64 << 10, 100, 100, 600, 100, 1 << 20, 100));

        // When
        flood(4);

        // Then
        assertThat(plant.letters()).extracting(DeadLetter::getHeld).containsExactly(true, true, false, false);
    }

    @Test
    void whoWaitedBeforeTheFloodGoesOnOnceItIsRegisteredAndRegisteredDevicesNeverWait() {
        // Given
        plant.stand("mine", "2025-11-03T10:00:00Z", "1");
        flood(20);

        // When
        plant.register(Plant.device("mine"));
        plant.register(Plant.device("other"));
        plant.stands("mine", "2025-11-03T10:05:00Z", "2");
        plant.stands("other", "2025-11-03T10:00:00Z", "5", "2025-11-03T10:05:00Z", "6");

        // Then
        assertThat(plant.booked()).containsExactly("1 kWh", "1 kWh");
        assertThat(plant.source("other").getState()).isEqualTo("active");
    }

    @Test
    void roomThatIsGivenBackIsTakenAgain() {
        // Given
        flood(4);

        // When
        plant.register(Plant.device("invented-0"));
        plant.advance(Duration.ofSeconds(1));
        plant.stand("new", "2025-11-03T11:00:00Z", "1");

        // Then
        assertThat(plant.letters()).last().satisfies(letter -> assertThat(letter.getHeld()).isTrue());
    }

    @Test
    void sourcesNobodyRegisteredAreListedAsFarAsThereIsRoom() {
        // When
        flood(10);
        plant.advance(Duration.ofSeconds(1));

        // Then
        assertThat(plant.all(Topics.SOURCES_STATE, SourceState.class)).extracting(SourceState::getSourceId)
            .containsExactlyInAnyOrder("invented-0", "invented-1", "invented-2", "invented-3");
        assertThat(plant.metrics().counter("carbonflow.metering.sources.unlisted").count()).isPositive();
    }

    @Test
    void whatNobodyRegistersIsForgottenAfterFiveWeeks() {
        // Given
        flood(4);
        plant.advance(Duration.ofSeconds(1));

        // When
        plant.advance(Duration.ofDays(37));
        plant.advance(Duration.ofDays(1));
        plant.stand("new", "2025-12-11T11:00:00Z", "1");

        // Then: its letter waits, and its book is the only one
        assertThat(plant.letters()).last().satisfies(letter -> assertThat(letter.getHeld()).isTrue());
        assertThat(plant.removedSources()).contains("invented-0", "invented-1", "invented-2", "invented-3");
        assertThat(plant.source("new").getState()).isEqualTo("unknown");
    }

    @Test
    void whatFamiliesRememberOfNodesIsBoundedToo() {
        // When
        plant.send("node-1", "remember");
        plant.send("node-2", "remember");
        plant.send("node-3", "remember");
        plant.send("node-1", "remember");

        // Then
        assertThat(plant.contexts()).containsExactly("remembered", "remembered", "remembered");
        assertThat(plant.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.getSource()).isEqualTo("node-3");
            assertThat(letter.getReasons().get(0).getCode()).isEqualTo("TOO_LARGE");
        });
    }

    @Test
    void aRegisteredNodeTakesTheRoomOfTheStrangerThatWasSilentTheLongest() {
        // Given: room for two
        plant.send("invented-1", "remember");
        plant.send("invented-2", "remember");
        plant.send("invented-1", "remember");
        plant.register(Plant.device("mine"));
        plant.register(Plant.device("node/behind-it"));

        // When: one by itself, one by what is behind it
        plant.send("mine", "remember");
        plant.send("node", "remember");

        // Then: both strangers are gone and find no room again
        assertThat(plant.letters()).isEmpty();
        plant.send("invented-2", "remember");
        plant.send("invented-1", "remember");
        assertThat(plant.letters()).extracting(DeadLetter::getSource).containsExactly("invented-2", "invented-1");
    }

    @Test
    void whereAllAreRegisteredTheOneThatWasSilentTheLongestMakesRoom() {
        // Given
        for (String device : new String[]{"a", "b", "c"}) {
            plant.register(Plant.device(device));
        }

        // When
        plant.send("a", "remember");
        plant.send("b", "remember");
        plant.send("c", "remember");

        // Then
        assertThat(plant.letters()).isEmpty();
        assertThat(plant.sessions()).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void whatIsRememberedOfStrangersIsForgottenFiveWeeksAfterTheyWereLastHeard() {
        // Given: one is heard again after twenty days, one is registered
        plant.register(Plant.device("mine"));
        plant.send("mine", "remember");
        plant.send("silent", "remember");
        assertThat(plant.sessions()).containsExactlyInAnyOrder("mine", "silent");

        // When
        plant.advance(Duration.ofDays(20));
        plant.send("silent", "online");
        plant.advance(Duration.ofDays(34));
        assertThat(plant.sessions()).containsExactlyInAnyOrder("mine", "silent");
        plant.advance(Duration.ofDays(2));

        // Then
        assertThat(plant.sessions()).containsExactly("mine");
    }

    @Test
    void aRecordIsNeverLargerThanTheBrokerTakesAndKeepsAsMuchOfTheBytesAsFit() {
        // Given
        plant.register(Plant.device("m1"));
        String padding = "x".repeat(60_000);

        // When
        plant.send("m1", "2025-11-03T10:00:00Z - IMPORT_COUNTER=1 kWh " + padding);
        plant.send("m1", "broken" + padding);

        // Then: 64 KiB without what is around a value
        assertThat(plant.records(Topics.RAW_CONTEXT)).singleElement()
            .satisfies(one -> assertThat(one.value().length).isBetween(49_000, 48 << 10));
        assertThat(plant.letters().get(0).getPayload().remaining()).isBetween(48_000, 48 << 10);
    }
}
