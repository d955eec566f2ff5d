package io.carbonflow.calculator.intake;

import static io.carbonflow.testsupport.ActivityBuilder.aPurchase;
import static io.carbonflow.testsupport.ActivityBuilder.aShipment;
import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.receipt.Receipt;
import io.carbonflow.calculator.SnapshotServer;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.EmissionResult;
import io.carbonflow.contracts.avro.EnergyBody;
import io.carbonflow.contracts.avro.FactorEditionEvent;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.RawCoordinates;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.intake.contract.CanonicalActivity;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe;
import io.carbonflow.testsupport.TopicProbe.Received;
import io.carbonflow.testsupport.WithStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

@QuarkusTest
@WithStack({StackPart.KAFKA, StackPart.REGISTRY})
@WithTestResource(SnapshotServer.class)
class IntakeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ConfigProperty(name = "carbonflow.factors.url")
    URI factors;

    private final String tenant = TestStack.aTenant();
    private TopicProbe topics;

    @BeforeEach
    void open() {
        topics = new TopicProbe(TestStack.with(StackPart.KAFKA, StackPart.REGISTRY));
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void turnsAReadingIntoAnEmissionInTheSamePartitionWithTheSameKeyAndHeaders() {
        // Given
        RawActivity reading = anActivity().tenant(tenant).carriedIntensity("385.2").supplier("SUP_042_DE").build();

        // When
        RecordMetadata raw = write(Topics.RAW_ENERGY, reading);

        // Then
        Received<CalculatedEmission> emission = emissions(1).get(0);
        assertThat(emission.partition()).isEqualTo(raw.partition());
        assertThat(emission.key()).isEqualTo(tenant + "|SM-PLANT-DE-042");
        assertThat(emission.headers()).containsEntry("cf_tenant", tenant)
            .containsEntry("cf_correlation_id", "test")
            .containsKey("cf_received_at");
        assertThat(emission.value().getRaw())
            .isEqualTo(new RawCoordinates(Topics.RAW_ENERGY, raw.partition(), raw.offset()));
        assertThat(emission.value().getPayload()).isEqualTo(reading.getPayload());
        assertThat(emission.value().getContentHash()).isEqualTo(reading.getContentHash());
        RawActivity kept = CanonicalActivity.read(emission.value().getContent(), null);
        assertThat(kept.getEventId()).isEqualTo(reading.getEventId());
        assertThat(kept.getBody()).isEqualTo(reading.getBody());
        EmissionResult result = official(emission);
        assertThat(result.getKgCo2e()).isEqualByComparingTo("480.45996");
        assertThat(result.getScope()).isEqualTo(3);
        assertThat(result.getCategory()).isEqualTo(1);
        assertThat(result.getMethod()).isEqualTo("location_based");
        assertThat(result.getFactorId()).isEqualTo("carried:grid_intensity");
        assertThat(Receipt.recompute(result.getReceipt())).isEqualTo(result.getReceipt());
    }

    @Test
    void worksOutEveryKindUnderEverySet() {
        // When
        write(Topics.RAW_ENERGY, anActivity().tenant(tenant).activity("fuel.diesel").quantity("100", "L").build());
        write(Topics.RAW_LOGISTICS, aShipment().tenant(tenant).build());
        write(Topics.RAW_PROCUREMENT, aPurchase().tenant(tenant).activity("spend.naics.331110").build());

        // Then
        List<Received<CalculatedEmission>> emissions = emissions(3);
        EmissionResult diesel = official(of(emissions, "fuel.diesel"));
        assertThat(diesel.getKgCo2e()).isEqualByComparingTo("253.028");
        assertThat(diesel.getKgCo2eAr4()).isEqualByComparingTo("253.23");
        assertThat(diesel.getKgCh4()).isEqualByComparingTo("0.01");
        assertThat(diesel.getKgBiogenicCo2()).isEqualByComparingTo("20");
        EmissionResult lorry = official(of(emissions, "freight.road.hgv"));
        assertThat(lorry.getKgCo2e()).isEqualByComparingTo("3.6801");
        assertThat(lorry.getCategory()).isEqualTo(4);
        assertThat(lorry.getNotices()).contains("REGION_FALLBACK", "REGION_PROXY");
        EmissionResult steel = official(of(emissions, "spend.naics.331110"));
        assertThat(steel.getKgCo2e()).isEqualByComparingTo("1363.541062"); // 1500 x 292.655 / 321.943, dollars of 2022
        assertThat(steel.getNotices()).contains("PRICES_DEFLATED");
    }

    @Test
    void passesOnThatAnEventIsCancelledWithoutLookingAtItsQuantityOrBody() {
        // Given: what could not be calculated at all
        RawActivity cancel = anActivity().tenant(tenant).activity("no.such.activity").quantity("-1", "kWh").build();
        cancel.setQuantity(null);
        cancel.setUnit(null);
        cancel.setRevision("00000000000000000007");
        cancel.setOperation("cancel");

        // When
        write(Topics.RAW_ENERGY, cancel);

        // Then
        CalculatedEmission emission = emissions(1).get(0).value();
        assertThat(emission.getEventId()).isEqualTo(cancel.getEventId());
        assertThat(emission.getOperation()).isEqualTo("cancel");
        assertThat(emission.getRevision()).isEqualTo("00000000000000000007");
        assertThat(emission.getResults()).isEmpty();
        assertThat(emission.getQuantity()).isEqualTo("0");
        assertThat(emission.getContent()).isNull();
    }

    @Test
    void passesOnTheVersionTheTrustAndWhatTheGateDecided() {
        // Given
        RawActivity reading = anActivity().tenant(tenant).build();
        reading.setRevision("00000000000000000001");
        reading.setSourceTrust("0.87");
        reading.setGateOutcome("augment");
        reading.setGateReason("country taken from the device");

        // When
        write(Topics.RAW_ENERGY, reading);

        // Then
        CalculatedEmission emission = emissions(1).get(0).value();
        assertThat(emission.getRevision()).isEqualTo("00000000000000000001");
        assertThat(emission.getOperation()).isNull();
        assertThat(emission.getSourceTrust()).isEqualTo("0.87");
        assertThat(emission.getGateOutcome()).isEqualTo("augment");
        assertThat(emission.getGateReason()).isEqualTo("country taken from the device");
        assertThat(emission.getResults()).isNotEmpty();
    }

    @Test
    void worksNothingOutOfATenantThatIsPinnedToAnotherRegionNorCancelsAnythingOfIt() {
        // Given
        var key = new RecordKey(TestStack.ELSEWHERE_TENANT, "SM-PLANT-DE-042");
        RawActivity reading = anActivity().tenant(TestStack.ELSEWHERE_TENANT).build();
        RawActivity cancel = anActivity().tenant(TestStack.ELSEWHERE_TENANT).build();
        cancel.setRevision("2");
        cancel.setOperation("cancel");

        // When
        topics.write(Topics.RAW_ENERGY, key, reading);
        topics.write(Topics.RAW_ENERGY, key, cancel);

        // Then
        List<Received<DeadLetter>> letters = eventually(() -> {
            var found = topics.read(Topics.DEAD_CALCULATION, TestStack.ELSEWHERE_TENANT, DeadLetter.class);
            return found.size() < 2 ? null : found;
        });
        assertThat(letters).extracting(letter -> letter.value().getEventId())
            .containsExactly(reading.getEventId(), cancel.getEventId());
        assertThat(letters).flatExtracting(letter -> letter.value().getReasons())
            .extracting(Reason::getCode)
            .containsOnly("REGION_MISMATCH");
        assertThat(letters.get(0).value().getReasons().get(0).getDetail())
            .isEqualTo("the tenant is pinned to the region test-south, this deployment is in test-north");
        assertThat(topics.read(Topics.CALCULATED_EMISSIONS, TestStack.ELSEWHERE_TENANT, CalculatedEmission.class))
            .isEmpty();
    }

    @Test
    void refusesByItselfWhatHasNoFactor() {
        // Given
        RawActivity coal = anActivity().tenant(tenant).activity("fuel.coal").quantity("3", "t").build();

        // When
        RecordMetadata raw = write(Topics.RAW_ENERGY, coal);

        // Then
        DeadLetter letter = deadLetters(1).get(0).value();
        assertThat(letter.getReasons()).extracting(Reason::getCode).containsExactly("FACTOR_NOT_FOUND");
        assertThat(letter.getStage()).isEqualTo("calculation");
        assertThat(letter.getEventId()).isEqualTo(coal.getEventId());
        assertThat(letter.getPayload()).isEqualTo(coal.getPayload());
        assertThat(letter.getRaw()).isEqualTo(new RawCoordinates(Topics.RAW_ENERGY, raw.partition(), raw.offset()));
    }

    @Test
    void keepsABadRecordFromItsNeighbours() {
        // Given: bytes that are no record, a schema nobody registered, a body cut off
        var key = new RecordKey(tenant, "SM-PLANT-DE-042");
        byte[] noRecord = "not avro at all".getBytes(UTF_8);
        byte[] unknownSchema = ByteBuffer.allocate(9).put((byte) 0).putInt(999_999).putInt(7).array();

        // When
        write(Topics.RAW_ENERGY, anActivity().tenant(tenant).build());
        topics.writeBytes(Topics.RAW_ENERGY, key, noRecord);
        topics.writeBytes(Topics.RAW_ENERGY, key, unknownSchema);
        write(Topics.RAW_ENERGY, anActivity().tenant(tenant).quantity("-1", "kWh").build());
        write(Topics.RAW_ENERGY, anActivity().tenant(tenant).quantity("many", "kWh").build());
        write(Topics.RAW_ENERGY, anActivity().tenant(tenant).body(counterStandingAt("1e999999999")).build());
        write(Topics.RAW_ENERGY, anActivity().tenant(tenant).build());

        // Then
        assertThat(emissions(2)).hasSize(2);
        List<Received<DeadLetter>> letters = deadLetters(5);
        assertThat(letters).extracting(letter -> letter.value().getReasons().get(0).getCode())
            .containsExactly("MALFORMED", "SCHEMA_INCOMPATIBLE", "QUANTITY_NEGATIVE", "FIELD_INVALID",
                    "FIELD_INVALID");
        assertThat(letters.get(0).value().getPayload()).isEqualTo(ByteBuffer.wrap(noRecord));
        assertThat(letters.get(1).value().getPayload()).isEqualTo(ByteBuffer.wrap(unknownSchema));
        assertThat(letters).extracting(letter -> letter.value().getTenantId()).containsOnly(tenant);
    }

    @Test
    void usesAnEditionFromItsAnnouncementOn() {
        // Given
        write(Topics.RAW_ENERGY, anActivity().tenant(tenant).country("AT").build());
        assertThat(deadLetters(1)).hasSize(1);

        // When
        SnapshotServer.publish(factors, "2025.at", SnapshotServer.HEADER
                + "grid.at,electricity.grid,AT,2025,,,kWh,0.2,,,,,,AR6,generation,location_based,P,Q,r,CC0-1.0,,\n");
        announce("2025.at");

        // Then: events keep coming until one is worked out with the new edition
        CalculatedEmission emission = eventually(() -> {
            write(Topics.RAW_ENERGY, anActivity().tenant(tenant).country("AT").build());
            return topics.read(Topics.CALCULATED_EMISSIONS, tenant, CalculatedEmission.class)
                .stream()
                .map(Received::value)
                .findFirst()
                .orElse(null);
        });
        assertThat(emission.getResults().get(0).getFactorEdition()).isEqualTo("2025.at");
        assertThat(emission.getResults().get(0).getKgCo2e()).isEqualByComparingTo("249.46");
    }

    @Test
    void keepsTheOrderOfASourceThroughManyRecords() {
        // When
        List<String> sent = IntStream.range(0, 500).mapToObj(number -> {
            RawActivity reading = anActivity().tenant(tenant).eventId("evt-" + number).build();
            write(Topics.RAW_ENERGY, reading);
            return reading.getEventId();
        }).toList();

        // Then
        assertThat(emissions(500)).extracting(emission -> emission.value().getEventId()).isEqualTo(sent);
    }

    @Test
    void showsItsHealthAndItsMetrics() {
        // Given
        write(Topics.RAW_ENERGY, anActivity().tenant(tenant).build());
        emissions(1);

        // Then
        RestAssured.given().when().get("/q/health/ready").then().statusCode(200);
        String metrics = RestAssured.given().when().get("/q/metrics").then().statusCode(200).extract().asString();
        assertThat(metrics).contains("carbonflow_calculator_calculated_total", "carbonflow_calculator_lag_records",
                "carbonflow_calculator_batch_records_count", "carbonflow_calculator_event_age_seconds_bucket");
    }

    private static EnergyBody counterStandingAt(String stand) {
        var body = new EnergyBody();
        body.setCounterEnd(stand);
        return body;
    }

    private RecordMetadata write(String topic, RawActivity activity) {
        return topics.write(topic, new RecordKey(tenant, activity.getSourceId()), activity);
    }

    private void announce(String editionId) {
        var event = new FactorEditionEvent(editionId, Instant.parse("2025-06-01T00:00:00Z"), 1, "00", "etag",
                "");
        topics.write(Topics.FACTOR_EDITIONS, new RecordKey(tenant, editionId), event);
    }

    private List<Received<CalculatedEmission>> emissions(int count) {
        return eventually(() -> {
            var found = topics.read(Topics.CALCULATED_EMISSIONS, tenant, CalculatedEmission.class);
            return found.size() < count ? null : found;
        });
    }

    private List<Received<DeadLetter>> deadLetters(int count) {
        return eventually(() -> {
            var found = topics.read(Topics.DEAD_CALCULATION, tenant, DeadLetter.class);
            return found.size() < count ? null : found;
        });
    }

    private static <T> T eventually(Callable<T> supplier) {
        return await().atMost(PATIENCE).until(supplier, found -> found != null);
    }

    private static Received<CalculatedEmission> of(List<Received<CalculatedEmission>> emissions, String activity) {
        return emissions.stream()
            .filter(emission -> emission.value().getActivity().equals(activity))
            .findFirst()
            .orElseThrow();
    }

    private static EmissionResult official(Received<CalculatedEmission> emission) {
        assertThat(emission.value().getResults()).filteredOn(EmissionResult::getOfficial).hasSize(1);
        return emission.value().getResults().stream().filter(EmissionResult::getOfficial).findFirst().orElseThrow();
    }
}
