package io.carbonflow.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.DriverManager;
import java.util.UUID;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each way in, by its real protocol, through packaged services to a figure worked out by hand. */
class EveryWayInIT {

    private static RunningStack stack;
    private static Inventories inventories;

    @BeforeAll
    static void startTheStack() {
        stack = RunningStack.shared();
        inventories = new Inventories(stack);
    }

    @Test
    void aReadingThatCarriesItsGridIntensityIsBookedWithIt() {
        // When: 1247.3 kWh at 385.2 g CO2e/kWh
        var answer = stack.api("GATEWAY").postJson("/v1/readings", """
                {"event_id":"it-carried","sensor_id":"SM-PLANT-DE-042","facility_id":"FACILITY_MUENCHEN_01",
                 "supplier_id":"SUP_042_DE","country_iso2":"DE","energy_kwh":1247.3,"energy_source":"grid",
                 "grid_carbon_intensity_gco2_kwh":385.2,"timestamp":"2025-11-03T10:00:00Z"}""");

        // Then: 1247.3 x 385.2 / 1000
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(inventories.kilogramsOf("it-carried")).isEqualByComparingTo("480.45996");
        var inventory = inventories.supplier("SUP_042_DE");
        assertThat(inventory.path("total_kg_co2e").decimalValue()).isEqualByComparingTo("480.45996");
        assertThat(inventory.path("by_category").path(0).path("category").asInt()).isEqualTo(1);
        assertThat(inventory.path("last_event_timestamp").asText()).isEqualTo("2025-11-03T10:00:00Z");
    }

    @Test
    void aReadingOverMqttIsBookedLikeOneOverRest() {
        // When
        try (var device = device()) {
            device.publish("carbonflow/demo/readings",
                    """
                            {"event_id":"it-mqtt","sensor_id":"SM-MQTT-1","facility_id":"F1","country_iso2":"FR","energy_kwh":"10.5",
                             "energy_source":"grid","grid_carbon_intensity_gco2_kwh":20,"timestamp":"2025-11-03T10:00:00+01:00"}""");
        }

        // Then: 10.5 x 20 / 1000
        assertThat(inventories.kilogramsOf("it-mqtt")).isEqualByComparingTo("0.21");
    }

    @Test
    void aTasmotaCounterIsBookedAsTheDifferenceOfItsReadings() {
        // Given a device whose zone, place and supplier are registered
        String device = "plug-" + UUID.randomUUID();
        assertThat(stack.api("QUERY").putJson("/v1/devices/" + device, """
                {"family":"tasmota","facility_id":"F-TASMOTA","supplier_id":"SUP-%s","country":"DE",
                 "time_zone":"Europe/Berlin","measures":"counter"}""".formatted(device)).status()).isIn(200, 201);

        // When its counter goes from 100 to 102.5 kWh
        try (var plug = device()) {
            plug.publish("demo/tele/" + device + "/SENSOR",
                    "{\"Time\":\"2025-11-03T10:00:00\",\"ENERGY\":{\"Total\":100}}");
            plug.publish("demo/tele/" + device + "/SENSOR",
                    "{\"Time\":\"2025-11-03T10:05:00\",\"ENERGY\":{\"Total\":102.500}}");
        }

        // Then 2.5 kWh at the factor the factor service publishes for Germany
        var factor = stack.api("FACTORS")
            .get("/v1/factors?activity=electricity.grid&country=DE&year=2025&unit=kWh")
            .json();
        var kgPerKwh = decimalAt(factor, "kg_co2e");
        org.awaitility.Awaitility.await()
            .atMost(java.time.Duration.ofSeconds(60))
            .untilAsserted(
                    () -> assertThat(inventories.supplier("SUP-" + device).path("total_kg_co2e").decimalValue())
                        .isEqualByComparingTo(kgPerKwh.multiply(new BigDecimal("2.5"))
                            .setScale(6, java.math.RoundingMode.HALF_EVEN)));
    }

