package io.carbonflow.ledger.conservation;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.ContextReading;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.RawCoordinates;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.platform.wire.WireCodec;
import io.carbonflow.testsupport.TestStack;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

@QuarkusTest
@WithTestResource(LedgerStack.class)
class ConservationTest {

    private static final Instant RECEIVED_AT = Instant.parse("2025-11-03T10:00:00Z");

    private final LedgerProbe ledger = new LedgerProbe();
    private final String tenant = TestStack.aTenant();

    @Inject
    Conservation conservation;

    @Inject
    BrokerLag broker;

    @Inject
    Admin admin;

    @Inject
    @Readiness
    Watch watch;

    @Inject
    MeterRegistry metrics;

    @Inject
    WireCodec codec;

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatIsOnItsWayIsInFlightWhatIsLostIsADifferenceAndAtRestThereIsNeither() throws Exception {
        // When: received, and the calculator has not acknowledged it
        var raw = receive("evt-1");
        ledger.awaitTally(tenant, Map.of("received", 1L));

        // Then
        assertThat(conservation.of(tenant, 10).balance()).isEqualTo(new Balance(1, 1, 0));

        // When: the calculator acknowledges and nothing comes of it
        calculatorAcknowledgesEverything();

        // Then
        await().atMost(LedgerProbe.PATIENCE)
            .untilAsserted(() -> assertThat(conservation.of(tenant, 10).balance()).isEqualTo(new Balance(1, 0, 1)));

        // When: it comes after all
        ledger.deliver(raw.getPartition(), anEmissionOf(anActivity().tenant(tenant).eventId("evt-1").build())
            .at(raw.getTopic(), raw.getPartition(), raw.getOffset())
            .build());
        ledger.awaitTally(tenant, Map.of("received", 1L, "booked", 1L));

        // Then
        assertThat(conservation.of(tenant, 10).balance()).isEqualTo(new Balance(1, 0, 0));
    }

    @Test
    void aTenantOfWhomSomethingIsNotSettledHasASeriesOfItsOwnUntilItIs() {
        var raw = receive("evt-1");
        ledger.awaitTally(tenant, Map.of("received", 1L));
        watch.lookAtConservation();
        assertThat(metrics.get("carbonflow.ledger.conservation.tenant.unsettled").tag("tenant", tenant).gauge().value())
            .isEqualTo(1);

        ledger.deliver(raw.getPartition(), anEmissionOf(anActivity().tenant(tenant).eventId("evt-1").build())
            .at(raw.getTopic(), raw.getPartition(), raw.getOffset())
            .build());
        ledger.awaitTally(tenant, Map.of("received", 1L, "booked", 1L));
        watch.lookAtConservation();

        assertThat(metrics.find("carbonflow.ledger.conservation.tenant.unsettled").tag("tenant", tenant).gauge())
            .isNull();
    }

    @Test
    void theApiGivesEveryMeasureAndTheMinutesTheyAddUpFrom() {
        JsonPath before = conservationOfDemo();
        String eventId = "evt-" + tenant;
        ledger.topics()
            .write(Topics.RAW_ENERGY, new RecordKey(TestStack.TENANT, "s"),
                    anActivity().eventId(eventId).build());
        ledger.deliver(0, anEmissionOf(anActivity().eventId(eventId).build()).build());

        await().atMost(LedgerProbe.PATIENCE).untilAsserted(() -> {
            JsonPath now = conservationOfDemo();
            assertThat(now.getLong("received")).isEqualTo(before.getLong("received") + 1);
            assertThat(now.getLong("booked")).isEqualTo(before.getLong("booked") + 1);
        });
        JsonPath now = conservationOfDemo();
        for (String measure : List.of("received", "booked", "duplicates", "rejected", "in_review", "context")) {
            assertThat(now.getList("by_minute." + measure, Long.class).stream().mapToLong(Long::longValue).sum())
                .as(measure)
                .isEqualTo(now.getLong(measure));
        }
        given().get("/v1/conservation").then().statusCode(401);
        given().header("X-API-Key", TestStack.DEVICE_KEY).get("/v1/conservation").then().statusCode(403);
    }

    @Test
    void countsARefusalAtIntakeAsReceivedAndRejectedOnceHoweverOftenItComes() {
        var letter = deadLetter("intake", null);

        ledger.topics().write(Topics.DEAD_INTAKE, new RecordKey(tenant, "s"), letter);
        ledger.topics().write(Topics.DEAD_INTAKE, new RecordKey(tenant, "s"), letter);
        ledger.topics().write(Topics.DEAD_INTAKE, new RecordKey(tenant, "s"), deadLetter("intake", null));

        ledger.awaitTally(tenant, Map.of("received", 2L, "rejected", 2L));
        assertThat(ledger.rows("""
                select stage, reasons->0->>'code', convert_from(p.payload, 'UTF8')
                from ledger.dead_letter d join ledger.letter_payload p using (tenant_id)
                where tenant_id = ? and id = ? and p.letter_id = d.id""", tenant, letter.getId()))
            .containsExactly(List.of("intake", "MALFORMED", "bytes"));
    }

