package io.carbonflow.metering.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.ActivityKind;
import io.carbonflow.contracts.avro.EnergyBody;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.Sha256;

/** Energy per interval: what is missing under fifteen minutes is estimated slot by slot, and taken back when it comes. */
class IntervalBehaviourTest {

    private static final Instant START = Instant.parse("2025-11-03T09:00:00Z");

    private Plant plant;

    @BeforeEach
    void aMeterOfFiveMinutes() {
        plant = new Plant("2025-11-03T08:00:00Z");
        var device = Plant.device("i1");
        device.setMeasures("interval");
        device.setCadenceSeconds(300);
        plant.register(device);
    }

    @AfterEach
    void close() {
        plant.close();
    }

    private void interval(int slot, String kwh) {
        plant.send("i1", at(slot) + " - INTERVAL=" + kwh + " kWh");
    }

    private static Instant at(int slot) {
        return START.plus(Duration.ofMinutes(5L * slot));
    }

    /** Twenty slots of 0.1 kWh: 1.2 kW. */
    private void history() {
        for (int slot = 1; slot <= 20; slot++) {
            interval(slot, "0.1");
        }
    }

    @Test
    void aValueIsTheEnergyOfTheIntervalThatEndsAtItsTime() {
        // When
        interval(1, "0.25");

        // Then
        assertThat(plant.booked()).containsExactly("0.25 kWh");
        assertThat(plant.activities().get(0).getPeriodStart()).isEqualTo("2025-11-03T09:00:00Z");
        assertThat(plant.activities().get(0).getPeriodEnd()).isEqualTo("2025-11-03T09:05:00Z");
    }

    @Test
    void twoMissingSlotsAreEstimatedOneByOne() {
        // Given
        history();

        // When
        interval(23, "0.4");

        // Then
        var estimates = plant.activities().stream().filter(one -> one.getDataQuality().equals("imputed")).toList();
        assertThat(estimates).extracting(RawActivity::getEventId)
            .containsExactly("imputed:i1:-:" + at(20), "imputed:i1:-:" + at(21));
        assertThat(estimates).extracting(RawActivity::getQuantity).containsExactly("0.1", "0.1");
        assertThat(estimates).extracting(RawActivity::getPeriodEnd).containsExactly(at(21), at(22));
        assertThat(plant.source("i1").getImputed()).isEqualTo(2);
    }

    @Test
    void theRealReadingTakesItsEstimateBackAndNoOther() {
        // Given
        history();
        interval(23, "0.4");

        // When
        interval(22, "0.35");

        // Then
        var latest = plant.activities().subList(23, plant.activities().size());
        assertThat(latest).extracting(RawActivity::getEventId)
            .containsExactly("plain:i1:" + at(22), "imputed:i1:-:" + at(21));
        assertThat(latest).extracting(RawActivity::getOperation).containsExactly(null, "cancel");
    }

    @Test
    void aReadingThatComesTwiceTakesTheEstimateBackOnce() {
        // Given
        history();
        interval(22, "0.4");
        interval(21, "0.35");

        // When
        interval(21, "0.35");

        // Then: the same event with the same content, for the ledger to know
        assertThat(plant.activities().stream().filter(one -> "cancel".equals(one.getOperation()))).hasSize(1);
        assertThat(plant.activities().stream().filter(one -> one.getEventId().equals("plain:i1:" + at(21))))
            .extracting(RawActivity::getContentHash)
            .hasSize(2)
            .satisfies(hashes -> assertThat(hashes.get(0)).isEqualTo(hashes.get(1)));
    }

    @Test
    void threeMissingSlotsOfFiveMinutesAreAnAlertAndNothingElse() {
        // Given
        history();

        // When
        interval(24, "0.4");

        // Then
        assertThat(plant.booked()).hasSize(21);
        assertThat(plant.alerts("gap")).singleElement().satisfies(alert -> {
            assertThat(alert.getKind()).isEqualTo("gap");
            assertThat(alert.getFrom()).isEqualTo(at(20));
            assertThat(alert.getTo()).isEqualTo(at(23));
        });
        assertThat(plant.source("i1").getTrust()).isEqualTo("0.95"); // (21 + 20) / (21 + 20 + 2)
    }

    @Test
    void theAverageReachesBackTwentyFourHoursAndNoFurther() {
        // Given: 0.5 kWh slots two days ago, then twelve of 0.1 kWh right before the gap
        for (int slot = -600; slot < -580; slot++) {
            interval(slot, "0.5");
        }
        for (int slot = 1; slot <= 12; slot++) {
            interval(slot, "0.1");
        }

        // When
        interval(14, "0.1");

        // Then
        assertThat(plant.booked()).endsWith("0.1 kWh", "0.1 kWh", "0.1 kWh");
        assertThat(plant.activities()).last()
            .satisfies(one -> assertThat(one.getAttributes()).containsEntry("imputation_intervals", "12"));
    }

    @Test
    void aBeatThatIsALittleOffIsNoGap() {
        // Given
        interval(1, "0.1");

        // When: seven minutes instead of five
        plant.send("i1", at(1).plusSeconds(420) + " - INTERVAL=0.1 kWh");

        // Then
        assertThat(plant.booked()).hasSize(2);
        assertThat(plant.alerts()).isEmpty();
    }

    @Test
    void readingsThatReachTheRawTopicDirectlyAreWatchedForGapsToo() {
        // Given
        var direct = Plant.device("d1");
        direct.setFamily("carbonflow");
        direct.setMeasures("interval");
        direct.setCadenceSeconds(300);
        plant.register(direct);
        for (int slot = 1; slot <= 12; slot++) {
            reading(slot, "0.1");
        }

        // When
        reading(14, "0.1");
        reading(13, "0.3");

        // Then: only the estimate and its withdrawal are ours
        assertThat(plant.activities()).extracting(RawActivity::getEventId)
            .containsExactly("imputed:d1:-:" + at(12), "imputed:d1:-:" + at(12));
        assertThat(plant.activities()).extracting(RawActivity::getOperation).containsExactly(null, "cancel");
    }

    private void reading(int slot, String kwh) {
        plant.pipe(Topics.RAW_ENERGY, "d1",
                RawActivity.newBuilder()
                    .setTenantId(Plant.TENANT)
                    .setEventId("reading:d1:" + at(slot))
                    .setCorrelationId("c")
                    .setKind(ActivityKind.ENERGY)
                    .setActivity("electricity.grid")
                    .setQuantity(kwh)
                    .setUnit("kWh")
                    .setOccurredAt(at(slot))
                    .setSourceId("d1")
                    .setDataQuality("measured")
                    .setAttributes(Map.of())
                    .setBody(new EnergyBody(null, null, null, null))
                    .setReceivedAt(at(slot).plusSeconds(1))
                    .setContentHash(new Sha256(new byte[32]))
                    .setChannel("readings")
                    .setContentType("application/json")
                    .setPayload(java.nio.ByteBuffer.allocate(0))
                    .build());
    }
}
