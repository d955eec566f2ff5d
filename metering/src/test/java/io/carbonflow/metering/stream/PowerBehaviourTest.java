package io.carbonflow.metering.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.RawActivity;

/** Samples of power become energy, gaps among them estimates or alerts. */
class PowerBehaviourTest {

    private Plant plant;

    @BeforeEach
    void aRegisteredSampler() {
        plant = new Plant("2025-11-03T08:00:00Z");
        var device = Plant.device("p1");
        device.setMeasures("power");
        device.setCadenceSeconds(60);
        plant.register(device);
    }

    @AfterEach
    void close() {
        plant.close();
    }

    private void sample(String time, String watts) {
        plant.send("p1", time + " - POWER=" + watts + " W");
    }

    /** A sample a minute, both ends included. */
    private void samples(String from, String to, String watts) {
        for (Instant at = Instant.parse(from); !at.isAfter(Instant.parse(to)); at = at.plusSeconds(60)) {
            sample(at.toString(), watts);
        }
    }

    @Test
    void twoSamplesAreTheTrapezoidBetweenThem() {
        // When: 1 kW rising to 2 kW within a minute is 1.5 kW / 60
        sample("2025-11-03T09:00:00Z", "1000");
        sample("2025-11-03T09:01:00Z", "2000");

        // Then
        assertThat(plant.contexts()).containsExactly("power_first_sample");
        assertThat(plant.booked()).containsExactly("0.025 kWh");
        assertThat(plant.activities().get(0).getPeriodStart()).isEqualTo("2025-11-03T09:00:00Z");
    }

    @Test
    void whatIsFedBackIsNotSubtracted() {
        // When: from 3 kW to -1 kW the line is above zero for three quarters of the minute: 1.5 kW * 45 s
        sample("2025-11-03T09:00:00Z", "3000");
        sample("2025-11-03T09:01:00Z", "-1000");
        sample("2025-11-03T09:02:00Z", "-2000");

        // Then
        assertThat(plant.booked()).containsExactly("0.01875 kWh");
        assertThat(plant.contexts()).containsExactly("power_first_sample", "export");
    }

    @Test
    void aGapUnderFifteenMinutesIsEstimatedFromTheDayBefore() {
        // Given: an hour of 1.2 kW
        samples("2025-11-03T09:00:00Z", "2025-11-03T10:00:00Z", "1200");

        // When: ten minutes later
        sample("2025-11-03T10:10:00Z", "9000");

        // Then: 1.2 kW for ten minutes, whatever the new sample says
        RawActivity estimate = plant.activities().get(60);
        assertThat(estimate.getQuantity()).isEqualTo("0.2");
        assertThat(estimate.getDataQuality()).isEqualTo("imputed");
        assertThat(estimate.getEventId()).isEqualTo("imputed:p1:-:2025-11-03T10:00:00Z");
        assertThat(estimate.getRevision()).hasSize(20).containsOnlyDigits();
        assertThat(estimate.getAttributes()).containsEntry("imputation_basis", "previous_24h_average")
            .containsEntry("imputation_mean_per_hour", "1.2")
            .containsEntry("imputation_intervals", "60")
            .containsEntry("imputation_window_start", "2025-11-02T10:00:00Z");
        assertThat(plant.contexts()).endsWith("power_gap");
        assertThat(plant.alerts("gap")).isEmpty();
        assertThat(plant.records(Topics.RAW_ENERGY)).last()
            .satisfies(one -> assertThat(Plant.header(one, RecordHeaders.DERIVED)).isNull());
    }

    @Test
    void theRealSampleReplacesTheEstimateAndItsHalvesAreJudgedAnew() {
        // Given
        samples("2025-11-03T09:00:00Z", "2025-11-03T10:00:00Z", "1200");
        sample("2025-11-03T10:10:00Z", "1200");

        // When: one minute after the gap began
        sample("2025-11-03T10:01:00Z", "2400");

        // Then: the estimate is withdrawn, the first minute is measured (1.8 kW), nine minutes are estimated
        var after = plant.activities().subList(61, plant.activities().size());
        assertThat(after).extracting(RawActivity::getOperation).containsExactly(null, "cancel", null);
        assertThat(after).extracting(RawActivity::getQuantity).containsExactly("0.03", "0", "0.18147541");
        assertThat(after.get(1).getEventId()).isEqualTo("imputed:p1:-:2025-11-03T10:00:00Z");
        assertThat(after.get(1).getRevision()).isGreaterThan(plant.activities().get(60).getRevision());
        assertThat(after.get(2).getEventId()).isEqualTo("imputed:p1:-:2025-11-03T10:01:00Z");
    }