    @Test
    void countsARefusalByTheCalculatorOncePerRawRecordWhateverIdItComesWith() {
        var raw = receive("evt-1");

        ledger.topics().write(Topics.DEAD_CALCULATION, new RecordKey(tenant, "s"), deadLetter("calculation", raw));
        ledger.topics().write(Topics.DEAD_CALCULATION, new RecordKey(tenant, "s"), deadLetter("calculation", raw));
        ledger.topics()
            .write(Topics.DEAD_CALCULATION, new RecordKey(tenant, "s"),
                    deadLetter("calculation", receive("evt-2")));

        ledger.awaitTally(tenant, Map.of("received", 2L, "rejected", 2L));
    }

    @Test
    void whatIsHeldIsInReviewUntilItsEventIsBooked() {
        // Given: two events the calculator has no rule for, and one it refuses
        var first = receive("evt-1");
        write(held("evt-1", first));
        write(held("evt-2", receive("evt-2")));
        write(deadLetter("calculation", receive("evt-3")));
        ledger.awaitTally(tenant, Map.of("received", 3L, "in_review", 2L, "rejected", 1L));
        assertThat(ledger.rows("select event_id, held from ledger.dead_letter where tenant_id = ? and held order by 1",
                tenant))
            .containsExactly(List.of("evt-1", "t"), List.of("evt-2", "t"));

        // When: the rule is there, and the first is sent again
        var again = receive("evt-1");
        ledger.deliver(0, anEmissionOf(anActivity().tenant(tenant).eventId("evt-1").receivedAt(RECEIVED_AT).build())
            .at(again.getTopic(), again.getPartition(), again.getOffset())
            .build());

        // Then: it waits no more, and everything received is accounted for
        ledger.awaitTally(tenant,
                Map.of("received", 4L, "in_review", 1L, "rejected", 1L, "booked", 1L, "duplicates", 1L));

        // When: what held it is delivered once more
        write(held("evt-1", first));
        write(held("evt-4", receive("evt-4")));

        // Then
        ledger.awaitTally(tenant,
                Map.of("received", 5L, "in_review", 2L, "rejected", 1L, "booked", 1L, "duplicates", 1L));
    }

    @Test
    void whatIsHeldAfterItsEventWasBookedByAnotherRecordDoesNotWait() {
        // Given
        ledger.deliver(0, anEmissionOf(anActivity().tenant(tenant).eventId("evt-1").build()).build());
        ledger.awaitTally(tenant, Map.of("booked", 1L));

        // When
        write(held("evt-1", receive("evt-1")));

        // Then
        ledger.awaitTally(tenant, Map.of("received", 1L, "booked", 1L, "duplicates", 1L));
    }

    @Test
    void theFirstOutcomeOfARawRecordStandsWhenTheCalculatorComesToAnotherAfterACrash() {
        // Given
        var refusedFirst = receive("evt-1");
        var bookedFirst = receive("evt-2");
        var activity = anActivity().tenant(tenant).receivedAt(RECEIVED_AT);

        // When
        ledger.topics()
            .write(Topics.DEAD_CALCULATION, new RecordKey(tenant, "s"),
                    deadLetter("calculation", refusedFirst));
        ledger.deliver(0, anEmissionOf(activity.eventId("evt-2").build())
            .at(bookedFirst.getTopic(), bookedFirst.getPartition(), bookedFirst.getOffset())
            .build());
        ledger.awaitTally(tenant, Map.of("received", 2L, "rejected", 1L, "booked", 1L));
        ledger.deliver(0, anEmissionOf(activity.eventId("evt-1").build())
            .at(refusedFirst.getTopic(), refusedFirst.getPartition(), refusedFirst.getOffset())
            .build());
        var second = deadLetter("calculation", bookedFirst);
        second.setEventId("evt-2");
        ledger.topics().write(Topics.DEAD_CALCULATION, new RecordKey(tenant, "s"), second);
        ledger.topics()
            .write(Topics.DEAD_CALCULATION, new RecordKey(tenant, "s"),
                    deadLetter("calculation", receive("evt-3")));
        ledger.deliver(0, anEmissionOf(anActivity().tenant(tenant).eventId("evt-4").build()).build());

        // Then
        ledger.awaitTally(tenant, Map.of("received", 3L, "rejected", 2L, "booked", 2L));
    }

