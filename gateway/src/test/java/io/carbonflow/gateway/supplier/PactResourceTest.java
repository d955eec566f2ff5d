package io.carbonflow.gateway.supplier;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import java.time.Instant;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.SupplierBody;
import io.carbonflow.contracts.avro.SupplierFactor;
import io.carbonflow.gateway.GatewayStack;
import io.carbonflow.gateway.Received;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Intake;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
@WithTestResource(GatewayStack.class)
class PactResourceTest {

    @Inject
    Intake intake;
    @Inject
    PactAdapter adapter;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    private static RequestSpecification sender() {
        return given().header("X-API-Key", TestStack.API_KEY).contentType("application/json");
    }

    private String footprint(String kg) {
        return FootprintReaderTest.VERSION_3.replace("12345678-9abc-def0-1234-567812345678", "fp-" + unique)
            .replace("5695872369587", "P-" + unique)
            .replace("\"0.384\"", '"' + kg + '"');
    }

    private RawActivity purchase(String id, String more) {
        String activity = """
                {"id":"%s","kind":"supplier","activity":"product.p-%s","quantity":10,"unit":"kg",
                 "occurred_at":"2025-06-01T00:00:00Z","source_id":"erp"%s}""".formatted(id, unique, more);
        sender().body(activity).post("/v1/activities").then().statusCode(202);
        var found = Received.activities(Topics.RAW_SUPPLIER, id);
        return found.get(found.size() - 1).value();
    }

    private static SupplierFactor factor(RawActivity activity) {
        return ((SupplierBody) activity.getBody()).getFactor();
    }

    @BeforeEach
    void untilItIsReady() {
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void aFootprintIsContextAndTheFactorOfPurchasesOfItsProduct() {
        sender().body(footprint("0.384"))
            .queryParam("supplier_id", "SUP-" + unique)
            .post("/v1/webhooks/pact")
            .then()
            .statusCode(202)
            .body("accepted", empty())
            .body("footprints.id", contains("fp-" + unique))
            .body("footprints[0].warnings.size()", equalTo(1));

        assertThat(Received.context("pact:fp-" + unique).orElseThrow().getReason()).isEqualTo("footprint");
        String of = ",\"supplier_id\":\"SUP-" + unique + "\"";
        await().untilAsserted(() -> assertThat(factor(purchase("buy-" + UUID.randomUUID(), of))).isNotNull());
        RawActivity bought = purchase("buy-" + unique, of);
        assertThat(factor(bought)).isEqualTo(
                new SupplierFactor("0.384", "kg", "2024-12-31", "2027-12-31", "pact:fp-" + unique));
        assertThat(bought.getGateOutcome()).isEqualTo("augment");
        assertThat(bought.getGateReason()).contains("footprint fp-" + unique);

        // another supplier's product of the same name has nothing to do with it
        assertThat(factor(purchase("other-" + unique, ",\"supplier_id\":\"ELSE\""))).isNull();
        // a factor that came with the purchase stands
        assertThat(factor(purchase("own-" + unique, of
                + ",\"attributes\":{\"supplier_factor\":{\"kg_co2e_per_unit\":\"2\",\"unit\":\"kg\"}}"))
            .getKgCo2ePerUnit()).isEqualTo("2");
    }

    @Test
    void aListAndAnEventBringSeveralAndEachFaresForItself() {
        String bad = footprint("8,42769").replace("fp-", "bad-").replace("\n", "");
        sender().body("{\"data\":[" + footprint("1") + "," + bad + "]}")
            .post("/v1/webhooks/pact")
            .then()
            .statusCode(202)
            .body("footprints.index", contains(0))
            .body("rejected.index", contains(1))
            .body("rejected[0].id", equalTo("pact:bad-" + unique));
        assertThat(Received.deadLetters("demo", bad)).hasSize(1);

        given().header("X-API-Key", TestStack.API_KEY)
            .header("Content-Type", "application/cloudevents+json; charset=UTF-8")
            .body(("{\"specversion\":\"1.0\",\"id\":\"e\",\"source\":\"https://partner.example\",\"type\":\"org.wbcsd.pact.ProductFootprint.RequestFulfilledEvent.3\",\"data\":{\"requestEventId\":\"r\",\"pfs\":["
                    + footprint("2") + "]}}")
                .getBytes(UTF_8))
            .post("/")
            .then()
            .statusCode(202)
            .body("footprints.kg_co2e_per_unit", contains("2"));
    }

    @Test
    void aFootprintInABatchOfEventsIsInUseToo() {
        given().header("X-API-Key", TestStack.API_KEY)
            .header("Content-Type", "application/cloudevents-batch+json; charset=UTF-8")
            .body(("[{\"specversion\":\"1.0\",\"id\":\"e\",\"source\":\"s\",\"type\":\"org.wbcsd.pact.ProductFootprint.RequestFulfilledEvent.3\",\"data\":{\"pfs\":["
                    + footprint("3") + "]}}]")
                .getBytes(UTF_8))
            .post("/")
            .then()
            .statusCode(202);

        await().untilAsserted(() -> assertThat(factor(purchase("batch-" + UUID.randomUUID(), ""))).isNotNull()
            .extracting(SupplierFactor::getKgCo2ePerUnit)
            .isEqualTo("3"));
    }

    @Test
    void aFootprintOfAnEventThatIsSentAgainAloneIsStillAFootprint() {
        byte[] alone = footprint("4").getBytes(UTF_8);
        var envelope = new Envelope("demo", "webhook.pact",
                "application/json;ce_type=\"org.wbcsd.pact.ProductFootprint.RequestFulfilledEvent.3\";ce_id=\"e\"", "c",
                Instant.now());

        intake.take(envelope, adapter.read(envelope, alone).items()).toCompletableFuture().join();

        await().untilAsserted(() -> assertThat(factor(purchase("again-" + UUID.randomUUID(), ""))).isNotNull()
            .extracting(SupplierFactor::getKgCo2ePerUnit)
            .isEqualTo("4"));
    }

    @Test
    void footprintsInTwoPlacesAreRefusedInsteadOfHalfOfThemBeingRead() {
        sender().body("{\"data\":[],\"pfs\":[" + footprint("1") + "]}")
            .post("/v1/webhooks/pact")
            .then()
            .statusCode(422)
            .body("reasons[0].field", equalTo("pfs"))
            .body("reasons[0].detail", equalTo(
                    "footprints stand in data, in data.pfs or in pfs, found both pfs and data"));
    }

    @Test
    void aSingleFootprintThatIsRefusedIsAProblem() {
        sender().body(footprint("8,42769"))
            .post("/v1/webhooks/pact")
            .then()
            .statusCode(422)
            .contentType("application/problem+json")
            .body("reasons.code", contains("FIELD_INVALID"));
        sender().body("{\"x").post("/v1/webhooks/pact").then().statusCode(400);
    }

    @Test
    void anAnnouncementWithoutFootprintsIsContext() {
        sender().body(
                "{\"specversion\":\"1.0\",\"id\":\"ann-%s\",\"source\":\"s\",\"type\":\"org.wbcsd.pact.ProductFootprint.PublishedEvent.3\",\"data\":{\"pfIds\":[\"x\"]}}"
                    .formatted(unique))
            .post("/v1/webhooks/pact")
            .then()
            .statusCode(202)
            .body("accepted", empty());

        assertThat(Received.context("pact:ann-" + unique).orElseThrow().getReason()).isEqualTo("footprint_announced");
    }
}
