package io.carbonflow.gateway.gate;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.client.CarbonEvent;
import io.carbonflow.client.CarbonEventProducer;
import io.carbonflow.client.Delivery;
import io.carbonflow.client.TenantContracts;
import io.carbonflow.gateway.GatewayStack;
import io.carbonflow.gateway.SomeDocuments;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** One contract, held by the library that sends and by the gateway that receives. */
@QuarkusTest
@WithTestResource(GatewayStack.class)
class ContractInTheClientTest {

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final String contract = """
            {"id":"client-RUN","version":1,"applies_to":{"source_id":"RUN-*"},"require":["facility_id","attributes.batch"],
             "types":{"attributes.batch":"integer"},"activities":["electricity.*"],"units":["kWh"],
             "ranges":[{"unit":"kWh","min":1,"max":100}],"cadence":"PT1H"}"""
        .replace("RUN", run);

    private CarbonEvent.Builder energy(String activity, String quantity, String unit) {
        return CarbonEvent.energy(activity, quantity, unit)
            .id("evt-" + UUID.randomUUID())
            .source(run + "-meter")
            .occurredAt(Instant.parse("2025-11-03T10:00:00Z"));
    }

    private List<CarbonEvent> events() {
        return List.of(energy("electricity.grid", "5", "kWh").build(),
                energy("electricity.grid", "500", "kWh").facility("F").attribute("batch", "seven").build(),
                energy("electricity.grid", "0.5", "MWh").facility("F").attribute("batch", "7").build(),
                energy("fuel.diesel", "5", "kWh").facility("F").attribute("batch", "7").build(),
                energy("electricity.grid", "5", "kWh").facility("F")
                    .attribute("batch", "7")
                    .period(Instant.parse("2025-11-03T08:00:00Z"), Instant.parse("2025-11-03T10:00:00Z"))
                    .build(),
                energy("electricity.grid", "-5", "kWh").facility("F").attribute("batch", "7").build(),
                energy("electricity.grid", "5", "kWh").facility("F").attribute("batch", "7").build());
    }

    private static List<Delivery.Reason> reasonsOfTheGateway(CarbonEvent event) {
        return given().header("Authorization", "Bearer " + TestStack.API_KEY)
            .contentType("application/json")
            .body(event.toString())
            .post("/v1/activities")
            .then()
            .extract()
            .jsonPath()
            .getList("reasons", Delivery.Reason.class);
    }

    @BeforeEach
    void untilTheContractIsInForce() {
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        SomeDocuments.put("demo", "contract", "client-" + run, contract);
        await().untilAsserted(() -> assertThat(reasonsOfTheGateway(events().get(0))).isNotNull());
    }

    @Test
    void bothGiveTheSameReasons() {
        var gateway = URI.create("http://localhost:" + RestAssured.port);
        int version = SomeDocuments.latestVersion();
        var same = TenantContracts.of(List.of(contract.replace("\"version\":1", "\"version\":" + version)));
        try (var carbon = CarbonEventProducer.overHttp(gateway, TestStack.API_KEY).holding(same)) {
            for (CarbonEvent event : events()) {
                Delivery delivery = carbon.send(event);

                List<Delivery.Reason> theirs = reasonsOfTheGateway(event);
                assertThat(delivery.reasons()).as(event.toString()).isEqualTo(theirs == null ? List.of() : theirs);
            }
        }
    }
}
