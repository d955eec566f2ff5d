package io.carbonflow.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.local.audit.LedgerAudit;
import io.carbonflow.local.audit.SentEvent;

/** Kills parts of the running system the hard way while events flow, and counts afterwards. */
class RecoveryIT {

    private static final int EVENTS_PER_BATCH = 50;
    private static final int BATCHES = 12;
    private static final int METER_READINGS = 60;

    private static RunningStack stack;
    private static Inventories inventories;

    @BeforeAll
    static void startTheStack() {
        stack = RunningStack.shared();
        inventories = new Inventories(stack);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ledger", "calculator", "gateway", "metering", "postgres", "kafka"})
    void aPartThatIsKilledLosesAndDoublesNothing(String part) throws Exception {
        // Given
        String supplier = "SUP-KILL-" + part;
        var unacknowledged = new ArrayList<String>();

        // When the part dies between two batches; the sender repeats what was not acknowledged, as a sender does
        for (int batch = 0; batch < BATCHES; batch++) {
            if (batch == BATCHES / 3) {
                stack.kill(part);
            }
            String body = batchOf(supplier, batch);
            if (!acknowledged(body)) {
                unacknowledged.add(body);
            }
        }
        for (String body : unacknowledged) {
            await().atMost(Duration.ofSeconds(90)).until(() -> acknowledged(body));
        }

        // Then each event weighs 0.5 kg and is there once
        await().atMost(Duration.ofSeconds(120))
            .ignoreExceptions()
            .untilAsserted(
                    () -> assertThat(inventories.supplier(supplier).path("entries").asInt())
                        .isEqualTo(EVENTS_PER_BATCH * BATCHES));
        assertThat(inventories.supplier(supplier).path("total_kg_co2e").decimalValue())
            .isEqualByComparingTo(Integer.toString(EVENTS_PER_BATCH * BATCHES / 2));
        var conservation = inventories.settledConservation();
        assertThat(conservation.path("difference").asLong(-1)).as(conservation.toString()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"metering", "gateway", "mqtt", "kafka"})
    void aMetersEnergyAddsUpThoughAPartIsKilledBetweenItsReadings(String part) throws Exception {
        // Given
        String plug = "plug-kill-" + part;
        assertThat(stack.api("QUERY")
            .putJson("/v1/devices/" + plug, """
                    {"family":"tasmota","facility_id":"F-KILL-%s","country":"DE","time_zone":"UTC"}""".formatted(part))
            .status()).isIn(200, 201);

        // When a counter goes from 1000.0 to 1005.9 in steps of 0.1, and the device repeats what is not acknowledged
        for (int i = 0; i < METER_READINGS; i++) {
            if (i == METER_READINGS / 3) {
                stack.kill(part);
            }
            String body = "{\"Time\":\"2025-11-03T10:%02d:00\",\"ENERGY\":{\"Total\":%s}}".formatted(i,
                    BigDecimal.valueOf(10_000 + i, 1));
            await().atMost(Duration.ofSeconds(90)).until(() -> published("demo/tele/" + plug + "/SENSOR", body));
        }

        // Then 5.9 kWh, however often a reading came
        var kgPerKwh = new BigDecimal(stack.api("FACTORS")
            .get("/v1/factors?activity=electricity.grid&country=DE&year=2025&unit=kWh")
            .json()
            .findValue("kg_co2e")
            .asText());
        await().atMost(Duration.ofSeconds(120))
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(stack.api("QUERY")
                .get("/v1/inventory?from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00Z&scope=2&facility_id=F-KILL-"
                        + part)
                .json()
                .path("total_kg_co2e")
                .decimalValue()
                .divide(kgPerKwh, 3, RoundingMode.HALF_EVEN)).isEqualByComparingTo("5.9"));
        var conservation = inventories.settledConservation();
        assertThat(conservation.path("difference").asLong(-1)).as(conservation.toString()).isZero();
    }

    /** Not the ledger's own program: it knows the tables, docs/reference/ledger-format.md, and what was sent. */
    @Test
    void anIndependentAuditFindsEveryEventOnceAndAnyMassThatWasChanged() throws Exception {
        // Given: events under way while the three parts that hold the books die
        String supplier = "SUP-AUDIT";
        var sent = new ArrayList<SentEvent>();
        var kills = List.of("postgres", "ledger", "kafka");
        for (int batch = 0; batch < kills.size() * 2; batch++) {
            String body = batchOf(supplier, batch);
            await().atMost(Duration.ofSeconds(90)).until(() -> acknowledged(body));
            for (int number = 0; number < EVENTS_PER_BATCH; number++) {
                sent.add(new SentEvent("%s-%d-%d".formatted(supplier, batch, number), BigDecimal.ONE, "kg"));
            }
            if (batch % 2 == 0) {
                stack.kill(kills.get(batch / 2));
            }
        }

        // Then
        await().atMost(Duration.ofSeconds(120)).ignoreExceptions().untilAsserted(() -> {
            try (var database = stack.database()) {
                var findings = new LedgerAudit(database).check("demo", supplier + "-", sent);
                assertThat(findings.isRight()).as(String.join("\n", findings.lines())).isTrue();
            }
        });

        // When a mass is changed with the triggers down
        try (var database = stack.database(); var statement = database.createStatement()) {
            database.setAutoCommit(false);
            statement.execute("alter table ledger.entry_row disable trigger all");
            statement
                .execute("update ledger.entry_row set kg_co2e = kg_co2e + 0.000001 where event_id = 'SUP-AUDIT-1-7'");
            var findings = new LedgerAudit(database).check("demo", supplier + "-", sent);
            database.rollback();

            // Then its leaf, its sums and what the sender sent all tell
            assertThat(findings.isRight()).isFalse();
            assertThat(findings.lines()).anySatisfy(line -> assertThat(line).contains("the leaf of entry"))
                .anySatisfy(line -> assertThat(line).contains("the sum of demo 24h"))
                .anySatisfy(line -> assertThat(line).contains("0.500001, expected 0.500000"));
        }
    }

    private static boolean published(String topic, String body) {
        try (var device = MqttDevice.connected(stack, "demo", RunningStack.API_KEY)) {
            device.publish(topic, body);
            return true;
        } catch (RuntimeException e) {
            return false; // the connection broke before the acknowledgement
        }
    }

    @Test
    void theHashChainOfTheRunningLedgerIsUnbroken() throws Exception {
        var verify = stack.command("verify").redirectErrorStream(true).start();
        String output = new String(verify.getInputStream().readAllBytes());

        assertThat(verify.waitFor()).as(output).isZero();
    }

    private static boolean acknowledged(String body) {
        try {
            return stack.api("GATEWAY").post("/v1/activities", "application/x-ndjson", body).status() == 202;
        } catch (java.io.UncheckedIOException e) {
            return false; // the gateway is the part that died
        }
    }

    private static String batchOf(String supplier, int batch) {
        List<Integer> numbers = IntStream.range(0, EVENTS_PER_BATCH).boxed().toList();
        return numbers.stream()
            .map(number -> """
                    {"id":"%s-%d-%d","kind":"supplier","activity":"production","quantity":1,"unit":"kg","occurred_at":"2025-05-01T00:00:00Z","source_id":"line-%d","supplier_id":"%s","attributes":{"supplier_factor":{"kg_co2e_per_unit":0.5,"unit":"kg","source":"declared"}}}"""
                .formatted(supplier, batch, number, number % 7, supplier))
            .collect(Collectors.joining("\n"));
    }
}
