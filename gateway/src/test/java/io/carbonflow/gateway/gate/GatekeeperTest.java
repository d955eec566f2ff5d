package io.carbonflow.gateway.gate;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.SourceState;
import io.carbonflow.contracts.avro.SupplierRegistration;
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
class GatekeeperTest {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private final String source = "meter-" + UUID.randomUUID();

    private String aDocument(String kind, String json) {
        String id = kind.equals(DocumentKinds.GATE) ? kind : "c-" + UUID.randomUUID();
        SomeDocuments.put(TestStack.TENANT, kind, id, json);
        return id;
    }

    private ValidatableResponse send(String id, String more) {
        return given().header("X-API-Key", TestStack.API_KEY)
            .contentType("application/json")
            .body("""
                    {"id":"%s","kind":"energy","activity":"electricity.grid","quantity":10,"unit":"kWh",
                     "occurred_at":"%s","source_id":"%s"%s}""".formatted(id, NOW, source, more))
            .post("/v1/activities")
            .then();
    }

    private static RawActivity received(String id) {
        return Received.activities(Topics.RAW_ENERGY, id).get(0).value();
    }

    private static String anId() {
        return "evt-" + UUID.randomUUID();
    }

    @BeforeEach
    void untilItIsReady() {
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void aContractCountsSecondsAfterItIsPutAndNoLongerWhenItIsTakenBack() {
        String contract = aDocument(DocumentKinds.CONTRACT,
                "{'applies_to': {'source_id': '" + source + "'}, 'require': ['facility_id']}");

        await().untilAsserted(() -> send(anId(), "").statusCode(422).body("reasons.field", contains("facility_id")));
        send(anId(), ",\"facility_id\":\"F\"").statusCode(202);

        SomeDocuments.put(TestStack.TENANT, DocumentKinds.CONTRACT, contract, null);
        await().untilAsserted(() -> send(anId(), "").statusCode(202));
    }

    @Test
    void anUntrustedSourcesItemsWaitAndATrustedOnesSayHowFarTheyAreTrusted() {
        trusted("0.15");
        await().untilAsserted(() -> send(anId(), "").statusCode(202)
            .body("held[0].reasons.code", contains("QUALITY_REVIEW")));

        trusted("0.85");
        await().untilAsserted(() -> {
            String id = anId();
            send(id, "").statusCode(202).body("accepted", contains(id));
            assertThat(received(id).getSourceTrust()).isEqualTo("0.85");
            assertThat(received(id).getGateOutcome()).isEqualTo("advance");
        });
    }

    @Test
    void whatTheGateFillsInIsNoPartOfTheSendersContent() {
        String supplier = "S-" + UUID.randomUUID();
        aDocument(DocumentKinds.GATE, """
                {'rules': [{'name': 'place', 'when': [{'field': 'source_id', 'op': 'eq', 'value': '%s'},
                 {'field': 'country', 'op': 'absent'}], 'outcome': 'augment',
                 'set': {'country': {'from': ['device', 'supplier']}}}]}""".formatted(source));
        String before = anId();
        send(before, ",\"supplier_id\":\"" + supplier + "\"").statusCode(202);
        Received.probe()
            .write(Topics.MASTER_SUPPLIERS, new RecordKey(TestStack.TENANT, supplier), new SupplierRegistration(
                    TestStack.TENANT, supplier, "S", "AT", null, null, NOW));

        await().untilAsserted(() -> {
            send(before, ",\"supplier_id\":\"" + supplier + "\"").statusCode(202).body("duplicates", contains(before));
            var versions = Received.activities(Topics.RAW_ENERGY, before);
            RawActivity filled = versions.get(versions.size() - 1).value();
            assertThat(filled.getCountry()).isEqualTo("AT");
            assertThat(filled.getGateOutcome()).isEqualTo("augment");
            assertThat(filled.getGateReason()).isEqualTo("country AT from the registered supplier");
            assertThat(filled.getContentHash()).isEqualTo(versions.get(0).value().getContentHash());
        });
        SomeDocuments.put(TestStack.TENANT, DocumentKinds.GATE, DocumentKinds.GATE, null);
    }

    @Test
    void aDocumentNobodyCanReadIsPassedOver() {
        aDocument(DocumentKinds.CONTRACT, "{'applies_to': {'source_id': '" + source + "'}, 'require': ['nonsense']}");

        send(anId(), "").statusCode(202);
    }

    private void trusted(String trust) {
        var state = SourceState.newBuilder()
            .setTenantId(TestStack.TENANT)
            .setSourceId(source)
            .setState("active")
            .setSince(NOW)
            .setTrust(trust)
            .setValues(List.of())
            .setUpdatedAt(NOW)
            .build();
        Received.probe().write(Topics.SOURCES_STATE, new RecordKey(TestStack.TENANT, source), state);
    }
}
