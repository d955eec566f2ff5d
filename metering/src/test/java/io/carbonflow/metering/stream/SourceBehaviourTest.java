package io.carbonflow.metering.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.Reason;

/** Silence, absence, trust, and what a source reports beside energy. */
class SourceBehaviourTest {

    private Plant plant;

    @BeforeEach
    void aCounterThatReportsEveryFiveMinutes() {
        plant = new Plant("2025-11-03T12:00:00Z");
        var device = Plant.device("m1");
        device.setCadenceSeconds(300);
        plant.register(device);
    }

    @AfterEach
    void close() {
        plant.close();
    }

    @Test
    void silenceBeyondTwiceTheCadenceIsReportedOnceAndClearedByTheNextReading() {
        // Given
        plant.stand("m1", "2025-11-03T12:00:00Z", "1");

        // When
        plant.advance(Duration.ofMinutes(9));
        assertThat(plant.alerts()).isEmpty();
        plant.advance(Duration.ofMinutes(2));
        plant.advance(Duration.ofMinutes(5));

        // Then
        assertThat(plant.alertKinds()).containsExactly("silence raised");
        assertThat(plant.source("m1").getState()).isEqualTo("silent");

        // When
        plant.stand("m1", "2025-11-03T12:20:00Z", "2");

        // Then
        assertThat(plant.source("m1").getState()).isEqualTo("active");
        assertThat(plant.alertKinds()).containsExactly("silence raised", "silence cleared");
        assertThat(plant.alerts().get(0).getId()).isEqualTo(plant.alerts().get(1).getId());
    }

