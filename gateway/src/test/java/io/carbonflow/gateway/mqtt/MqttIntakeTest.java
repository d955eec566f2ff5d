package io.carbonflow.gateway.mqtt;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.DeviceCommand;
import io.carbonflow.contracts.avro.MeterFrame;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.gateway.GatewayStack;
import io.carbonflow.gateway.Received;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(GatewayStack.class)
class MqttIntakeTest {

    private final String device = "plug-" + UUID.randomUUID();
    private final Publisher publisher = new Publisher(TestStack.with(StackPart.MQTT).mqttPort(), device,
            TestStack.TENANT, TestStack.API_KEY);

    @Test
    void aReadingIsOnItsRawTopicWhenTheDeviceIsAcknowledged() {
        publisher.publishAndWait("carbonflow/demo/readings",
                "{\"sensor_id\":\"%s\",\"energy_kwh\":\"1.50\",\"timestamp\":\"2025-11-03T10:00:00Z\"}"
                    .formatted(device));

        var records = Received.activities(Topics.RAW_ENERGY, "reading:" + device + ":2025-11-03T10:00:00Z");
        assertThat(records).hasSize(1);
        assertThat(records.get(0).value().getChannel()).isEqualTo("mqtt.readings");
        assertThat(records.get(0).value().getCorrelationId()).isNotBlank();
    }

    @Test
    void anActivityIsTakenAndARefusedOneIsKeptWithItsBytes() {
        String good = """
                {"id":"%s","kind":"energy","activity":"fuel.diesel","quantity":1,"unit":"L",
                 "occurred_at":"2025-11-03T10:00:00Z","source_id":"tank"}""".formatted(device);
        String bad = good.replace("\"L\"", "\"kW\"");

        publisher.publishAndWait("carbonflow/demo/activities", bad);
        publisher.publishAndWait("carbonflow/demo/activities", good);

        assertThat(Received.activities(Topics.RAW_ENERGY, device)).hasSize(1);
        assertThat(Received.deadLetters("demo", bad).get(0).value().getReasons()).extracting(Reason::getCode)
            .containsExactly("UNIT_MISMATCH");
    }

    @Test
    void anotherTenantsTopicIsRefusedAndKeptUnderThePublishersOwnTenant() {
        String payload = "{\"sensor_id\":\"" + device + "\"}";

        publisher.publishAndWait("carbonflow/other/readings", payload);

        var letters = Received.deadLetters("demo", payload);
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).value().getReasons()).extracting(Reason::getCode).containsExactly("SOURCE_UNKNOWN");
        assertThat(Received.deadLetters("other", payload)).isEmpty();
    }

    @Test
    void nothingIsTakenInOfATenantThatIsPinnedToAnotherRegion() {
        String payload = """
                {"id":"%s","kind":"energy","activity":"fuel.diesel","quantity":1,"unit":"L",
                 "occurred_at":"2025-11-03T10:00:00Z","source_id":"tank"}""".formatted(device);
        var elsewhere = new Publisher(TestStack.with(StackPart.MQTT).mqttPort(), device, TestStack.ELSEWHERE_TENANT,
                TestStack.ELSEWHERE_API_KEY);

        elsewhere.publishAndWait("carbonflow/" + TestStack.ELSEWHERE_TENANT + "/activities", payload);

        var letters = Received.deadLetters(TestStack.ELSEWHERE_TENANT, payload);
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).value().getReasons()).extracting(Reason::getCode).containsExactly("REGION_MISMATCH");
        assertThat(letters.get(0).value().getEventId()).isEqualTo(device);
        assertThat(Received.activities(Topics.RAW_ENERGY, device)).isEmpty();
        given().header("X-API-Key", TestStack.ELSEWHERE_API_KEY)
            .contentType("application/json")
            .body(payload)
            .post("/v1/activities")
            .then()
            .statusCode(421)
            .contentType("application/problem+json");
    }

    private List<TopicProbe.Received<MeterFrame>> frames() {
        return Received.frames(device);
    }

    @ParameterizedTest
    @CsvSource({"tasmota,tele/%s/SENSOR,application/json", "shelly,%s/events/rpc,application/json",
            "zigbee2mqtt,zigbee2mqtt/%s,application/json", "homie,homie/%s/meter/energy,text/plain"})
    void aMessageOfADeviceIsOnItsWayToMeteringUnreadWhenTheDeviceIsAcknowledged(String family, String topic,
            String contentType) {
        publisher.publishAndWait(TestStack.TENANT + "/" + topic.formatted(device), "not even JSON");

        assertThat(frames()).singleElement().satisfies(received -> {
            assertThat(received.key()).isEqualTo("demo|" + device);
            MeterFrame frame = received.value();
            assertThat(frame.getFamily()).isEqualTo(family);
            assertThat(frame.getTopic()).isEqualTo(topic.formatted(device));
            assertThat(frame.getContentType()).isEqualTo(contentType + ";topic=" + topic.formatted(device));
            assertThat(frame.getRetained()).isFalse();
            assertThat(Received.text(frame.getPayload())).isEqualTo("not even JSON");
        });
    }

    @Test
    void aSparkplugNodesDevicesShareTheKeyOfTheirNode() {
        publisher.publishAndWait("demo/spBv1.0/EnergyCo/DDATA/" + device + "/meter-01", "protobuf");

        assertThat(Received.frames("EnergyCo/" + device)).extracting(TopicProbe.Received::key)
            .containsExactly("demo|EnergyCo/" + device);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void everyQualityOfServiceIsTaken(int qos) {
        publisher.publish("demo/tele/" + device + "/SENSOR", "{}", qos);

        await().untilAsserted(() -> assertThat(frames()).hasSize(1));
    }

    @Test
    void aMessageOfMoreThanAMegabyteIsADeadLetterOfItsDevice() {
        String large = "{\"x\":\"" + device + "y".repeat(1_100_000) + "\"}";

        publisher.publishAndWait("demo/tele/" + device + "/SENSOR", large);

        assertThat(frames()).isEmpty();
        assertThat(Received.deadLetters("demo", large.substring(0, 1_048_576))).singleElement()
            .satisfies(letter -> {
                assertThat(letter.value().getSource()).isEqualTo(device);
                assertThat(letter.value().getChannel()).isEqualTo("tasmota");
                assertThat(letter.value().getContentType())
                    .isEqualTo("application/json;topic=tele/" + device + "/SENSOR");
                assertThat(letter.value().getReasons()).extracting(Reason::getCode).containsExactly("TOO_LARGE");
            });
    }

    @Test
    void aCommandOfTheMeteringStageIsPublishedToTheDevice() {
        var heard = new CopyOnWriteArrayList<String>();
        publisher.subscribe("demo/spBv1.0/EnergyCo/NCMD/" + device, heard::add);

        Received.probe()
            .write(Topics.DEVICE_COMMANDS, new RecordKey("demo", device),
                    new DeviceCommand("demo", UUID.randomUUID().toString(), "spBv1.0/EnergyCo/NCMD/" + device,
                            ByteBuffer.wrap("rebirth".getBytes(UTF_8)), 1,
                            Instant.now().truncatedTo(ChronoUnit.MICROS)));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(heard).contains("rebirth"));
    }

    @Test
    void itIsReadyWhileItIsConnected() {
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }
}