    @Test
    void countsContextAndRecordsOfAForeignProducerByWhatTheySay() {
        // Given
        var reading = ContextReading.newBuilder()
            .setTenantId(tenant)
            .setEventId("evt-1")
            .setCorrelationId("c")
            .setSourceId("s")
            .setReason("counter_repeat")
            .setChannel("mqtt")
            .setReceivedAt(RECEIVED_AT)
            .setContentType("application/json")
            .setPayload(ByteBuffer.wrap(new byte[]{1}))
            .build();

        // When
        ledger.topics().write(Topics.RAW_CONTEXT, new RecordKey(tenant, "s"), reading);
        ledger.writeWithoutHeaders(Topics.RAW_ENERGY, "no key of ours",
                codec.encode(Topics.RAW_ENERGY,
                        anActivity().tenant(tenant).eventId("evt-2").receivedAt(RECEIVED_AT).build()));
        ledger.writeWithoutHeaders(Topics.RAW_ENERGY, tenant + "|s", new byte[]{7});

        // Then
        ledger.awaitTally(tenant, Map.of("received", 3L, "context", 1L));
        assertThat(ledger.number("select sum(events) from ledger.tally where tenant_id = ? and minute = ?::timestamptz",
                tenant, RECEIVED_AT.toString()))
            .isEqualTo(1);
    }

    @Test
    void theMarkersThatEndTransactionsLeaveNoLag() {
        // Given: a stage that writes in transactions, one of which it gives up
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        ledger.stack().kafkaBootstrapServers(), ProducerConfig.TRANSACTIONAL_ID_CONFIG, tenant),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (boolean isCommitted : List.of(true, false)) {
                producer.beginTransaction();
                for (int partition = 0; partition < 4; partition++) {
                    producer.send(new ProducerRecord<>(Topics.RAW_ENERGY, partition, tenant + "|s", new byte[]{7}));
                }
                if (isCommitted) {
                    producer.commitTransaction();
                } else {
                    producer.abortTransaction();
                }
            }
        }

        // Then: what was given up is not counted either
        ledger.awaitTally(tenant, Map.of("received", 4L));
        await().atMost(LedgerProbe.PATIENCE)
            .untilAsserted(() -> assertThat(broker.notOlderThan(Duration.ZERO).groups())
                .filteredOn(lag -> lag.group().equals("ledger-receipts") && lag.topic().equals(Topics.RAW_ENERGY))
                .extracting(BrokerLag.GroupLag::records)
                .containsExactly(0L));
        assertThat(ledger.tallyOf(tenant)).isEqualTo(Map.of("received", 4L));
    }

    /** A raw record as the gateway writes it; where it stands. */
    private RawCoordinates receive(String eventId) {
        RawActivity raw = anActivity().tenant(tenant).eventId(eventId).receivedAt(RECEIVED_AT).build();
        var written = ledger.topics().write(Topics.RAW_ENERGY, new RecordKey(tenant, "s"), raw);
        return new RawCoordinates(written.topic(), written.partition(), written.offset());
    }

    private void write(DeadLetter letter) {
        ledger.topics().write(Topics.DEAD_CALCULATION, new RecordKey(tenant, "s"), letter);
    }

    private DeadLetter held(String eventId, RawCoordinates raw) {
        var letter = deadLetter("calculation", raw);
        letter.setEventId(eventId);
        letter.setHeld(true);
        return letter;
    }

    private DeadLetter deadLetter(String stage, RawCoordinates raw) {
        return DeadLetter.newBuilder()
            .setId(UUID.randomUUID().toString())
            .setTenantId(tenant)
            .setEventId("evt-1")
            .setCorrelationId("c")
            .setStage(stage)
            .setSource("s")
            .setChannel("rest")
            .setReceivedAt(RECEIVED_AT)
            .setRejectedAt(RECEIVED_AT)
            .setReasons(List.of(new Reason("MALFORMED", null, "not JSON")))
            .setContentType("application/json")
            .setPayload(ByteBuffer.wrap("bytes".getBytes(
                    UTF_8)))
            .setRaw(raw)
            .build();
    }

    private void calculatorAcknowledgesEverything() throws Exception {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        for (String topic : Topics.RAW_ACTIVITIES) {
            for (int partition = 0; partition < 4; partition++) {
                latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        admin.listOffsets(latest)
            .all()
            .get()
            .forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end.offset())));
        admin.alterConsumerGroupOffsets("calculator", offsets).all().get();
    }

    private static JsonPath conservationOfDemo() {
        return given().header("X-API-Key", TestStack.VIEWER_KEY)
            .get("/v1/conservation")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    }
}