    @Test
    void aRegisteredDeviceThatNeverSaysAnythingIsSilentAfterItsAgreement() {
        // Given: registered a day ago, known here since noon
        plant.advance(Duration.ofSeconds(6));
        assertThat(plant.source("m1").getState()).isEqualTo("expected");

        // When
        plant.advance(Duration.ofMinutes(9));
        assertThat(plant.alerts()).isEmpty();
        plant.advance(Duration.ofMinutes(2));
        plant.advance(Duration.ofHours(1));

        // Then
        assertThat(plant.source("m1").getState()).isEqualTo("silent");
        assertThat(plant.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.getKind()).isEqualTo("silence");
            assertThat(alert.getDetail()).contains("nothing ever came since it was registered at 1970-01-01");
        });

        // When
        plant.stand("m1", "2025-11-03T14:00:00Z", "2");

        // Then
        assertThat(plant.source("m1").getState()).isEqualTo("active");
        assertThat(plant.alertKinds()).containsExactly("silence raised", "silence cleared");
        assertThat(plant.alerts().get(0).getId()).isEqualTo(plant.alerts().get(1).getId());
    }

    @Test
    void theAgreementOfADeviceCountsFromItsRegistration() {
        // Given
        plant.advance(Duration.ofHours(2));
        var device = Plant.device("m2");
        device.setCadenceSeconds(300);
        device.setUpdatedAt(Instant.parse("2025-11-03T14:00:00Z"));
        plant.register(device);
        plant.stand("m1", "2025-11-03T14:00:00Z", "1");

        // When
        plant.advance(Duration.ofMinutes(9));

        // Then
        assertThat(plant.source("m2").getState()).isEqualTo("expected");

        // When
        plant.advance(Duration.ofMinutes(2));

        // Then
        assertThat(plant.source("m2").getState()).isEqualTo("silent");
    }

    @Test
    void aDeviceThatIsNoLongerRegisteredIsNotMissed() {
        // Given
        plant.advance(Duration.ofSeconds(6));
        plant.advance(Duration.ofMinutes(20));
        assertThat(plant.source("m1").getState()).isEqualTo("silent");

        // When
        plant.unregister("m1");
        plant.advance(Duration.ofSeconds(6));

        // Then
        assertThat(plant.removedSources()).containsExactly("m1");
        assertThat(plant.alertKinds()).containsExactly("silence raised", "silence cleared");
    }

    @Test
    void aSourceWithoutACadenceIsNeverSilent() {
        // Given
        plant.register(Plant.device("m2"));
        plant.stand("m2", "2025-11-03T12:00:00Z", "1");

        // When
        plant.advance(Duration.ofDays(3));

        // Then
        assertThat(plant.source("m2").getState()).isEqualTo("active");
    }

    @Test
    void aLastWillIsAnAlertUntilTheDeviceIsBack() {
        // Given
        plant.stand("m1", "2025-11-03T12:00:00Z", "1");

        // When
        plant.send("m1", "offline");

        // Then
        assertThat(plant.source("m1").getState()).isEqualTo("offline");
        assertThat(plant.contexts()).endsWith("status");

        // When
        plant.send("m1", "online");

        // Then
        assertThat(plant.source("m1").getState()).isEqualTo("active");
        assertThat(plant.alertKinds()).containsExactly("offline raised", "offline cleared");
    }

    @Test
    void aTemperatureIsAValueOfItsSourceAndNeverEnergy() {
        // Given
        var sensor = Plant.device("t1");
        sensor.setMeasures("context");
        plant.register(sensor);

        // When
        plant.send("t1", "2025-11-03T12:00:00Z - OTHER=21.5 °C");

        // Then
        assertThat(plant.contexts()).containsExactly("not_energy");
        assertThat(plant.booked()).isEmpty();
        assertThat(plant.source("t1").getValues()).singleElement().satisfies(value -> {
            assertThat(value.getValue()).isEqualTo("21.5");
            assertThat(value.getUnit()).isEqualTo("°C");
        });
    }

    @Test
    void anEnergyCounterRegisteredAsContextIsNeverBooked() {
        // Given
        var sensor = Plant.device("t1");
        sensor.setMeasures("context");
        plant.register(sensor);

        // When
        plant.stands("t1", "2025-11-03T12:00:00Z", "1", "2025-11-03T12:05:00Z", "2");

        // Then
        assertThat(plant.booked()).isEmpty();
    }

    @Test
    void trustFallsWithRejectsAndConflictsAndRecoversAsTheDaysPass() {
        // Given: two good items
        plant.stands("m1", "2025-11-03T12:00:00Z", "1", "2025-11-03T12:05:00Z", "2");
        assertThat(plant.source("m1").getTrust()).isEqualTo("1.00");

        // When: three are refused, one contradicts what is booked
        refuse(Topics.DEAD_INTAKE, "MALFORMED");
        refuse(Topics.DEAD_INTAKE, "MALFORMED");
        refuse(Topics.DEAD_CALCULATION, "FACTOR_NOT_FOUND");
        refuse(Topics.DEAD_LEDGER, "DUPLICATE_CONFLICT");
        plant.advance(Duration.ofSeconds(1));

        // Then: 22 / (22 + 3 + 5)
        assertThat(plant.source("m1").getTrust()).isEqualTo("0.73");
        assertThat(plant.alertKinds()).contains("conflict raised");

        // When: the next reading carries it
        plant.stand("m1", "2025-11-03T12:10:00Z", "3");

        // Then
        assertThat(plant.activities()).last()
            .satisfies(activity -> assertThat(activity.getSourceTrust()).isEqualTo("0.73"));

        // When
        plant.advance(Duration.ofDays(7));

        // Then
        assertThat(plant.source("m1").getTrust()).isEqualTo("1.00");
    }

    @Test
    void aChangeIsToldAtMostOnceASecond() {
        // When
        for (int i = 0; i < 10; i++) {
            plant.send("m1", "- - IMPORT_COUNTER=" + i + " kWh");
        }
        plant.advance(Duration.ofSeconds(1));

        // Then
        assertThat(plant.records(Topics.SOURCES_STATE)).hasSize(1);
    }

    private void refuse(String topic, String code) {
        plant.pipe(topic, "m1",
                DeadLetter.newBuilder()
                    .setId("x")
                    .setTenantId(Plant.TENANT)
                    .setCorrelationId("c")
                    .setStage("intake")
                    .setSource("m1")
                    .setChannel("plain")
                    .setReceivedAt(Instant.EPOCH)
                    .setRejectedAt(Instant.EPOCH)
                    .setReasons(List.of(new Reason(code, null, "x")))
                    .setContentType("text/plain")
                    .setPayload(ByteBuffer.allocate(0))
                    .build());
    }
}
