package io.carbonflow.gateway.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.SupplierRegistration;
import io.carbonflow.gateway.GatewayStack;
import io.carbonflow.gateway.Received;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
@WithTestResource(GatewayStack.class)
class WebhooksTest {

    private final String unique = UUID.randomUUID().toString();

    private static RequestSpecification sender() {
        return given().header("X-API-Key", TestStack.API_KEY).contentType("application/json");
    }

    @BeforeEach
    void untilItIsReady() {
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void aPurchaseOrderBooksOnceItsSupplierIsRegistered() {
        String order = """
                {"d":{"PurchaseOrder":"%1$s","Supplier":"S-%1$s","DocumentCurrency":"EUR","CompanyCode":"1010",
                 "PurchaseOrderDate":"/Date(1714694400000)/","to_PurchaseOrderItem":{"results":[
                 {"PurchaseOrderItem":"10","OrderQuantity":"39","NetPriceAmount":"61.05","DocumentCurrency":"EUR"}]}}}"""
            .formatted(unique);
        sender().body(order)
            .post("/v1/webhooks/sap")
            .then()
            .statusCode(202)
            .body("held[0].reasons.code", contains("SOURCE_UNKNOWN"));
        assertThat(Received.deadLetters("demo", order)).singleElement()
            .satisfies(letter -> assertThat(letter.value().getHeld()).isTrue());

        Received.probe()
            .write(Topics.MASTER_SUPPLIERS, new RecordKey(TestStack.TENANT, "S-" + unique),
                    new SupplierRegistration(TestStack.TENANT, "S-" + unique, "Supplier", "DE", "334111", null,
                            Instant.now().truncatedTo(ChronoUnit.MICROS)));

        String id = "sap:po:" + unique + ":10";
        await().untilAsserted(
                () -> sender().body(order)
                    .post("/v1/webhooks/sap")
                    .then()
                    .statusCode(202)
                    .body("accepted", contains(id)));
        var raw = Received.activities(Topics.RAW_PROCUREMENT, id).get(0);
        assertThat(raw.key()).isEqualTo("demo|sap:po:" + unique);
        assertThat(raw.value().getActivity()).isEqualTo("spend.naics.334111");
        assertThat(raw.value().getQuantity() + raw.value().getUnit()).isEqualTo("2380.95EUR");
    }

    @Test
    void aTrackingAnswerBooksWhatMovedAndRefusesWhatFedExDoesNotKnow() {
        String payload = """
                {"output":{"completeTrackResults":[{"trackingNumber":"outer","trackResults":[{
                 "trackingNumberInfo":{"trackingNumber":"%1$s"},"distanceToDestination":{"units":"KM","value":685.7},
                 "serviceDetail":{"type":"FEDEX_FREIGHT_ECONOMY"},"latestStatusDetail":{"code":"PU","derivedCode":"PU"},
                 "scanEvents":[{"date":"2018-02-02T12:01:00-07:00","eventType":"PU"}],
                 "packageDetails":{"weightAndDimensions":{"weight":[{"unit":"LB","value":"22222.0"}]}}}]},
                 {"trackingNumber":"unknown-%1$s","trackResults":[{"error":{"code":"TRACKING.TRACKINGNUMBER.NOTFOUND"}}]}]}}"""
            .formatted(unique);

        sender().body(payload)
            .post("/v1/webhooks/fedex")
            .then()
            .statusCode(202)
            .body("accepted", contains("fedex:" + unique))
            .body("rejected.index", contains(1));

        assertThat(Received.activities(Topics.RAW_LOGISTICS, "fedex:" + unique)).hasSize(1);
        assertThat(Received.deadLetters("demo", "{\"trackingNumber\":\"unknown-" + unique
                + "\",\"trackResults\":[{\"error\":{\"code\":\"TRACKING.TRACKINGNUMBER.NOTFOUND\"}}]}"))
            .hasSize(1);
    }
}
