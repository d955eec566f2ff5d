package io.carbonflow.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** Devices by their own protocols, meters that lie, and what the inventory makes of them. */
class DevicesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static RunningStack stack;
    private static Inventories inventories;
    private static MqttDevice mqtt;
    private static BigDecimal kgPerKwh;

    @BeforeAll
    static void startTheStack() {
        stack = RunningStack.shared();
        inventories = new Inventories(stack);
        mqtt = MqttDevice.connected(stack, "demo", RunningStack.API_KEY);
        kgPerKwh = new BigDecimal(stack.api("FACTORS")
            .get("/v1/factors?activity=electricity.grid&country=DE&year=2025&unit=kWh")
            .json()
            .findValue("kg_co2e")
            .asText());
    }

    @AfterAll
    static void everyItemIsAccountedFor() {
        mqtt.close();
        var conservation = inventories.settledConservation();
        assertThat(conservation.path("difference").asLong(-1)).as(conservation.toString()).isZero();
    }

    private static String unique(String prefix) {
        return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static void register(String device, String family, String facility, String more) {
        var answer = stack.api("QUERY")
            .putJson("/v1/devices/" + device, "{\"family\":\"%s\",\"facility_id\":\"%s\",\"country\":\"DE\"%s}"
                .formatted(family, facility, more));
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
    }

    private static JsonNode inventory(String facility, String more) {
        return stack.api("QUERY")
            .get("/v1/inventory?from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00Z&scope=2&facility_id=" + facility
                    + more)
            .json();
    }

    /** What the facility used, worked back from its kilograms; each entry is rounded to the milligram, hundreds of them to less than a watt-hour. */
    private static void awaitKwh(String facility, String kwh) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            var inventory = inventory(facility, "");
            assertThat(inventory.path("total_kg_co2e").decimalValue().divide(kgPerKwh, 3, RoundingMode.HALF_EVEN))
                .as(inventory.toString())
                .isEqualByComparingTo(kwh);
        });
    }

    @Test
    void aShellyPlugReportsInWattHours() {
        String id = unique("shellyplugsg3");
        String facility = unique("F");
        register(id, "shelly", facility, "");

        for (String total : new String[]{"2067.124", "3067.124"}) {
            mqtt.publish("demo/" + id + "/events/rpc", """
                    {"src":"%s","dst":"x/events","method":"NotifyStatus","params":{"ts":%s.5,"switch:0":{"apower":73.2,
                     "voltage":235.0,"current":0.372,"aenergy":{"total":%s},"ret_aenergy":{"total":0.0}}}}"""
                .formatted(id, total.startsWith("2") ? 1_762_164_000 : 1_762_164_300, total));
        }

        awaitKwh(facility, "1");
    }

    @Test
    void twoChannelsOfAShellyAreTwoMetersAndWhatIsFedBackIsKeptApart() {
        String id = unique("shellyproem");
        String facility = unique("F");
        register(id, "shelly", facility, "");

        String[][] stands = {{"1000", "500", "50"}, {"3000", "900", "80"}};
        for (String[] stand : stands) {
            mqtt.publish("demo/" + id + "/status/em1data:0",
                    "{\"id\":0,\"total_act_energy\":" + stand[0] + ",\"total_act_ret_energy\":" + stand[2] + "}");
            mqtt.publish("demo/" + id + "/status/em1data:1",
                    "{\"id\":1,\"total_act_energy\":" + stand[1] + ",\"total_act_ret_energy\":0}");
        }

        // 2000 Wh and 400 Wh; the 30 Wh fed back are not taken off
        awaitKwh(facility, "2.4");
    }

    @Test
    void aZigbeePlugWithoutAClockIsBookedAtItsArrival() {
        String id = unique("plug_kitchen");
        String facility = unique("F");
        register(id, "zigbee2mqtt", facility, "");

        mqtt.publish("demo/zigbee2mqtt/" + id,
                "{\"child_lock\":\"UNLOCK\",\"current\":0,\"energy\":1.92,\"power\":0,\"state\":\"ON\",\"update_available\":null}");
        mqtt.publish("demo/zigbee2mqtt/" + id, "{\"energy\":1.92,\"power\":12,\"state\":\"ON\"}");
        mqtt.publish("demo/zigbee2mqtt/" + id, "{\"energy\":2.42,\"power\":0,\"state\":\"OFF\"}");

        awaitKwh(facility, "0.5");
    }

    @Test
    void homieTellsValueAndUnitInTopicsOfTheirOwn() {
        String id = unique("meter");
        String facility = unique("F");
        register(id, "homie", facility, "");

        mqtt.publish("demo/homie/" + id + "/meter/energy/$unit", "kWh".getBytes(StandardCharsets.UTF_8), true);
        mqtt.publish("demo/homie/" + id + "/meter/energy", "21.5".getBytes(StandardCharsets.UTF_8), true);
        mqtt.publish("demo/homie/" + id + "/meter/temperature/$unit", "°C".getBytes(StandardCharsets.UTF_8), true);
        mqtt.publish("demo/homie/" + id + "/meter/temperature", "19.25".getBytes(StandardCharsets.UTF_8), true);
        mqtt.publish("demo/homie/" + id + "/meter/energy", "24".getBytes(StandardCharsets.UTF_8), true);

        awaitKwh(facility, "2.5");
    }

    @Test
    void sparkplugDataIsReadByTheAliasesOfItsBirth() {
        String node = unique("substation");
        String facility = unique("F");
        register(node + "%2Fmeter-01", "sparkplug", facility, "");
        long t0 = 1_762_164_000_000L;

        mqtt.publish("demo/spBv1.0/EnergyCo/NBIRTH/" + node, sparkplug(t0, 0, metric("bdSeq", 9, t0, 8, 0L)), false);
        mqtt.publish("demo/spBv1.0/EnergyCo/DBIRTH/" + node + "/meter-01",
                sparkplug(t0, 1, metric("Energy/kWh", 1, t0, 10, 48_211.4)), false);
        mqtt.publish("demo/spBv1.0/EnergyCo/DDATA/" + node + "/meter-01",
                sparkplug(t0 + 300_000, 2, metric(null, 1, t0 + 300_000, 10, 48_212.9)), false);

        awaitKwh(facility, "1.5");
    }

    @Test
    void readingsOfAnUnknownDeviceWaitAndAreBookedOnceItIsRegistered() {
        String id = unique("plug-unknown");
        String facility = unique("F");
        mqtt.publish("demo/tele/" + id + "/SENSOR", "{\"Time\":\"2025-11-03T10:00:00\",\"ENERGY\":{\"Total\":10}}");
        mqtt.publish("demo/tele/" + id + "/SENSOR", "{\"Time\":\"2025-11-03T10:05:00\",\"ENERGY\":{\"Total\":11.25}}");
        var letter = inventories.deadLetter(id, "SOURCE_UNKNOWN");
        assertThat(letter.path("held").asBoolean()).isTrue();

        register(id, "tasmota", facility, ",\"time_zone\":\"UTC\"");

        awaitKwh(facility, "1.25");
    }

    @Test
    void aCounterThatDipsRestartsOrRepeatsBooksWhatWasUsed() {
        String id = unique("plug-liar");
        String facility = unique("F");
        register(id, "tasmota", facility, ",\"time_zone\":\"UTC\"");

        // 215.6 -> 215.7 counts 0.1; the dip to 215.6 and the way back count nothing; 216.7 counts 1
        String[] stands = {"215.6", "215.7", "215.6", "215.7", "215.7", "216.7"};
        for (int i = 0; i < stands.length; i++) {
            mqtt.publish("demo/tele/" + id + "/SENSOR",
                    "{\"Time\":\"2025-11-03T10:0" + i + ":00\",\"ENERGY\":{\"Total\":" + stands[i] + "}}");
        }

        awaitKwh(facility, "1.1");
    }

    @Test
    void aShortGapIsImputedAndGivesWayToTheRealReading() {
        String sensor = unique("SM-GAP");
        String facility = unique("F");
        register(sensor, "carbonflow", facility, ",\"cadence_seconds\":60,\"measures\":\"interval\"");
        Instant begin = Instant.parse("2025-11-03T08:00:00Z");

        // Two hours of 0.1 kWh a minute, four minutes missing, one more reading
        var readings = new StringBuilder();
        for (int minute = 1; minute <= 125; minute++) {
            if (minute <= 120 || minute == 125) {
                readings.append(reading(sensor, facility, begin.plusSeconds(60L * minute), "0.1"));
            }
        }
        assertThat(stack.api("GATEWAY").post("/v1/readings", "application/x-ndjson", readings.toString()).status())
            .isEqualTo(202);
        awaitKwh(facility, "12.5");
        assertThat(imputedKwh(facility)).isEqualByComparingTo("0.4");

        // The reading of the third missing minute arrives late: it takes the place of its estimate
        stack.api("GATEWAY")
            .post("/v1/readings", "application/x-ndjson",
                    reading(sensor, facility, begin.plusSeconds(60L * 123), "0.3"));
        awaitKwh(facility, "12.7");
        assertThat(imputedKwh(facility)).isEqualByComparingTo("0.3");
    }

    @Test
    void aLongGapIsAnAlertAndBooksNothing() {
        String sensor = unique("SM-LONG");
        String facility = unique("F");
        register(sensor, "carbonflow", facility, ",\"cadence_seconds\":60,\"measures\":\"interval\"");
        Instant begin = Instant.parse("2025-11-03T08:00:00Z");
        var readings = new StringBuilder();
        for (int minute = 1; minute <= 140; minute++) {
            if (minute <= 100 || minute > 120) {
                readings.append(reading(sensor, facility, begin.plusSeconds(60L * minute), "0.1"));
            }
        }

        stack.api("GATEWAY").post("/v1/readings", "application/x-ndjson", readings.toString());

        await().atMost(PATIENCE)
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(
                    stack.api("QUERY")
                        .get("/v1/alerts?source_id=" + sensor)
                        .json()
                        .path("items")
                        .findValuesAsText("kind"))
                .contains("gap"));
        awaitKwh(facility, "12");
        assertThat(imputedKwh(facility)).isEqualByComparingTo("0");
    }

    @Test
    void theStateAndTheTrustOfASourceAreVisible() {
        String id = unique("plug-state");
        register(id, "tasmota", unique("F"), ",\"time_zone\":\"UTC\",\"cadence_seconds\":300");

        mqtt.publish("demo/tele/" + id + "/SENSOR", "{\"Time\":\"" + Instant.now().toString().substring(0, 19)
                + "\",\"ENERGY\":{\"Total\":10},\"DS18B20\":{\"Temperature\":20.6},\"TempUnit\":\"C\"}");

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            var source = stack.api("QUERY").get("/v1/sources/" + id).json();
            assertThat(source.path("state").asText()).as(source.toString()).isEqualTo("active");
            assertThat(source.path("trust").decimalValue()).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
        });
    }

    private static String reading(String sensor, String facility, Instant at, String kwh) {
        return """
                {"sensor_id":"%s","facility_id":"%s","country_iso2":"DE","energy_kwh":%s,"energy_source":"grid","timestamp":"%s"}
                """
            .formatted(sensor, facility, kwh, at);
    }

    private static BigDecimal imputedKwh(String facility) {
        BigDecimal kilograms = BigDecimal.ZERO;
        for (JsonNode group : inventory(facility, "&group_by=data_quality").path("groups")) {
            if (group.path("data_quality").asText().equals("imputed")) {
                kilograms = kilograms.add(group.path("total_kg_co2e").decimalValue());
            }
        }
        return kilograms.divide(kgPerKwh, 3, RoundingMode.HALF_EVEN);
    }

    /** A Sparkplug B payload, byte by byte as its protobuf schema has it: timestamp 1, metrics 2, seq 3. */
    private static byte[] sparkplug(long timestamp, int seq, byte[] metric) {
        var payload = new ByteArrayOutputStream();
        varint(payload, 1 << 3, timestamp);
        payload.write(2 << 3 | 2);
        varint(payload, metric.length);
        payload.writeBytes(metric);
        varint(payload, 3 << 3, seq);
        return payload.toByteArray();
    }

    /** name 1, alias 2, timestamp 3, datatype 4, long_value 11, double_value 13. */
    private static byte[] metric(String name, int alias, long timestamp, int datatype, Number value) {
        var metric = new ByteArrayOutputStream();
        if (name != null) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            metric.write(1 << 3 | 2);
            varint(metric, bytes.length);
            metric.writeBytes(bytes);
        }
        varint(metric, 2 << 3, alias);
        varint(metric, 3 << 3, timestamp);
        varint(metric, 4 << 3, datatype);
        if (value instanceof Double exact) {
            metric.write(13 << 3 | 1);
            metric.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(exact).array());
        } else {
            varint(metric, 11 << 3, value.longValue());
        }
        return metric.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, int tag, long value) {
        out.write(tag);
        varint(out, value);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
