package io.carbonflow.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** What ERP, carriers, suppliers and people with files send: booked once, corrected by reversal, refused line by line. */
class DocumentsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static RunningStack stack;
    private static Inventories inventories;

    @BeforeAll
    static void startTheStack() {
        stack = RunningStack.shared();
        inventories = new Inventories(stack);
    }

    @AfterAll
    static void everyItemIsAccountedFor() {
        var conservation = inventories.settledConservation();
        assertThat(conservation.path("difference").asLong(-1)).as(conservation.toString()).isZero();
    }

    private static String unique(String prefix) {
        return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** A row of a table whose columns are named like the canonical fields: so many kilograms of a product, 2 kg CO2e each. */
    private static String row(String id, String quantity) {
        return """
                {"id":"%s","kind":"supplier","activity":"production","quantity":"%s","unit":"kg",
                 "occurred_at":"2025-05-01T00:00:00Z","source_id":"mes","supplier_id":"SUP-CDC",
                 "attributes":{"supplier_factor":{"kg_co2e_per_unit":"2","unit":"kg","source":"declared"}}}"""
            .formatted(id, quantity);
    }

    private static String change(String op, long lsn, String before, String after) {
        return """
                {"payload":{"before":%s,"after":%s,"source":{"connector":"postgresql","db":"mes","schema":"public",
                 "table":"production","lsn":%d,"ts_ms":1746057600000},"op":"%s","ts_ms":1746057600500}}"""
            .formatted(before, after, lsn, op);
    }

    private static void send(String path, String body) {
        var answer = stack.api("GATEWAY").postJson(path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    }

    private static void awaitStanding(String eventId, String kilograms, int officialEntries) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            var items = stack.api("LEDGER").get("/v1/entries?event_id=" + eventId).json().path("items");
            BigDecimal sum = BigDecimal.ZERO;
            int official = 0;
            for (JsonNode entry : items) {
                if (entry.path("official").asBoolean(true)) {
                    sum = sum.add(entry.path("kg_co2e").decimalValue());
                    official++;
                }
            }
            assertThat(sum).as(items.toString()).isEqualByComparingTo(kilograms);
            assertThat(official).as(items.toString()).isEqualTo(officialEntries);
        });
    }

    @Test
    void aRowIsBookedCorrectedAndTakenBack() {
        String id = unique("row");

        send("/v1/cdc", change("c", 100, "null", row(id, "10")));
        awaitStanding(id, "20", 1);
        send("/v1/cdc", change("u", 200, "null", row(id, "7")));
        awaitStanding(id, "14", 3);
        send("/v1/cdc", change("d", 300, "{\"id\":\"" + id + "\"}", "null"));
        awaitStanding(id, "0", 4);
    }

    @Test
    void anOlderVersionThatComesLaterChangesNothing() {
        String id = unique("row");

        send("/v1/cdc", change("u", 200, "null", row(id, "7")));
        awaitStanding(id, "14", 1);
        send("/v1/cdc", change("c", 100, "null", row(id, "10")));
        send("/v1/cdc", change("u", 200, "null", row(id, "7")));
        inventories.settledConservation();

        awaitStanding(id, "14", 1);
    }

    private static String order(String number, String changedAt, String quantity, String supplier) {
        return """
                {"d":{"PurchaseOrder":"%s","CompanyCode":"1010","Supplier":"%s","DocumentCurrency":"USD",
                 "PurchaseOrderDate":"/Date(1714694400000)/","LastChangeDateTime":"%s","to_PurchaseOrderItem":{"results":[
                 {"PurchaseOrder":"%s","PurchaseOrderItem":"10","Plant":"1010","OrderQuantity":"%s",
                  "PurchaseOrderQuantityUnit":"PC","NetPriceAmount":"100","NetPriceQuantity":"1","DocumentCurrency":"USD"}]}}}"""
            .formatted(number, supplier, changedAt, number, quantity);
    }

    @Test
    void aPurchaseOrderCountsOnceHoweverOftenItChanges() {
        String supplier = unique("S");
        String number = unique("45");
        assertThat(stack.api("QUERY")
            .putJson("/v1/suppliers/" + supplier, "{\"country\":\"US\",\"naics\":\"331110\"}")
            .status()).isIn(200, 201);
        String event = "sap:po:" + number + ":10";

        send("/v1/webhooks/sap", order(number, "2024-05-03T10:00:00Z", "4", supplier));
        BigDecimal first = inventories.kilogramsOf(event);
        send("/v1/webhooks/sap", order(number, "2024-05-03T11:00:00Z", "4", supplier)); // released: nothing else changed
        send("/v1/webhooks/sap", order(number, "2024-05-03T12:00:00Z", "2", supplier));

        // Half the pieces, half the kilograms: booked, reversed, booked
        await().atMost(PATIENCE)
            .untilAsserted(
                    () -> assertThat(inventories.kilogramsOf(event).multiply(BigDecimal.valueOf(2)).subtract(first))
                        .isBetween(new BigDecimal("-0.000001"), new BigDecimal("0.000001")));
        assertThat(inventories.entriesOf(event).stream().map(entry -> entry.path("entry_type").asText()))
            .contains("reversal");
    }

    @Test
    void anOrderOfAnUnknownSupplierWaitsForItsRegistration() {
        String supplier = unique("S");
        String number = unique("45");

        var answer = stack.api("GATEWAY")
            .postJson("/v1/webhooks/sap", order(number, "2024-05-03T10:00:00Z", "4", supplier));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().path("held").path(0).path("id").asText()).isEqualTo("sap:po:" + number + ":10");
        await().atMost(PATIENCE)
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(stack.api("GATEWAY")
                .get("/v1/dead-letters?held=true&limit=500")
                .json()
                .path("items")
                .findValuesAsText("event_id")).contains("sap:po:" + number + ":10"));

        stack.api("QUERY").putJson("/v1/suppliers/" + supplier, "{\"country\":\"US\",\"naics\":\"331110\"}");

        assertThat(inventories.kilogramsOf("sap:po:" + number + ":10")).isPositive();
    }

    @Test
    void aThinEventWaitsForItsDocumentAndIsNoError() {
        String number = unique("45");

        var answer = stack.api("GATEWAY")
            .post("/v1/webhooks/sap", "application/cloudevents+json", """
                    {"specversion":"1.0","type":"sap.s4.beh.purchaseorder.v1.PurchaseOrder.Created.v1",
                     "source":"/default/sap.s4.beh/NM01","id":"%s","time":"2026-09-17T10:15:30Z",
                     "datacontenttype":"application/json","data":{"PurchaseOrder":"%s"}}""".formatted(UUID.randomUUID(),
                    number));

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().path("held").path(0).path("reasons").path(0).path("code").asText())
            .isEqualTo("ENRICHMENT_PENDING");
    }

    @Test
    void aFileIsBookedLineByLineAndOnlyOnce() {
        String supplier = unique("SUP-CSV");
        String file = """
                id;kind;activity;quantity;unit;occurred_at;source_id;facility_id;country
                %1$s-1;energy;fuel.diesel;10,5;l;2025-05-01T00:00:00Z;%1$s;F-CSV;DE
                %1$s-2;energy;fuel.diesel;minus;l;2025-05-01T00:00:00Z;%1$s;F-CSV;DE
                %1$s-3;energy;fuel.diesel;1,5;l;2025-05-02T00:00:00Z;%1$s;F-CSV;DE
                """.formatted(supplier);

        var first = stack.api("GATEWAY").post("/v1/files", "text/csv", file);
        assertThat(first.status()).as(first.body()).isEqualTo(202);
        assertThat(first.json().path("rejected").findValuesAsText("index")).hasSize(1);
        inventories.entriesOf(supplier + "-3");
        var again = stack.api("GATEWAY").post("/v1/files", "text/csv", file);
        assertThat(again.status()).isEqualTo(202);
        inventories.settledConservation();

        // The same 10.5 l as by the API
        stack.api("GATEWAY")
            .postJson("/v1/activities", """
                    {"id":"%s-api","kind":"energy","activity":"fuel.diesel","quantity":"10.5","unit":"l",
                     "occurred_at":"2025-05-01T00:00:00Z","source_id":"x","facility_id":"F-CSV","country":"DE"}"""
                .formatted(supplier));
        assertThat(inventories.kilogramsOf(supplier + "-1"))
            .isEqualByComparingTo(inventories.kilogramsOf(supplier + "-api"));
        var letter = inventories.deadLetter(supplier, "FIELD_INVALID");
        assertThat(stack.api("GATEWAY").get("/v1/dead-letters/" + letter.path("id").asText()).body())
            .startsWith(supplier + "-2;energy;fuel.diesel;minus;l");
    }

    @Test
    void aCloudEventIsAsGoodAsARequest() {
        String id = unique("ce");

        var answer = stack.api("GATEWAY").post("/", "application/cloudevents+json", """
                {"specversion":"1.0","type":"io.carbonflow.activity.v1","source":"/mes","id":"%s-event",
                 "datacontenttype":"application/json","data":%s}""".formatted(id, row(id, "3")));

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(inventories.kilogramsOf(id)).isEqualByComparingTo("6");
    }

    @Test
    void theCarriersOwnFigureIsTheOfficialOneAndAWrongProductIsRefused() {
        String tce = unique("tce");
        String record = """
                {"mass":"87","shipmentId":"1237890","tces":[{"tceId":"%s","prevTceIds":[],"tocId":"truck-40t-euro5-de",
                 "shipmentId":"1237890","mass":"87","distance":{"actual":"423"},"transportActivity":"%s","co2eWTW":"3.6801",
                 "co2eTTW":"3.2801"}]}""";

        var right = stack.api("GATEWAY").postJson("/v1/webhooks/ileap", record.formatted(tce, "36.801"));
        var wrong = stack.api("GATEWAY").postJson("/v1/webhooks/ileap", record.formatted(tce + "-2", "3.6801"));

        assertThat(right.status()).as(right.body()).isEqualTo(202);
        String eventId = right.json().path("accepted").path(0).asText();
        assertThat(eventId).as(right.body()).isNotEmpty();
        assertThat(inventories.kilogramsOf(eventId)).isEqualByComparingTo("3.6801");
        assertThat(wrong.body()).contains("FIELD_INVALID");
    }

    @Test
    void theSampleOfDhlWithAllItsContradictionsIsAnsweredAndNamesNobody() {
        var answer = stack.api("GATEWAY")
            .postJson("/v1/webhooks/dhl",
                    """
                            {"url":"/shipments?trackingNumber=7777777770?offset=0&limit=5","shipments":[{"id":7777777770,"service":"express",
                             "origin":{"address":{"countryCode":"NL","postalCode":"1043 AG","addressLocality":"Oderweg 2, AMSTERDAM"}},
                             "destination":{"address":{"countryCode":"NL","postalCode":"1043 AG","addressLocality":"Oderweg 2, AMSTERDAM"}},
                             "status":{"timestamp":"2018-03-02T07:53:47Z","statusCode":"pre-transit","status":"DELIVERED","description":"JESSICA"},
                             "details":{"product":{"productName":"UNKNOWN - Product unknown"},"totalNumberOfPieces":8,
                              "pieceIds":["JD014600006281230704"],"weight":{"value":253.5,"unitText":"kg"},"volume":{"value":12600},
                              "dgf:routes":[{"dgf:vesselName":"MAERSK SARAT","dgf:voyageFlightNumber":"TR TRUCK",
                               "dgf:airportOfDeparture":{"dgf:locationCode":"AMS","countryCode":"NL"},
                               "dgf:estimatedArrivalDate":"2017-20-10T09:00:00"}]},
                             "events":[{"timestamp":"2018-03-02T07:53:47","statusCode":"pre-transit","status":"DELIVERED"}]}]}""");

        assertThat(answer.status()).as(answer.body()).isIn(202, 422);
        assertThat(answer.body()).doesNotContain("JESSICA").contains("7777777770");
    }

    @Test
    void whatWasRefusedForLackOfAFactorCanBeCorrectedAndSentAgain() {
        String id = unique("fix");
        stack.api("GATEWAY").postJson("/v1/activities", row(id, "-5"));
        var letter = inventories.deadLetter("mes", "QUANTITY_NEGATIVE");

        var answer = stack.api("GATEWAY")
            .postJson("/v1/dead-letters/" + letter.path("id").asText() + "/resubmit", row(id, "5"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(inventories.kilogramsOf(id)).isEqualByComparingTo("10");
    }
}
