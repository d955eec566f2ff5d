package io.carbonflow.ledger.imbalance;

import static io.carbonflow.testsupport.ActivityBuilder.aPurchase;
import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.MeterFrame;
import io.carbonflow.contracts.avro.QualityAlert;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What vanishes between its receipt and its end is found by its offset; the test plays the stages before the ledger. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class ImbalanceTest {

    private static final Instant RECEIVED_AT = Instant.parse("2025-11-03T10:00:12.000345Z");
    private static final int PARTITION = 2;

    private final LedgerProbe ledger = new LedgerProbe();
    private final String tenant = TestStack.aTenant();

    @Inject
    Sweep sweep;

    @Inject
    SweepWatch watch;

    @Inject
    ImbalanceTable table;

    @Inject
    Admin admin;

    @Inject
    MeterRegistry metrics;

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aRecordTheCalculatorPassedOverIsNamedUntilItIsBooked() throws Exception {
        // Given: three records of a tenant and one of another; nothing comes of the second
        String other = TestStack.aTenant();
        book(activity(tenant, "evt-1"), receive(activity(tenant, "evt-1")));
        var lost = receive(activity(tenant, "evt-2"));
        book(activity(tenant, "evt-3"), receive(activity(tenant, "evt-3")));
        book(activity(other, "evt-1"), receive(activity(other, "evt-1")));
        ledger.awaitTally(tenant, Map.of("received", 3L, "booked", 2L));
        ledger.awaitTally(other, Map.of("received", 1L, "booked", 1L));
        everyStageGoesPast();

        // When one sweep has seen it, then two
        assertThat(sweep.run()).isTrue();
        assertThat(imbalances(tenant)).isEmpty();
        assertThat(sweep.run()).isTrue();

        // Then
        assertThat(imbalances(tenant)).singleElement().satisfies(imbalance -> {
            assertThat(imbalance.finding().minute().start()).isEqualTo("2025-11-03T10:00:00Z");
            assertThat(imbalance.finding().difference()).isEqualTo(1);
            assertThat(imbalance.finding().cause()).isEqualTo(Finding.Cause.LOSS);
            assertThat(imbalance.finding().isComplete()).isTrue();
            assertThat(imbalance.finding().records()).containsExactly(new MissingRecord(Topics.RAW_ENERGY, PARTITION,
                    lost.offset(), "evt-2", RECEIVED_AT, "outcome", null));
        });
        assertThat(imbalances(other)).isEmpty();
        watch.measure();
        assertThat(metrics.get("carbonflow.ledger.conservation.imbalance.events").tag("tenant", tenant).gauge().value())
            .isEqualTo(1);
        assertThat(metrics.find("carbonflow.ledger.conservation.imbalance.events").tag("tenant", other).gauge())
            .isNull();
        assertThat(metrics.get("carbonflow.ledger.conservation.sweep.age.seconds").gauge().value()).isNotNegative();

        // and both the tenant and whoever runs the ledger are told
        assertThat(alerts(tenant)).extracting(alert -> alert.value().getState()).containsExactly("raised");
        assertThat(alerts(tenant).get(0).value().getEvidence())
            .containsEntry("records", Topics.RAW_ENERGY + "-" + PARTITION + "-" + lost.offset())
            .containsEntry("difference", "1");
        assertThat(alerts(TestStack.TENANT)).anySatisfy(
                alert -> assertThat(alert.value().getDetail()).startsWith("tenant " + tenant + ", minute"));

        // When a third sweep sees the same
        sweep.run();

        // Then nobody is told again
        assertThat(alerts(tenant)).hasSize(1);

        // When the record is calculated after all
        book(activity(tenant, "evt-2"), lost);
        ledger.awaitTally(tenant, Map.of("received", 3L, "booked", 3L));
        everyStageGoesPast();
        sweep.run();

        // Then
        assertThat(imbalances(tenant)).singleElement()
            .satisfies(imbalance -> assertThat(imbalance.closedAt()).isPresent());
        assertThat(alerts(tenant)).extracting(alert -> alert.value().getState()).containsExactly("raised", "cleared");
        assertThat(alerts(tenant)).extracting(alert -> alert.value().getId())
            .containsOnly(
                    "conservation_imbalance:" + imbalances(tenant).get(0).id());
        watch.measure();
        assertThat(metrics.find("carbonflow.ledger.conservation.imbalance.events").tag("tenant", tenant).gauge())
            .isNull();
    }

    @Test
    void aResultTheLedgerPassedOverIsNamedAsTheLastThingSeenOfItsRecord() throws Exception {
        // Given: of two records one has a result whose event the database has lost, and its count
        var kept = receive(activity(tenant, "evt-1"));
        book(activity(tenant, "evt-1"), kept);
        var lost = receive(activity(tenant, "evt-2"));
        book(activity(tenant, "evt-2"), lost);
        ledger.awaitTally(tenant, Map.of("received", 2L, "booked", 2L));
        ledger.execute("create table public.lost_event as select * from ledger.event where event_id = 'evt-2' "
                + "and tenant_id = '" + tenant + "'");
        past("event", "delete from ledger.event where tenant_id = '" + tenant + "' and event_id = 'evt-2'");
        ledger.execute("update ledger.tally set events = events - 1 where measure = 'booked' and tenant_id = '" + tenant
                + "'");
        everyStageGoesPast();

        // When
        try {
            sweep.run();
            sweep.run();
        } finally { // other tests verify the same database
            ledger.execute("insert into ledger.event select * from public.lost_event",
                    "drop table public.lost_event");
        }

        // Then
        var records = imbalances(tenant).get(0).finding().records();
        assertThat(records).extracting(MissingRecord::offset, MissingRecord::missing)
            .containsExactly(tuple(lost.offset(), "outcome"));
        assertThat(records.get(0).followedBy()).startsWith(Topics.CALCULATED_EMISSIONS + "-" + PARTITION + "-");
    }

    @Test
    void aCountThatWasRemovedIsToldApartFromALossAndNamesTheRecordsItCounted() throws Exception {
        // Given
        var raw = receive(activity(tenant, "evt-1"));
        book(activity(tenant, "evt-1"), raw);
        ledger.awaitTally(tenant, Map.of("received", 1L, "booked", 1L));
        everyStageGoesPast();

        // When
        ledger.execute("delete from ledger.tally where measure = 'received' and tenant_id = '" + tenant + "'");
        sweep.run();
        sweep.run();

        // Then
        var finding = imbalances(tenant).get(0).finding();
        assertThat(finding.difference()).isEqualTo(-1);
        assertThat(finding.cause()).isEqualTo(Finding.Cause.COUNTS);
        assertThat(finding.records()).containsExactly(new MissingRecord(Topics.RAW_ENERGY, PARTITION, raw.offset(),
                null, RECEIVED_AT, "count", null));
    }

    @Test
    void aDevicesMessageOfWhichNothingWasMadeIsNamed() throws Exception {
        // Given: of two messages one leads to a record
        Instant later = RECEIVED_AT.plusMillis(1);
        var lost = ledger.topics()
            .write(Topics.RAW_METER, PARTITION, new RecordKey(tenant, "plug"), frame(RECEIVED_AT), Map.of(),
                    RECEIVED_AT);
        ledger.topics()
            .write(Topics.RAW_METER, PARTITION, new RecordKey(tenant, "plug"), frame(later), Map.of(), later);
        var activity = anActivity().tenant(tenant).eventId("evt-1").receivedAt(later).build();
        var raw = ledger.topics()
            .write(Topics.RAW_ENERGY, PARTITION, new RecordKey(tenant, "plug"), activity, Map.of("cf_derived", "1"),
                    later);
        book(activity, raw);
        ledger.awaitTally(tenant, Map.of("received", 2L, "booked", 1L));
        everyStageGoesPast();

        // When
        sweep.run();
        sweep.run();

        // Then
        assertThat(imbalances(tenant).get(0).finding().records()).containsExactly(new MissingRecord(Topics.RAW_METER,
                PARTITION, lost.offset(), "plug", RECEIVED_AT, "interpretation", null));
    }

    @Test
    void whatRetentionHasRemovedIsNotCalledALoss() throws Exception {
        // Given: a record nobody calculated in time
        var purchase = aPurchase().tenant(tenant).eventId("evt-1").receivedAt(RECEIVED_AT).build();
        var raw = ledger.topics()
            .write(Topics.RAW_PROCUREMENT, 3, new RecordKey(tenant, "s"), purchase, Map.of(), RECEIVED_AT);
        ledger.awaitTally(tenant, Map.of("received", 1L));
        everyStageGoesPast();
        admin.deleteRecords(Map.of(new TopicPartition(Topics.RAW_PROCUREMENT, 3),
                RecordsToDelete.beforeOffset(raw.offset() + 1)))
            .all()
            .get();

        // When
        sweep.run();
        sweep.run();

        // Then
        var finding = imbalances(tenant).get(0).finding();
        assertThat(finding.cause()).isEqualTo(Finding.Cause.REMOVED);
        assertThat(finding.records()).isEmpty();
        assertThat(finding.isComplete()).isFalse();
        assertThat(finding.removed()).containsExactly(
                new Finding.Removed(Topics.RAW_PROCUREMENT, 3, raw.offset() + 1));
    }

    @Test
    void theApiListsThemWithTheirRecordsToTheirTenantAlone() throws Exception {
        // Given
        String event = "evt-" + tenant;
        long before = ledger.tallyOf(TestStack.OTHER_TENANT).getOrDefault("received", 0L);
        // others use this tenant, too, and its usual minute need not add up
        var lost = receive(anActivity().tenant(TestStack.OTHER_TENANT)
            .eventId(event)
            .receivedAt(RECEIVED_AT.plus(Duration.ofDays(1)))
            .build());
        await().atMost(LedgerProbe.PATIENCE)
            .until(() -> ledger.tallyOf(TestStack.OTHER_TENANT).getOrDefault("received", 0L) > before);
        everyStageGoesPast();
        sweep.run();
        sweep.run();

        // Then
        given().header("X-API-Key", TestStack.OTHER_API_KEY)
            .get("/v1/conservation/imbalances?state=open")
            .then()
            .statusCode(200)
            .body("items.find { it.cause == 'loss' }.state", equalTo("open"))
            .body("items.find { it.cause == 'loss' }.records.event_id", hasItem(event))
            .body("items.find { it.cause == 'loss' }.records.offset", hasItem((int) lost.offset()));
        given().header("X-API-Key", TestStack.OTHER_API_KEY)
            .get("/v1/conservation")
            .then()
            .statusCode(200)
            .body("imbalances.find { it.cause == 'loss' }.records.event_id", hasItem(event));
        assertThat(given().header("X-API-Key", TestStack.VIEWER_KEY)
            .get("/v1/conservation/imbalances")
            .then()
            .statusCode(200)
            .extract()
            .asString()).doesNotContain(event);
        given().header("X-API-Key", TestStack.VIEWER_KEY)
            .get("/v1/conservation/imbalances?state=lost")
            .then()
            .statusCode(400);
        given().header("X-API-Key", TestStack.VIEWER_KEY)
            .get("/v1/conservation/imbalances?cursor=bm9uc2Vuc2U")
            .then()
            .statusCode(400);
    }

    @Test
    void oneOfAllInstancesSweepsUntilItsTurnIsOver() throws Exception {
        everyStageGoesPast();
        ledger.execute("update ledger.conservation_sweep set holder = 'another', "
                + "leased_until = clock_timestamp() + interval '1 hour'");
        assertThat(sweep.run()).isFalse();

        ledger.execute("update ledger.conservation_sweep set leased_until = clock_timestamp() - interval '1 second'");
        assertThat(sweep.run()).isTrue();
        assertThat(ledger.rows("select holder from ledger.conservation_sweep").get(0)).doesNotContain("another");
    }

    private static RawActivity activity(String tenant, String eventId) {
        return anActivity().tenant(tenant).eventId(eventId).receivedAt(RECEIVED_AT).build();
    }

    private RecordMetadata receive(RawActivity activity) {
        return ledger.topics()
            .write(Topics.RAW_ENERGY, PARTITION, new RecordKey(activity.getTenantId(), activity.getSourceId()),
                    activity,
                    Map.of(), activity.getReceivedAt());
    }

    /** As the calculator hands it on, of which the header is told as well. */
    private void book(RawActivity activity, RecordMetadata raw) {
        var emission = anEmissionOf(activity).at(raw.topic(), raw.partition(), raw.offset()).build();
        ledger.topics()
            .write(Topics.CALCULATED_EMISSIONS, PARTITION, LedgerProbe.keyOf(emission), emission, Map.of(),
                    activity.getReceivedAt());
    }

    private MeterFrame frame(Instant receivedAt) {
        return MeterFrame.newBuilder()
            .setTenantId(tenant)
            .setCorrelationId("test")
            .setFamily("tasmota")
            .setDevice("plug")
            .setTopic("tele/plug/SENSOR")
            .setRetained(false)
            .setChannel("tasmota")
            .setReceivedAt(receivedAt)
            .setContentType("application/json")
            .setPayload(ByteBuffer.wrap(new byte[]{1}))
            .build();
    }

    private List<Imbalance> imbalances(String of) {
        return table.page(of, null, null, 10);
    }

    private List<TopicProbe.Received<QualityAlert>> alerts(String of) {
        return ledger.topics().read(Topics.QUALITY_ALERTS, of, QualityAlert.class);
    }

    /** The calculator and the metering stage acknowledge all there is, whatever came of it. */
    private void everyStageGoesPast() throws Exception {
        goPast("calculator", Topics.RAW_ACTIVITIES);
        goPast("metering", List.of(Topics.RAW_METER));
    }

    private void goPast(String group, List<String> topics) throws Exception {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        for (String topic : topics) {
            for (int partition = 0; partition < 4; partition++) {
                latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        admin.listOffsets(latest)
            .all()
            .get()
            .forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end.offset())));
        admin.alterConsumerGroupOffsets(group, offsets).all().get();
    }

    private void past(String tableName, String... statements) {
        ledger.execute("alter table ledger." + tableName + " disable trigger all");
        ledger.execute(statements);
        ledger.execute("alter table ledger." + tableName + " enable trigger all",
                "alter table ledger." + tableName + " enable always trigger append_only");
    }
}