    @Test
    void aGapOfFifteenMinutesIsReportedAndNothingIsBooked() {
        // Given
        samples("2025-11-03T09:00:00Z", "2025-11-03T10:00:00Z", "1200");
        int before = plant.booked().size();

        // When
        sample("2025-11-03T10:15:00Z", "1200");

        // Then
        assertThat(plant.booked()).hasSize(before);
        assertThat(plant.alerts("gap")).singleElement().satisfies(alert -> {
            assertThat(alert.getKind()).isEqualTo("gap");
            assertThat(alert.getFrom()).isEqualTo("2025-11-03T10:00:00Z");
            assertThat(alert.getTo()).isEqualTo("2025-11-03T10:15:00Z");
        });
    }

    @Test
    void withoutAnHourOfHistoryNothingIsEstimated() {
        // Given: 59 minutes
        samples("2025-11-03T09:00:00Z", "2025-11-03T09:59:00Z", "1200");

        // When
        sample("2025-11-03T10:05:00Z", "1200");

        // Then
        assertThat(plant.booked()).hasSize(59);
        assertThat(plant.alerts("gap")).hasSize(1);
    }

    @Test
    void aLateSampleWithinMeasuredTimeChangesNothing() {
        // Given
        sample("2025-11-03T09:00:00Z", "1000");
        sample("2025-11-03T09:01:00Z", "1000");

        // When
        sample("2025-11-03T09:00:30Z", "5000");

        // Then
        assertThat(plant.booked()).hasSize(1);
        assertThat(plant.contexts()).endsWith("power_older");
    }

    @Test
    void aRetainedPowerWithoutATimeIsNoSample() {
        // Given
        sample("2025-11-03T09:00:00Z", "1000");

        // When
        plant.retained("p1", "- - POWER=1000 W");

        // Then
        assertThat(plant.booked()).isEmpty();
        assertThat(plant.contexts()).endsWith("power_retained");
    }

    @Test
    void powerOfADeviceThatCountsIsOnlyAValue() {
        // Given
        plant.register(Plant.device("m1"));

        // When
        plant.send("m1", "2025-11-03T09:00:00Z - POWER=73.2 W");

        // Then
        assertThat(plant.contexts()).containsExactly("no_energy");
        assertThat(plant.source("m1").getValues()).singleElement()
            .satisfies(value -> assertThat(value.getValue()).isEqualTo("73.2"));
    }

    @Test
    void aPartThatIsEstimatedAgainUnderTheSameIdComesAfterTheWithdrawal() {
        // Given: fourteen minutes are estimated
        samples("2025-11-03T09:00:00Z", "2025-11-03T10:00:00Z", "1200");
        sample("2025-11-03T10:14:00Z", "1200");

        // When: later a sample in the middle of them
        plant.advance(Duration.ofMinutes(5));
        sample("2025-11-03T10:07:00Z", "1200");

        // Then: both halves are gaps still, 1.2 kW for seven minutes each
        var after = plant.activities().subList(61, plant.activities().size());
        assertThat(after).extracting(RawActivity::getOperation).containsExactly("cancel", null, null);
        assertThat(after).extracting(RawActivity::getQuantity).containsExactly("0", "0.14", "0.14");
        assertThat(after.get(1).getEventId()).isEqualTo(after.get(0).getEventId());
        assertThat(after.get(1).getRevision()).isGreaterThan(after.get(0).getRevision());
    }

    @Test
    void aFirstSampleBeyondTheRegisteredMaximumWaitsForAPerson() {
        // Given
        var device = Plant.device("p2");
        device.setMeasures("power");
        device.setPowerMaxKw("10");
        plant.register(device);

        // When
        plant.send("p2", "2025-11-03T09:00:00Z - POWER=5000000 W");
        plant.send("p2", "2025-11-03T09:01:00Z - POWER=6000 W");
        plant.send("p2", "2025-11-03T09:02:00Z - POWER=6000 W");

        // Then
        assertThat(plant.letters()).singleElement().satisfies(letter -> assertThat(letter.getHeld()).isTrue());
        assertThat(plant.booked()).containsExactly("0.1 kWh");
    }
}
