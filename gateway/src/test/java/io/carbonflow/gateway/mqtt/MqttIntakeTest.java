package io.carbonflow.gateway.mqtt;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.contracts.avro.EnergyBody;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.database.Migrations;
import io.carbonflow.gateway.Received;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.WithStack;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithStack(value = {StackPart.KAFKA, StackPart.REGISTRY, StackPart.MQTT,
        StackPart.POSTGRES}, databaseRole = Migrations.GATEWAY_ROLE)
class MqttIntakeTest {

    private final String device = "plug-" + UUID.randomUUID();
    private final Publisher publisher = new Publisher(TestStack.with(StackPart.MQTT).mqttPort(), device,
            TestStack.TENANT, TestStack.API_KEY);

    private static String sensor(String time, String total) {
        return "{\"Time\":\"" + time + "\",\"ENERGY\":{\"TotalStartTime\":\"2023-11-13T19:36:00\",\"Total\":" + total
                + ",\"Today\":0.015,\"Period\":2,\"Power\":24}}";
    }

    private void register(String zone) {
        Received.probe()
            .write(Topics.MASTER_DEVICES, new RecordKey(TestStack.TENANT, device),
                    new DeviceRegistration(TestStack.TENANT, device, "tasmota", "FACILITY_1", "SUP_1", "DE", null, zone,
                            300, "counter", Instant.now().truncatedTo(ChronoUnit.MICROS), null, null, null, null));
    }

    private void publish(String payload) {
        publisher.publishAndWait(TestStack.TENANT + "/tele/" + device + "/SENSOR", payload);
    }

    private String id(String instant) {
        return "tasmota:" + device + ":" + instant;
    }

    private String contextOf(String instant) {
        return Received.context(id(instant)).map(reading -> reading.getReason()).orElse("none");
    }

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
    void aRegistrationCountsFromTheNextReadingWithoutARestart() {
        String unknown = sensor("2025-11-03T10:00:00", "235.645");
        publish(unknown);
        assertThat(Received.deadLetters("demo", unknown)).anySatisfy(
                letter -> assertThat(letter.key()).isEqualTo("demo|" + device));

        register("Europe/Berlin");

        await().untilAsserted(() -> {
            publish(sensor("2025-11-03T10:05:00", "235.645"));
            assertThat(contextOf("2025-11-03T09:05:00Z")).startsWith("counter_");
        });
    }

    @Test
    void energyIsTheDifferenceOfTwoStandsWithinTheirPeriod() {
        register("Europe/Berlin");
        await().untilAsserted(() -> {
            publish(sensor("2025-11-03T10:00:00", "235.645"));
            assertThat(contextOf("2025-11-03T09:00:00Z")).startsWith("counter_");
        });

        publish(sensor("2025-11-03T10:05:00", "235.700"));
        publish(sensor("2025-11-03T10:05:00", "235.700"));
        publish("{\"StatusSNS\":" + sensor("2025-11-03T10:10:00", "[200.000,36.000]") + "}");
        publish(sensor("2025-11-03T10:02:00", "235.650"));
        publish(sensor("2025-11-03T10:15:00", "235.900"));
        publish(sensor("2025-11-03T10:20:00", "0.100"));
        publish(sensor("2025-11-03T10:25:00", "0.350"));

        var first = Received.activities(Topics.RAW_ENERGY, id("2025-11-03T09:05:00Z"));
        assertThat(first).hasSize(1);
        var activity = first.get(0).value();
        assertThat(activity.getQuantity()).isEqualTo("0.055");
        assertThat(activity.getPeriodStart()).isEqualTo(Instant.parse("2025-11-03T09:00:00Z"));
        assertThat(activity.getPeriodEnd()).isEqualTo(Instant.parse("2025-11-03T09:05:00Z"));
        assertThat(activity.getOccurredAt()).isEqualTo(activity.getPeriodEnd());
        assertThat(activity.getFacilityId()).isEqualTo("FACILITY_1");
        assertThat(activity.getSupplierId()).isEqualTo("SUP_1");
        assertThat(activity.getCountry()).isEqualTo("DE");
        assertThat(((EnergyBody) activity.getBody()).getCounterEnd()).isEqualTo("235.700");
        assertThat(contextOf("2025-11-03T09:05:00Z")).isEqualTo("counter_repeat");
        assertThat(quantity("2025-11-03T09:10:00Z")).isEqualTo("0.300");
        assertThat(contextOf("2025-11-03T09:02:00Z")).isEqualTo("counter_older");
        assertThat(contextOf("2025-11-03T09:15:00Z")).isEqualTo("counter_dip");
        assertThat(contextOf("2025-11-03T09:20:00Z")).isEqualTo("counter_reset");
        assertThat(quantity("2025-11-03T09:25:00Z")).isEqualTo("0.250");
    }

    private String quantity(String instant) {
        return Received.activities(Topics.RAW_ENERGY, id(instant)).get(0).value().getQuantity();
    }

    @Test
    void itIsReadyWhileItIsConnected() {
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }
}
