package io.carbonflow.metering.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.ActivityKind;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.EnergyBody;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.Sha256;

/** Whatever stands in a topic or in a registration, the stage goes on and the others' readings with it. */
class ForeignRecordsTest {

    private static final Instant NOON = Instant.parse("2025-11-03T12:00:00Z");

    private Plant plant;

    @BeforeEach
    void aRegisteredCounter() {
        plant = new Plant("2025-11-03T12:00:00Z");
        plant.register(Plant.device("m1"));
    }

    @AfterEach
    void close() {
        plant.close();
    }

    private void assertThatItGoesOn() {
        plant.stands("m1", "2025-11-03T13:00:00Z", "1", "2025-11-03T14:00:00Z", "2");
        assertThat(plant.booked()).endsWith("1 kWh");
    }

    @Test
    void bytesThatAreNoMessageOfADeviceAreOneDeadLetterThatIsNotReceivedAgain() {
        // When
        plant.bytes(Topics.RAW_METER, "acme|m9", "no frame".getBytes(UTF_8));
        plant.bytes(Topics.RAW_METER, null, null);

        // Then
        assertThat(plant.letters()).extracting(DeadLetter::getTenantId).containsExactly("acme", "unattributed");
        assertThat(plant.letters()).extracting(DeadLetter::getSource).containsExactly("m9", "raw.meter");
        assertThat(plant.letters().get(0).getPayload()).isEqualTo(ByteBuffer.wrap("no frame".getBytes(UTF_8)));
        assertThat(plant.records(Topics.DEAD_INTAKE))
            .allSatisfy(one -> assertThat(Plant.header(one, RecordHeaders.DERIVED)).isEqualTo("1"));
        assertThatItGoesOn();
    }

    @Test
    void aPowerRegisteredForAnActivityNobodyKnowsIsRefused() {
        // Given
        var device = Plant.device("p1");
        device.setMeasures("power");
        device.setActivity("electricity.grd");
        plant.register(device);

        // When
        plant.send("p1", "2025-11-03T12:00:00Z - POWER=1000 W");
        plant.send("p1", "2025-11-03T12:01:00Z - POWER=1000 W");

        // Then
        assertThat(plant.letters()).hasSize(2)
            .allSatisfy(letter -> assertThat(letter.getReasons().get(0).getCode()).isEqualTo("ACTIVITY_UNKNOWN"));
        assertThatItGoesOn();
    }

    @Test
    void aMeterRegisteredForSpendIsRefused() {
        // Given
        var device = Plant.device("p1");
        device.setUnit("EUR");
        device.setActivity("spend.naics.331110");
        plant.register(device);

        // When
        plant.stands("p1", "2025-11-03T12:00:00Z", "1", "2025-11-03T12:05:00Z", "2");

        // Then
        assertThat(plant.letters()).hasSize(2)
            .allSatisfy(letter -> assertThat(letter.getHeld()).isFalse());
        assertThatItGoesOn();
    }

    @Test
    void whatOthersWriteForAMeterOfIntervalsNeedNotMakeSense() {
        // Given
        var direct = Plant.device("d1");
        direct.setMeasures("interval");
        direct.setCadenceSeconds(300);
        plant.register(direct);

        // When
        plant.pipe(Topics.RAW_ENERGY, "d1", reading("acme", "a lot", NOON));
        plant.pipe(Topics.RAW_ENERGY, "d1", reading("a|b", "1", NOON));
        plant.pipe(Topics.RAW_ENERGY, "d1", reading("other", "1", NOON));
        plant.pipe(Topics.RAW_ENERGY, "d1", reading("acme", "1", Instant.parse("9000-01-01T00:00:00Z")));

        // Then
        assertThat(plant.activities()).isEmpty();
        assertThatItGoesOn();
    }

    @Test
    void aLetterOfNoTenantIsNobodysMark() {
        // When
        var letter = DeadLetter.newBuilder()
            .setId("l1")
            .setTenantId("a|b")
            .setCorrelationId("c")
            .setStage("intake")
            .setSource("m1")
            .setChannel("readings")
            .setReceivedAt(NOON)
            .setRejectedAt(NOON)
            .setReasons(java.util.List.of())
            .setContentType("text/plain")
            .setPayload(ByteBuffer.allocate(0))
            .build();
        plant.pipe(Topics.DEAD_INTAKE, "m1", letter);
        plant.advance(java.time.Duration.ofSeconds(1));

        // Then
        assertThatItGoesOn();
    }

    @Test
    void moreReadingsInOneMessageThanCanBeWorkedThroughAreRefused() {
        // When
        plant.send("m1", IntStream.range(0, 10_001)
            .mapToObj(channel -> "2025-11-03T12:00:00Z c" + channel + " IMPORT_COUNTER=1 kWh")
            .collect(Collectors.joining("\n")));

        // Then
        assertThat(plant.letters()).singleElement()
            .satisfies(letter -> assertThat(letter.getReasons().get(0).getCode()).isEqualTo("TOO_LARGE"));
        assertThatItGoesOn();
    }

    private static RawActivity reading(String tenant, String quantity, Instant at) {
        return RawActivity.newBuilder()
            .setTenantId(tenant)
            .setEventId("reading:d1:" + at)
            .setCorrelationId("c")
            .setKind(ActivityKind.ENERGY)
            .setActivity("electricity.grid")
            .setQuantity(quantity)
            .setUnit("kWh")
            .setOccurredAt(at)
            .setSourceId("d1")
            .setDataQuality("measured")
            .setAttributes(Map.of())
            .setBody(new EnergyBody(null, null, null, null))
            .setReceivedAt(NOON)
            .setContentHash(new Sha256(new byte[32]))
            .setChannel("readings")
            .setContentType("application/json")
            .setPayload(ByteBuffer.allocate(0))
            .build();
    }
}