    @Test
    void aPurchaseOrderIsBookedAsSpendWithItsSupplier() {
        // Given
        assertThat(stack.api("QUERY").putJson("/v1/suppliers/10100088", """
                {"name":"Test Steel","country":"US","naics":"331110"}""").status()).isIn(200, 201);

        // When: 39 pieces at 61.05 USD each
        var answer = stack.api("GATEWAY")
            .postJson("/v1/webhooks/sap",
                    """
                            {"d":{"PurchaseOrder":"4500001092","PurchaseOrderType":"NB","CompanyCode":"1010","Supplier":"10100088",
                             "DocumentCurrency":"USD","PurchaseOrderDate":"/Date(1714694400000)/","to_PurchaseOrderItem":{"results":[
                             {"PurchaseOrder":"4500001092","PurchaseOrderItem":"10","Material":"FG011","Plant":"1010",
                              "OrderQuantity":"39","PurchaseOrderQuantityUnit":"PC","NetPriceAmount":"61.05","NetPriceQuantity":"1",
                              "DocumentCurrency":"USD","PurchaseOrderItemText":"Test demo line"}]}}}""");

        // Then: 2380.95 USD of 2024 in the prices of 2022 (CPI-U 313.689 and 292.655) at the published spend factor
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        String eventId = answer.json().path("accepted").path(0).asText();
        var factor = stack.api("FACTORS")
            .get("/v1/factors?activity=spend.naics.331110&country=US&year=2024&unit=USD")
            .json();
        assertThat(inventories.kilogramsOf(eventId)).isEqualByComparingTo(decimalAt(factor, "kg_co2e")
            .multiply(new BigDecimal("2380.95"))
            .multiply(new BigDecimal("292.655"))
            .divide(new BigDecimal("313.689"), 6, java.math.RoundingMode.HALF_EVEN));
        assertThat(inventories.entriesOf(eventId).get(0).path("category").asInt()).isEqualTo(1);
    }

