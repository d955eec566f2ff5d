package io.carbonflow.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** Activities that have more than one result, through packaged services to figures worked out by hand. */
class SeveralResultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static RunningStack stack;
    private static Inventories inventories;

    @BeforeAll
    static void startTheStack() {
        stack = RunningStack.shared();
        inventories = new Inventories(stack);
    }

    @Test
    void ownDieselIsScopeOneAndItsSupplyCategoryThree() {
        // When
        send("""
                {"id":"it-diesel","kind":"energy","activity":"fuel.diesel","quantity":100,"unit":"L",
                 "occurred_at":"2025-05-01T00:00:00Z","source_id":"tank","facility_id":"F-DIESEL","country":"FR"}""");

        // Then: 100 x (2.62818 + 0.000010357143 x 27.0 + 0.000124830189 x 273), and 100 x 0.62409, both of DESNZ 2025
        var entries = inventories.entriesOf("it-diesel");
        assertThat(entries).extracting(one -> one.path("part").asText(), one -> one.path("scope").asInt(),
                one -> one.path("category").asInt(), one -> kilograms(one).toPlainString(),
                one -> one.path("official").asBoolean())
            .containsExactlyInAnyOrder(tuple("activity", 1, 0, "266.253828", true),
                    tuple("well_to_tank", 3, 3, "62.409000", true));
        JsonNode inventory = stack.api("QUERY").get("/v1/inventory?facility_id=F-DIESEL&group_by=part").json();
        assertThat(inventory.path("total_kg_co2e").decimalValue()).isEqualByComparingTo("328.662828");
        assertThat(inventory.path("groups").findValuesAsText("part")).containsExactly("activity", "well_to_tank");
        assertThat(inventory.path("low_tco2e").decimalValue()).isPositive().isLessThan(total(inventory));
        assertThat(inventory.path("high_tco2e").decimalValue()).isGreaterThan(total(inventory));
        assertThat(inventory.path("quality_score").decimalValue()).isBetween(BigDecimal.ONE, BigDecimal.valueOf(5));
    }

    @Test
    void electricityHasALocationBasedAndAMarketBasedFigureOfWhichOneCounts() {
        // When: 1000 kWh at 400 g/kWh that came with the reading, without any contract
        send("""
                {"id":"it-two-methods","kind":"energy","activity":"electricity.grid","quantity":1000,"unit":"kWh",
                 "occurred_at":"2025-05-01T00:00:00Z","source_id":"meter","facility_id":"F-TWO","country":"DE",
                 "attributes":{"grid_carbon_intensity_gco2_kwh":400}}""");

        // Then
        var entries = inventories.entriesOf("it-two-methods");
        assertThat(entries).extracting(one -> one.path("method").asText(), one -> one.path("official").asBoolean(),
                one -> one.path("part").asText())
            .containsExactlyInAnyOrder(tuple("location_based", true, "activity"),
                    tuple("market_based", false, "activity"));
        assertThat(inventory("facility_id=F-TWO")).isEqualByComparingTo("400");
        assertThat(inventory("facility_id=F-TWO&method=location_based&scope=2")).isEqualByComparingTo("400");
        assertThat(inventory("facility_id=F-TWO&method=market_based&scope=2")).isEqualByComparingTo("400");
        assertThat(inventory("facility_id=F-TWO&method=spend_based")).isEqualByComparingTo("0");
    }

    @Test
    void aSharedActivityIsSplitIntoSharesThatAddUpExactly() {
        // When: 1 kg CO2e for two products, one part to two
        send("""
                {"id":"it-split","kind":"supplier","activity":"production","quantity":1,"unit":"kg",
                 "occurred_at":"2025-05-01T00:00:00Z","source_id":"split","supplier_id":"SUP-SPLIT",
                 "attributes":{"supplier_factor":{"kg_co2e_per_unit":1,"unit":"kg","source":"declared"},
                  "allocation":{"by":"mass","shares":[{"product_id":"A","amount":"1"},{"product_id":"B","amount":"2"}]}}}""");

        // Then
        var entries = inventories.entriesOf("it-split");
        assertThat(entries).extracting(one -> one.path("element").asText(), one -> one.path("product_id").asText(),
                one -> kilograms(one).toPlainString(), one -> one.path("official").asBoolean())
            .containsExactlyInAnyOrder(tuple("A", "A", "0.333333", true), tuple("B", "B", "0.666667", true));
        assertThat(inventories.kilogramsOf("it-split")).isEqualByComparingTo("1");
    }

    @Test
    void whatNoRulePlacesIsHeldAndBookedOnceThereIsOne() {
        // Given: emissions nobody says whose they are
        Api gateway = stack.api("GATEWAY").as(RunningStack.OTHER_KEY);
        Api ledger = stack.api("LEDGER").as(RunningStack.OTHER_KEY);
        gateway.postJson("/v1/activities", """
                {"id":"it-held","kind":"supplier","activity":"emissions.reported","quantity":12,"unit":"kg",
                 "occurred_at":"2025-05-01T00:00:00Z","source_id":"held"}""");
        await().atMost(PATIENCE)
            .untilAsserted(() -> assertThat(gateway.get("/v1/dead-letters?source=held&held=true").json().path("items"))
                .hasSize(1));
        JsonNode letter = gateway.get("/v1/dead-letters?source=held").json().path("items").path(0);
        assertThat(letter.path("reasons").findValuesAsText("code")).containsExactly("ATTRIBUTION_NOT_FOUND");
        assertThat(ledger.get("/v1/conservation").json().path("in_review").asLong()).isEqualTo(1);

        // When: a methodology of the company says where they belong, and they are sent again
        assertThat(stack.api("FACTORS").as(RunningStack.OTHER_KEY).putJson("/v1/methodologies/acme.reported", """
                {"title":"Our process emissions","source":"measured at the stack","priority":500,
                 "activities":["emissions.reported"],"method":"supplier_specific","formula":"quantity","unit":"kg",
                 "inputs":{"quantity":{"from":"quantity","unit":"kg"}},"factor":{"from":"reported_emissions"},
                 "attribution":{"scope":1}}""").status()).isIn(200, 201);
        String id = letter.path("id").asText();
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            gateway.post("/v1/dead-letters/" + id + "/resubmit", "application/octet-stream", "");
            assertThat(ledger.get("/v1/entries?event_id=it-held").json().path("items")).hasSize(1);
        });

        // Then: it is booked, nothing waits, and everything received is accounted for
        JsonNode entry = ledger.get("/v1/entries?event_id=it-held").json().path("items").path(0);
        assertThat(kilograms(entry)).isEqualByComparingTo("12");
        assertThat(entry.path("scope").asInt()).isEqualTo(1);
        assertThat(entry.path("methodology_id").asText()).isEqualTo("acme.reported");
        assertThat(entry.path("methodology_version").asInt()).isEqualTo(1);
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode account = ledger.get("/v1/conservation").json();
            assertThat(account.path("in_review").asLong()).as(account.toString()).isZero();
            assertThat(account.path("difference").asLong(-1)).as(account.toString()).isZero();
        });
    }

    @Test
    void everyReceiptOfTheLedgerRecomputesWithoutTheServices() throws Exception {
        // Given
        send("""
                {"id":"it-receipts","kind":"energy","activity":"heat.district","quantity":"250.5","unit":"kWh",
                 "occurred_at":"2025-05-01T00:00:00Z","source_id":"heat","facility_id":"F-HEAT","country":"GB"}""");
        var entries = inventories.entriesOf("it-receipts");
        assertThat(entries).extracting(one -> one.path("part").asText())
            .contains("activity", "well_to_tank", "transmission_and_distribution", "well_to_tank_of_losses");

        for (JsonNode entry : entries) {
            String receipt = stack.api("LEDGER").get("/v1/entries/" + entry.path("id").asText() + "/receipt").body();
            String forged = receipt.replaceFirst("\"kg_co2e\":(\\d)", "\"kg_co2e\":9$1");

            assertThat(recompute(receipt)).isEqualTo(new Ended(0, "same"));
            assertThat(recompute(forged).exitValue()).isEqualTo(1);
            assertThat(recompute(forged).output()).contains("result.kg_co2e");
        }
    }

    private record Ended(int exitValue, String output) {}

    private static Ended recompute(String receipt) throws IOException, InterruptedException {
        var process = stack.command("recompute", "-").redirectErrorStream(true).start();
        try (var input = process.getOutputStream()) {
            input.write(receipt.getBytes(UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }

    private static void send(String activity) {
        var answer = stack.api("GATEWAY").postJson("/v1/activities", activity);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    }

    private static BigDecimal inventory(String query) {
        return stack.api("QUERY").get("/v1/inventory?" + query).json().path("total_kg_co2e").decimalValue();
    }

    private static BigDecimal total(JsonNode inventory) {
        return inventory.path("total_tco2e").decimalValue();
    }

    private static BigDecimal kilograms(JsonNode entry) {
        return entry.path("kg_co2e").decimalValue().setScale(6);
    }
}
