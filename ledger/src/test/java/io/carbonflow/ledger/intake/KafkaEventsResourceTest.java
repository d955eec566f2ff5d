package io.carbonflow.ledger.intake;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.ledger.tally.Receipts;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.carbonflow.platform.wire.WireCodec;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
@WithTestResource(LedgerStack.class)
class KafkaEventsResourceTest {

    private static final Instant RECEIVED_AT = Instant.parse("2025-11-03T10:00:00Z");

    private final LedgerProbe ledger = new LedgerProbe();
    private final String tenant = TestStack.aTenant();

    @Inject
    WireCodec codec;

    @Inject
    Consumption consumption;

    @Inject
    Receipts receipts;

    @BeforeEach
    void untilItIsReady() {
        await().atMost(LedgerProbe.PATIENCE)
            .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void booksARecordDeliveredOverHttpOnceHoweverOftenAndInWhateverFormItComes() {
        byte[] value = codec.encode(Topics.CALCULATED_EMISSIONS,
                anEmissionOf(anActivity().tenant(tenant).build()).build());

        deliver(Topics.CALCULATED_EMISSIONS, 7, value).statusCode(204);
        deliver(Topics.CALCULATED_EMISSIONS, 7, value).statusCode(204);
        given().contentType("application/cloudevents+json")
            .body("{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"dev.knative.kafka.event\",\"source\":\"/k#"
                    + Topics.CALCULATED_EMISSIONS + "\",\"subject\":\"partition:0#7\",\"data_base64\":\""
                    + Base64.getEncoder().encodeToString(value) + "\"}")
            .post("/")
            .then()
            .statusCode(204);

        assertThat(ledger.tallyOf(tenant)).isEqualTo(Map.of("booked", 1L));
        assertThat(ledger.entriesOf(tenant)).isEqualTo(1);
    }

    @Test
    void keepsAnUnreadableRecordInsteadOfAskingForItForEver() {
        deliver(Topics.CALCULATED_EMISSIONS, 8, new byte[]{1, 2}).statusCode(204);
        deliver(Topics.CALCULATED_EMISSIONS, 8, new byte[]{1, 2}).statusCode(204);
        deliver(Topics.DEAD_INTAKE, 9, new byte[]{3}).statusCode(204);

        assertThat(ledger.tallyOf(tenant)).isEqualTo(Map.of("rejected", 2L, "received", 1L));
    }

    @Test
    void refusesWhatIsNoRecordOfItsTopics() {
        deliver("ledger.booked", 1, new byte[0]).statusCode(400);
        given().contentType("application/json").body("{}").post("/").then().statusCode(400);
    }

    @Test
    void leavesReceiptsToTheConsumerThatCountsThemAsLongAsThereIsOne() {
        deliver(Topics.RAW_ENERGY, 1_000_000, new byte[0]).statusCode(204);

        assertThat(ledger.tallyOf(tenant)).isEmpty();
    }

    @Test
    void theSameRecordsByBothWaysAtOnceInAnyOrderAreCountedAndBookedOnce() throws Exception {
        // Given: sixty raw records, and what the calculator made of them
        consumption.stop();
        var raw = new ArrayList<ReceivedRecord>();
        var calculated = new ArrayList<Delivery>();
        for (int i = 0; i < 60; i++) {
            var activity = anActivity().tenant(tenant).eventId("evt-" + i).receivedAt(RECEIVED_AT).build();
            var key = new RecordKey(tenant, "s");
            var place = ledger.topics().write(Topics.RAW_ENERGY, i % 4, key, activity, Map.of(), RECEIVED_AT);
            raw.add(new ReceivedRecord(place.topic(), place.partition(), place.offset(), RECEIVED_AT, key.toString(),
                    tenant, "c", RECEIVED_AT, Marks.NONE, new byte[0]));
            var emission = anEmissionOf(activity).at(place.topic(), place.partition(), place.offset()).build();
            var booked = ledger.topics().write(Topics.CALCULATED_EMISSIONS, place.partition(), key, emission);
            calculated.add(new Delivery(booked.partition(), booked.offset(),
                    codec.encode(Topics.CALCULATED_EMISSIONS, emission)));
        }
        var random = new Random(42);
        Collections.shuffle(raw, random);
        Collections.shuffle(calculated, random);

        // When: a third comes over HTTP before the consumers begin, the rest meanwhile
        raw.subList(0, 20).forEach(this::count);
        calculated.subList(0, 20).forEach(this::deliver);
        consumption.start();
        var counting = CompletableFuture.runAsync(() -> raw.forEach(this::count));
        calculated.forEach(this::deliver);
        counting.get();

        // Then
        ledger.awaitTally(tenant, Map.of("received", 60L, "booked", 60L));
        raw.forEach(this::count);
        calculated.forEach(this::deliver);
        assertThat(ledger.tallyOf(tenant)).isEqualTo(Map.of("received", 60L, "booked", 60L));
        assertThat(ledger.entriesOf(tenant)).isEqualTo(60);
        assertThat(ledger.number("select count(*) from ledger.duplicate where tenant_id = ?", tenant)).isZero();
    }

    /** A record as a KafkaSource delivers it. */
    private record Delivery(int partition, long offset, byte[] value) {}

    private void deliver(Delivery one) {
        deliver(Topics.CALCULATED_EMISSIONS, one.partition(), one.offset(), one.value()).statusCode(204);
    }

    private void count(ReceivedRecord one) {
        try {
            receipts.handleAlone(one);
        } catch (RegistryUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void isClosedUnlessItIsOpened() {
        var closed = new KafkaEventsResource(null, null, null, null, () -> false);

        assertThatThrownBy(() -> closed.receive(null, new byte[0])).isInstanceOf(ProblemException.class)
            .extracting(refused -> ((ProblemException) refused).problem().status())
            .isEqualTo(404);
    }

    private ValidatableResponse deliver(String topic, long offset, byte[] value) {
        return deliver(topic, 0, offset, value);
    }

    private ValidatableResponse deliver(String topic, int partition, long offset, byte[] value) {
        return given().contentType("application/avro")
            .header("ce-specversion", "1.0")
            .header("ce-source", "/apis/v1/namespaces/carbonflow/kafkasources/ledger#" + topic)
            .header("ce-subject", "partition:" + partition + "#" + offset)
            .header("ce-time", "2025-11-03T10:00:01Z")
            .header("ce-key", tenant + "|s")
            .body(value)
            .post("/")
            .then();
    }
}
