package io.carbonflow.gateway.mapped;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;

import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.LogisticsBody;
import io.carbonflow.gateway.GatewayStack;
import io.carbonflow.gateway.Received;
import io.carbonflow.gateway.SomeDocuments;
import io.carbonflow.intake.document.DocumentKinds;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
@WithTestResource(GatewayStack.class)
class MappedResourceTest {

    private final String unique = UUID.randomUUID().toString();
    private final String mapping = "m-" + unique;

    @BeforeEach
    void untilItIsReady() {
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    private static ValidatableResponse send(String path, String type, String body) {
        return given().header("X-API-Key", TestStack.API_KEY).contentType(type).body(body).post(path).then();
    }

    private ValidatableResponse send(String type, String body) {
        return send("/v1/mapped/" + mapping, type, body);
    }

    private void shipmentsAreMapped() {
        SomeDocuments.put(TestStack.TENANT, DocumentKinds.MAPPING, mapping, """
                {'id':'%s','version':1,'items':'/shipments','fields':{'id':{'join':['tms:',{'from':'/no'}]},
                 'activity':{'from':'/mode','map':{'LKW':'freight.road.hgv'}},'occurred_at':'/at',
                 'attributes.mass':{'from':'/kg','unit':'kg'},'attributes.distance':{'from':'/km','unit':'km'}}}"""
            .formatted(mapping));
    }

    @Test
    void holdsWhatNobodyMappedYetAndTakesItOnceAMappingIsThere() {
        String body = """
                {"shipments":[{"no":"a-%1$s","mode":"LKW","at":"2025-10-01T06:00:00Z","kg":"87","km":423},
                 {"no":"b-%1$s","mode":"LKW","at":"2025-10-01T06:00:00","kg":"87","km":423}]}""".formatted(unique);
        send("application/json", body).statusCode(202).body("held.reasons[0].code", contains("MAPPING_NOT_FOUND"));
        assertThat(Received.deadLetters("demo", body).get(0).value().getHeld()).isTrue();

        shipmentsAreMapped();

        await().untilAsserted(() -> send("application/json", body).statusCode(202)
            .body("rejected.reasons[0].field", contains("/at"))
            .body("held", hasSize(0)));
        var raw = Received.activities(Topics.RAW_LOGISTICS, "tms:a-" + unique).get(0).value();
        assertThat(((LogisticsBody) raw.getBody()).getDistance()).isEqualTo("423");
        assertThat(Received.text(raw.getPayload())).startsWith("{\"no\":\"a-").endsWith("\"km\":423}");
        assertThat(raw.getContentType()).isEqualTo("application/json;mapping=" + mapping);
    }

    @Test
    void readsTheRowsOfACsvBodyAndKeepsWhatOneOfThemNeedsToBeReadAgain() {
        SomeDocuments.put(TestStack.TENANT, DocumentKinds.MAPPING, mapping,
                """
                        {'id':'%s','version':1,'format':'csv','decimal':'comma','fields':{'id':'Nr','activity':{'value':'freight.rail'},
                         'occurred_at':{'from':'Datum','date_format':'dd.MM.yyyy','zone':'Europe/Berlin'},
                         'quantity':{'from':'tkm','unit':'t.km'}}}"""
                    .formatted(mapping));
        String body = "Nr;Datum;tkm\r\n\"r1-%1$s\";01.10.2025;1.234,5\r\nr2-%1$s;31.02.2025;1\n".formatted(unique);

        await().untilAsserted(() -> send("text/csv", body).statusCode(202)
            .body("held", hasSize(0))
            .body("rejected.index", contains(2))
            .body("rejected.reasons[0].field", contains("Datum")));

        assertThat(Received.activities(Topics.RAW_LOGISTICS, "r1-" + unique).get(0).value().getQuantity())
            .isEqualTo("1234.5");
        var letter = Received.deadLetters("demo", "r2-" + unique + ";31.02.2025;1").get(0).value();
        assertThat(letter.getContentType()).startsWith("text/csv;mapping=" + mapping + ";header=");
    }

    @Test
    void refusesANameThatCannotBeOne() {
        send("/v1/mapped/..%20", "application/json", "{}").statusCode(404);
    }

    @Test
    void takesWhatCarriersAndVehiclesSend() {
        send("/v1/webhooks/ileap", "application/json",
                """
                        {"mass":"87","shipmentId":"%s","tces":[{"tceId":"1","tocId":"truck","mass":"87","distance":{"actual":"423"},
                         "transportActivity":"36.801","co2eWTW":"3.6801","co2eTTW":"3.2801"}]}"""
                    .formatted(unique))
            .statusCode(202)
            .body("accepted", contains("ileap:" + unique + ":1"));
        send("/v1/webhooks/ups", "application/json", "{\"trackResponse\":{}}").statusCode(422);
        send("/v1/telematics", "application/json", """
                {"trip_id":"%s","vehicle_id":"V","start_time":"2025-10-01T06:00:00Z","end_time":"2025-10-01T07:00:00Z",
                 "fuel_l":1,"fuel_type":"diesel"}""".formatted(unique)).statusCode(202)
            .body("accepted", contains("trip:V:" + unique));
    }

    private ValidatableResponse fedEx(String element) {
        return send("/v1/webhooks/fedex", "application/json",
                "{\"output\":{\"completeTrackResults\":[" + element + "]}}")
            .statusCode(202);
    }

    @Test
    void anUpdateThatSaysNothingNewOfALegThatWaitsIsADuplicateAndNoFurtherLetter() {
        String number = unique.replace("-", "").toUpperCase(java.util.Locale.ROOT);
        String first = """
                {"trackingNumber":"%1$s","trackResults":[{"trackingNumberInfo":{"trackingNumber":"%1$s"},"latestStatusDetail":{"code":"IT"},
                 "serviceDetail":{"type":"FEDEX_GROUND"},"packageDetails":{"weightAndDimensions":{"weight":[{"unit":"KG","value":"12.5"}]}},
                 "dateAndTimes":[{"type":"ACTUAL_PICKUP","dateTime":"2025-10-02T07:53:47+02:00"}],
                 "scanEvents":[{"date":"2025-10-02T09:00:00+02:00","eventType":"IT"}]}]}"""
            .formatted(number);
        String later = first.replace("09:00:00", "19:00:00");
        String heavier = later.replace("12.5", "13.5");

        fedEx(first).body("held.id", contains("fedex:" + number));
        fedEx(first).body("duplicates", contains("fedex:" + number)).body("held", hasSize(0));
        fedEx(later).body("duplicates", contains("fedex:" + number)).body("held", hasSize(0));
        fedEx(heavier).body("held.id", contains("fedex:" + number));

        assertThat(Received.deadLetters("demo", first)).hasSize(1);
        assertThat(Received.deadLetters("demo", heavier)).hasSize(1);
        assertThat(Received.deadLetters("demo", later)).isEmpty();
    }

    @Test
    void takesAHeldShipmentOnceItsLaneIsStored() {
        String body = """
                {"shipments":[{"id":"%1$s","service":"parcel-de","origin":{"address":{"countryCode":"NL","postalCode":"%1$s"}},
                 "destination":{"address":{"countryCode":"DE","postalCode":"80331"}},
                 "status":{"timestamp":"2025-10-02T07:53:47Z","statusCode":"transit"},
                 "details":{"weight":{"value":12.5,"unitText":"kg"}}}]}"""
            .formatted(unique);
        send("/v1/webhooks/dhl", "application/json", body).statusCode(202)
            .body("held.reasons[0].field",
                    contains("distance"));

        SomeDocuments.put(TestStack.TENANT, DocumentKinds.MAPPING, "lanes-" + unique, """
                {'id':'lanes','version':1,'lanes':[{'from':'NL:%s','to':'DE:80331','distance_km':'823'}]}""".formatted(
                unique));

        await().untilAsserted(() -> send("/v1/webhooks/dhl", "application/json", body).statusCode(202)
            .body("accepted", contains("dhl:" + unique + ":1")));
    }
}
