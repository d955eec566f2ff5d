package io.carbonflow.metering.device;

import static io.carbonflow.metering.device.sparkplug.Payloads.born;
import static io.carbonflow.metering.device.sparkplug.Payloads.by;
import static io.carbonflow.metering.device.sparkplug.Payloads.nodeBirth;
import static io.carbonflow.metering.device.sparkplug.Payloads.payload;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.ContextReading;
import io.carbonflow.contracts.avro.DeviceCommand;
import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.contracts.avro.MeterFrame;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.SourceState;
import io.carbonflow.intake.device.DeviceTopics;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe;
import io.carbonflow.testsupport.WithStack;
import io.quarkus.test.junit.QuarkusTest;

/** Messages of every family, from the topic the gateway writes to the energy they come to. */
@QuarkusTest
@WithStack({StackPart.KAFKA, StackPart.REGISTRY})
class DeviceFamiliesServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String tenant = TestStack.aTenant();
    private final TopicProbe topics = new TopicProbe(TestStack.with(StackPart.KAFKA, StackPart.REGISTRY));
    private Instant now = Instant.parse("2025-11-03T10:00:00Z");

    @AfterEach
    void close() {
        topics.close();
    }

    private void register(String device, String family) {
        topics.write(Topics.MASTER_DEVICES, new RecordKey(tenant, device),
                DeviceRegistration.newBuilder()
                    .setTenantId(tenant)
                    .setId(device)
                    .setFamily(family)
                    .setTimeZone("Europe/Berlin")
                    .setCountry("DE")
                    .setUpdatedAt(Instant.now())
                    .build());
    }

    private void send(String topic, String payload) {
        send(topic, payload.getBytes(UTF_8));
    }

    /** Five minutes after the message before. */
    private void send(String topic, byte[] payload) {
        now = now.plus(Duration.ofMinutes(5));
        var device = DeviceTopics.of(topic).orElseThrow();
        topics.write(Topics.RAW_METER, new RecordKey(tenant, device.device()),
                MeterFrame.newBuilder()
                    .setTenantId(tenant)
                    .setCorrelationId(UUID.randomUUID().toString())
                    .setFamily(device.family().wireName())
                    .setDevice(device.device())
                    .setTopic(topic)
                    .setChannel(device.family().wireName())
                    .setReceivedAt(now)
                    .setContentType("application/octet-stream;topic=" + topic)
                    .setPayload(ByteBuffer.wrap(payload))
                    .build());
    }

    private void booked(String... amounts) {
        await().atMost(PATIENCE)
            .untilAsserted(() -> assertThat(topics.read(Topics.RAW_ENERGY, tenant, RawActivity.class))
                .extracting(one -> one.value().getSourceId() + ' ' + one.value().getQuantity() + ' '
                        + one.value().getUnit())
                .containsExactlyInAnyOrder(amounts));
    }

    private List<String> contexts() {
        return topics.read(Topics.RAW_CONTEXT, tenant, ContextReading.class)
            .stream()
            .map(one -> one.value().getReason())
            .toList();
    }

    @Test
    void aTasmotaPlugsTotalsBecomeTheirDifference() {
        register("plug-1", "tasmota");

        send("tele/plug-1/SENSOR", "{\"Time\":\"2025-11-03T11:05:00\",\"ENERGY\":{\"Total\":235.645,\"Power\":24}}");
        send("stat/plug-1/STATUS8",
                "{\"StatusSNS\":{\"Time\":\"2025-11-03T11:10:00\",\"ENERGY\":{\"Total\":235.7}}}");
        send("tele/plug-1/LWT", "Offline");

        booked("plug-1 0.055 kWh");
        await().atMost(PATIENCE)
            .untilAsserted(() -> assertThat(contexts()).containsExactlyInAnyOrder("counter_first_reading", "status"));
    }

    @Test
    void theChannelsOfAShellyMeterAreCountedEachInWattHours() {
        register("shellyemg3-abc", "shelly");

        send("shellyemg3-abc/events/rpc", """
                {"src":"shellyemg3-abc","method":"NotifyStatus","params":{"ts":1762164300.0,
                 "em1data:0":{"total_act_energy":6644.90,"total_act_ret_energy":2595.26},
                 "em1data:1":{"total_act_energy":100}}}""");
        send("shellyemg3-abc/events/rpc", "{\"method\":\"NotifyStatus\",\"params\":{\"ts\":1762164330,\"wifi\":{}}}");
        send("shellyemg3-abc/events/rpc", """
                {"src":"shellyemg3-abc","method":"NotifyStatus","params":{"ts":1762164600.5,
                 "em1data:0":{"total_act_energy":6744.90,"total_act_ret_energy":2600},
                 "em1data:1":{"total_act_energy":125.5}}}""");

        booked("shellyemg3-abc 0.1 kWh", "shellyemg3-abc 0.0255 kWh");
    }

    @Test
    void aFirstGenerationShellysWattMinutesBecomeKilowattHours() {
        register("shelly1pm-1", "shelly");

        send("shellies/shelly1pm-1/relay/0/energy", "1000");
        send("shellies/shelly1pm-1/relay/0/power", "73.2");
        send("shellies/shelly1pm-1/relay/0/energy", "4600");

        await().atMost(PATIENCE)
            .untilAsserted(() -> assertThat(topics.read(Topics.RAW_ENERGY, tenant, RawActivity.class)).singleElement()
                .satisfies(one -> assertThat(new java.math.BigDecimal(one.value().getQuantity()))
                    .isEqualByComparingTo("0.06")));
    }

    @Test
    void aZigbeePlugHasNoTimeButItsArrivalAndRepeatsCountOnce() {
        register("hall 2/press", "zigbee2mqtt");

        send("zigbee2mqtt/hall 2/press", "{\"energy\":1.92,\"power\":0,\"update_available\":null}");
        send("zigbee2mqtt/hall 2/press", "{\"energy\":1.92,\"power\":0,\"update_available\":null}");
        send("zigbee2mqtt/hall 2/press", "{\"energy\":2.42,\"power\":900}");

        booked("hall 2/press 0.5 kWh");
        assertThat(topics.read(Topics.RAW_ENERGY, tenant, RawActivity.class)).singleElement()
            .satisfies(one -> assertThat(one.value().getAttributes()).containsEntry("time_basis", "arrival"));
    }

    @Test
    void aSparkplugMetersDataByAliasIsReadWithItsBirthAndWaitsForOneThatIsMissing() {
        register("substation-7/meter-01", "sparkplug");
        String place = "/substation-7/meter-01";

        send("spBv1.0/EnergyCo/DDATA" + place, payload(9, by(1, 48210.4).setTimestamp(1762164000000L).build()));
        await().atMost(PATIENCE)
            .untilAsserted(() -> assertThat(topics.read(Topics.DEVICE_COMMANDS, tenant, DeviceCommand.class))
                .singleElement()
                .satisfies(one -> assertThat(one.value().getTopic()).isEqualTo("spBv1.0/EnergyCo/NCMD/substation-7")));
        send("spBv1.0/EnergyCo/NBIRTH/substation-7", nodeBirth(1));
        send("spBv1.0/EnergyCo/DBIRTH" + place,
                payload(1, born("Energy/kWh", 1, 48211.4).setTimestamp(1762164300000L).build()));
        send("spBv1.0/EnergyCo/DDATA" + place, payload(2, by(1, 48212.9).setTimestamp(1762164600000L).build()));

        booked("substation-7/meter-01 1 kWh", "substation-7/meter-01 1.5 kWh");
    }

    @Test
    void aHomieMetersValuesWaitForTheirUnitAndARetainedOneCountsOnce() {
        register("meter-1", "homie");

        send("homie/meter-1/main/total", "100.5");
        send("homie/meter-1/main/total/$unit", "kWh");
        send("homie/meter-1/main/total", "101");
        send("homie/meter-1/main/total", "101");
        send("homie/meter-1/cabinet/temperature/$unit", "°C");
        send("homie/meter-1/cabinet/temperature", "21.5");

        booked("meter-1 0.5 kWh");
        await().atMost(PATIENCE)
            .untilAsserted(() -> assertThat(contexts()).containsExactlyInAnyOrder("awaiting_unit",
                    "counter_first_reading", "counter_repeat", "description", "not_energy"));
        await().atMost(PATIENCE)
            .untilAsserted(() -> assertThat(topics.read(Topics.SOURCES_STATE, tenant, SourceState.class)).last()
                .satisfies(one -> assertThat(one.value().getValues())
                    .anySatisfy(value -> assertThat(value.getName()).isEqualTo("cabinet/temperature"))));
    }
}
