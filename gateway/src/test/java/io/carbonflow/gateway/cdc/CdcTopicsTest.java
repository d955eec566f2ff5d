package io.carbonflow.gateway.cdc;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.gateway.GatewayStack;
import io.carbonflow.gateway.Received;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(GatewayStack.class)
class CdcTopicsTest {

    private static final String SERVERS = TestStack.with(StackPart.KAFKA).kafkaBootstrapServers();

    private final String unique = UUID.randomUUID().toString();

    @BeforeEach
    void untilItIsReady() {
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    private String change(String op, String before, String after, int lsn) {
        return "{\"before\":%s,\"after\":%s,\"source\":{\"db\":\"erp\",\"schema\":\"public\",\"table\":\"meter\",\"lsn\":%d},\"op\":\"%s\"}"
            .formatted(before, after, lsn, op);
    }

    private String row(String quantity) {
        return "{\"id\":\"%s\",\"kind\":\"energy\",\"activity\":\"electricity.grid\",\"quantity\":%s,\"unit\":\"kWh\",\"occurred_at\":\"2025-11-03T09:00:00Z\"}"
            .formatted(unique, quantity);
    }

    @Test
    void aTopicThatAppearsWhileWeRunIsReadAndABadRecordStopsNothing() {
        String topic = "cdc." + TestStack.OTHER_TENANT + "." + unique + ".public.meter";
        byte[] key = "{\"id\":\"%s\"}".formatted(unique).getBytes(UTF_8);
        try (var admin = Admin.create(Map.of("bootstrap.servers", SERVERS));
                var producer = new KafkaProducer<>(
                        Map.<String, Object>of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, SERVERS),
                        new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)));
            for (String value : new String[]{change("c", "null", row("10"), 1), "\0rubbish",
                    change("u", "null", row("12"), 2),
                    change("d", "{\"id\":\"" + unique + "\"}", "null", 3), null}) {
                producer.send(new ProducerRecord<>(topic, key, value == null ? null : value.getBytes(UTF_8)));
            }
            producer.flush();
        }

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(activities()).hasSize(3));

        assertThat(activities()).extracting(RawActivity::getRevision)
            .containsExactlyInAnyOrder("00000000000000000001-00000000000000000000-1",
                    "00000000000000000002-00000000000000000000-1", "00000000000000000003-00000000000000000000-0");
        assertThat(activities()).extracting(RawActivity::getOperation).containsExactlyInAnyOrder(null, null, "cancel");
        assertThat(Received.deadLetters(TestStack.OTHER_TENANT, "\0rubbish")).extracting(TopicProbe.Received::value)
            .extracting(DeadLetter::getChannel)
            .containsExactly("cdc");
    }

    private List<RawActivity> activities() {
        return java.util.stream.Stream.of(Topics.RAW_ENERGY, Topics.RAW_SUPPLIER)
            .flatMap(topic -> Received.probe()
                .read(topic, TestStack.OTHER_TENANT, RawActivity.class)
                .stream()
                .map(TopicProbe.Received::value))
            .filter(activity -> activity.getEventId().equals(unique))
            .toList();
    }

    @Test
    void changesOverHttpAreAnsweredOneByOne() {
        String body = "[" + change("c", "null", row("10"), 1) + "," + change("c", "null", "{\"id\":5,\"total\":1}", 2)
                + ","
                + change("x", "null", "null", 3) + "]";

        given().header("X-API-Key", TestStack.API_KEY)
            .contentType("application/json")
            .body(body)
            .post("/v1/cdc")
            .then()
            .statusCode(202)
            .body("accepted", contains(unique))
            .body("held.reasons.code.flatten()", contains("MAPPING_NOT_FOUND"))
            .body("rejected", hasSize(1));
    }
}