    @Test
    void aShipmentIsBookedByItsMassAndDistanceAndTheNumberFedExDoesNotKnowIsRefusedAlone() {
        // When
        var answer = stack.api("GATEWAY")
            .postJson("/v1/webhooks/fedex",
                    """
                            {"transactionId":"624deea6","output":{"completeTrackResults":[
                             {"trackingNumber":"123456789012","trackResults":[{
                              "trackingNumberInfo":{"trackingNumber":"128667043726","carrierCode":"FDXE"},
                              "distanceToDestination":{"units":"KM","value":685.7},
                              "serviceDetail":{"type":"FEDEX_FREIGHT_ECONOMY","shortDescription":"FL"},
                              "latestStatusDetail":{"code":"PU","derivedCode":"PU","statusByLocale":"Picked up"},
                              "scanEvents":[{"date":"2018-02-02T12:01:00-07:00","eventType":"PU","derivedStatusCode":"PU",
                                "locationId":"SEA","scanLocation":{"city":"SEATTLE","stateOrProvinceCode":"WA","countryCode":"US"}}],
                              "packageDetails":{"count":"1","weightAndDimensions":{"weight":[{"unit":"LB","value":"22222.0"}]}},
                              "dateAndTimes":[{"type":"ACTUAL_DELIVERY","dateTime":"2007-09-27T00:00:00"}]}]},
                             {"trackingNumber":"39936862321","trackResults":[
                              {"error":{"code":"TRACKING.TRACKINGNUMBER.NOTFOUND"}}]}]}}""");

        // Then: 22,222 lb are 11.111 short tons; 685.7 km are 685.7 / 1.609344 miles; EPA's truck emits 0.186 kg CO2,
        // 0.0016 g CH4 and 0.0054 g N2O per short ton-mile, at AR6 27.0 and 273
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().path("rejected").path(0).path("index").asInt()).isEqualTo(1);
        var perShortTonMile = new BigDecimal("0.186").add(new BigDecimal("0.0000016").multiply(new BigDecimal("27.0")))
            .add(new BigDecimal("0.0000054").multiply(new BigDecimal("273")));
        var expected = new BigDecimal("11.111").multiply(new BigDecimal("685.7"))
            .multiply(perShortTonMile)
            .divide(new BigDecimal("1.609344"), 6, java.math.RoundingMode.HALF_EVEN);
        assertThat(inventories.kilogramsOf(answer.json().path("accepted").path(0).asText()))
            .isEqualByComparingTo(expected);
    }

    @Test
    void theSameFileSentThreeTimesChangesNothing() {
        // Given
        String file = """
                {"id":"it-file-1","kind":"supplier","activity":"production","quantity":10,"unit":"kg","occurred_at":"2025-05-01T00:00:00Z","source_id":"file","supplier_id":"SUP-FILE","attributes":{"supplier_factor":{"kg_co2e_per_unit":"1.5","unit":"kg","source":"declared"}}}
                {"id":"it-file-2","kind":"supplier","activity":"production","quantity":4,"unit":"kg","occurred_at":"2025-05-02T00:00:00Z","source_id":"file","supplier_id":"SUP-FILE","attributes":{"supplier_factor":{"kg_co2e_per_unit":"1.5","unit":"kg","source":"declared"}}}
                """;

        // When
        for (int time = 0; time < 3; time++) {
            assertThat(stack.api("GATEWAY").post("/v1/activities", "application/x-ndjson", file).status())
                .isEqualTo(202);
        }

        // Then: (10 + 4) x 1.5
        inventories.entriesOf("it-file-2");
        var conservation = inventories.settledConservation();
        assertThat(conservation.path("difference").asLong(-1)).as(conservation.toString()).isZero();
        assertThat(inventories.supplier("SUP-FILE").path("total_kg_co2e").decimalValue()).isEqualByComparingTo("21");
        assertThat(inventories.supplier("SUP-FILE").path("entries").asLong()).isEqualTo(2);
    }

    @Test
    void anActivityWithoutAFactorIsADeadLetterAndNeverZero() {
        // When
        var answer = stack.api("GATEWAY").postJson("/v1/activities", """
                {"id":"it-no-factor","kind":"procurement","activity":"spend.naics.999999","quantity":5,"unit":"USD",
                 "occurred_at":"2025-05-01T00:00:00Z","source_id":"no-factor"}""");

        // Then
        assertThat(answer.status()).isIn(202, 422);
        var letter = inventories.deadLetter("no-factor",
                answer.status() == 202 ? "FACTOR_NOT_FOUND" : "ACTIVITY_UNKNOWN");
        assertThat(letter.path("event_id").asText()).isEqualTo("it-no-factor");
        assertThat(stack.api("LEDGER").get("/v1/entries?event_id=it-no-factor").json().path("items")).isEmpty();
    }

    @Test
    void theSameIdWithOtherContentIsAConflictThatIsKeptAndNotBooked() {
        String original = """
                {"id":"it-conflict","kind":"supplier","activity":"production","quantity":%s,"unit":"kg","occurred_at":"2025-05-01T00:00:00Z","source_id":"conflict","attributes":{"supplier_factor":{"kg_co2e_per_unit":1,"unit":"kg","source":"x"}}}""";
        stack.api("GATEWAY").postJson("/v1/activities", original.formatted("7"));
        inventories.entriesOf("it-conflict");

        // When
        stack.api("GATEWAY").postJson("/v1/activities", original.formatted("8"));

        // Then
        var letter = inventories.deadLetter("conflict", "DUPLICATE_CONFLICT");
        assertThat(stack.api("GATEWAY").get("/v1/dead-letters/" + letter.path("id").asText()).body())
            .isEqualTo(original.formatted("8"));
        assertThat(inventories.kilogramsOf("it-conflict")).isEqualByComparingTo("7");
    }

    @Test
    void rubbishGetsAReasonAndItsBytesAreKept() {
        // When
        var answer = stack.api("GATEWAY").postJson("/v1/activities", """
                {"id":"it-bad","kind":"energy","activity":"electricity.grid","quantity":-1,"unit":"kW",
                 "occurred_at":"2025-05-01T00:00:00","source_id":"bad-source"}""");

        // Then: every reason at once
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.json().path("reasons").findValuesAsText("code"))
            .contains("QUANTITY_NEGATIVE", "UNIT_MISMATCH", "TIMESTAMP_WITHOUT_ZONE");
        inventories.deadLetter("bad-source", "QUANTITY_NEGATIVE");
    }

    @Test
    void aWrongKeyIsRefusedEverywhere() {
        for (String service : new String[]{"GATEWAY", "FACTORS", "LEDGER", "CALCULATOR"}) {
            var api = stack.api(service).as("wrong");
            assertThat(api.get("/v1/entries").status()).as(service).isEqualTo(401);
        }
        assertThat(stack.api("GATEWAY").as(RunningStack.VIEWER_KEY).postJson("/v1/activities", "{}").status())
            .isEqualTo(403);
    }

    @Test
    void aTenantSeesNothingOfAnother() {
        stack.api("GATEWAY").postJson("/v1/activities", """
                {"id":"it-ours","kind":"supplier","activity":"production","quantity":1,"unit":"kg",
                 "occurred_at":"2025-05-01T00:00:00Z","source_id":"ours","supplier_id":"SUP-OURS",
                 "attributes":{"supplier_factor":{"kg_co2e_per_unit":1,"unit":"kg","source":"x"}}}""");
        var entry = inventories.entriesOf("it-ours").get(0);

        var other = stack.api("LEDGER").as(RunningStack.OTHER_KEY);
        assertThat(other.get("/v1/entries?event_id=it-ours").json().path("items")).isEmpty();
        assertThat(other.get("/v1/entries/" + entry.path("id").asText()).status()).isEqualTo(404);
        assertThat(stack.api("QUERY")
            .as(RunningStack.OTHER_KEY)
            .get("/v1/suppliers/SUP-OURS/inventory?start_date=2025-01-01&end_date=2025-12-31")
            .status()).isEqualTo(404);
    }

    @Test
    void publishingToAnotherTenantsTopicReachesOnlyTheDeadLettersOfThePublisher() {
        // When
        var intruder = MqttDevice.connected(stack, RunningStack.OTHER_TENANT, RunningStack.OTHER_KEY);
        intruder.publishing("carbonflow/demo/readings", """
                {"event_id":"it-intruder","sensor_id":"X","facility_id":"F","country_iso2":"DE","energy_kwh":1,
                 "energy_source":"grid","timestamp":"2025-11-03T10:00:00Z"}""".getBytes(UTF_8), false);

        // Then
        var gateway = stack.api("GATEWAY").as(RunningStack.OTHER_KEY);
        org.awaitility.Awaitility.await()
            .atMost(java.time.Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(
                    gateway.get("/v1/dead-letters?reason=SOURCE_UNKNOWN").json().path("items"))
                .isNotEmpty());
        assertThat(stack.api("LEDGER").get("/v1/entries?event_id=it-intruder").json().path("items")).isEmpty();
    }

    @Test
    void theDatabaseRefusesToChangeAnEntryEvenForItsOwner() throws Exception {
        stack.api("GATEWAY").postJson("/v1/activities", """
                {"id":"it-fixed","kind":"supplier","activity":"production","quantity":1,"unit":"kg",
                 "occurred_at":"2025-05-01T00:00:00Z","source_id":"fixed",
                 "attributes":{"supplier_factor":{"kg_co2e_per_unit":1,"unit":"kg","source":"x"}}}""");
        inventories.entriesOf("it-fixed");

        try (var connection = DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + stack.port("POSTGRES") + "/carbonflow", "postgres",
                RunningStack.POSTGRES_PASSWORD); var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("update ledger.entry set kg_co2e = 0"))
                .hasMessageContaining("append-only");
            assertThatThrownBy(() -> statement.executeUpdate("delete from ledger.entry"))
                .hasMessageContaining("append-only");
            assertThatThrownBy(() -> statement.executeUpdate("truncate ledger.entry_row cascade"))
                .hasMessageContaining("append-only");
        }
    }

    @Test
    void theDashboardIsServedWithoutALoginOnThisMachine() {
        var page = stack.api("QUERY").as(null).get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.contentType()).startsWith("text/html");
    }

    private static MqttDevice device() {
        return MqttDevice.connected(stack, "demo", RunningStack.API_KEY);
    }

    private static BigDecimal decimalAt(com.fasterxml.jackson.databind.JsonNode node, String field) {
        var value = node.findValue(field);
        assertThat(value).as("%s in %s", field, node).isNotNull();
        return new BigDecimal(value.asText());
    }
}
