package io.carbonflow.gateway.enrichment;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpServer;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.SupplierRegistration;
import io.carbonflow.gateway.GatewayStack;
import io.carbonflow.gateway.Received;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A key alone comes in, waits, and goes on with all lines of its document once the ERP gives it. */
@QuarkusTest
@WithTestResource(GatewayStack.class)
@QuarkusTestResource(value = EnrichedOrderTest.Erp.class, restrictToAnnotatedClass = true)
class EnrichedOrderTest {

    /** Answers 503 until a document is put there; the way to it is a system property, as tests have class loaders. */
    public static final class Erp implements QuarkusTestResourceLifecycleManager {

        private HttpServer server;

        @Override
        public Map<String, String> start() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            server.createContext("/", exchange -> {
                String document = System.getProperty("erp." + exchange.getRequestURI().getPath());
                byte[] body = document == null ? new byte[0] : document.getBytes(UTF_8);
                exchange.sendResponseHeaders(document == null ? 503 : 200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return Map.of("carbonflow.sap.base-url", "http://localhost:" + server.getAddress().getPort(),
                    "carbonflow.sap.retry-first", "PT0.05S", "carbonflow.sap.retry-max", "PT0.2S",
                    "carbonflow.sap.breaker-pause", "PT0.2S");
        }

        @Override
        public void stop() {
            server.stop(0);
        }
    }

    private final String order = UUID.randomUUID().toString();

    private List<TopicProbe.Received<RawActivity>> booked(String line) {
        return Received.activities(Topics.RAW_PROCUREMENT, "sap:po:" + order + ":" + line);
    }

    private void store(String letter, String event) {
        String insert = """
                insert into ledger.dead_letter (id, tenant_id, event_id, stage, source, channel, received_at, rejected_at,
                       reasons, content_type, payload, correlation_id, held)
                values (?, ?, ?, 'intake', 'sap', 'webhook.sap', now(), now(), '[{"code":"ENRICHMENT_PENDING"}]',
                       'application/cloudevents+json', ?, 'c', true)""";
        try (var connection = TestStack.with(StackPart.POSTGRES).superuserConnection();
                var statement = connection.prepareStatement(insert)) {
            statement.setString(1, letter);
            statement.setString(2, TestStack.TENANT);
            statement.setString(3, "sap:po:" + order);
            statement.setBytes(4, event.getBytes(UTF_8));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void allLinesGoOnAndOneOfThemEndsTheWaiting() {
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        Received.probe()
            .write(Topics.MASTER_SUPPLIERS, new RecordKey(TestStack.TENANT, "S-" + order),
                    new SupplierRegistration(TestStack.TENANT, "S-" + order, null, "DE", "334111", null,
                            Instant.now().truncatedTo(ChronoUnit.MICROS)));
        String event = """
                {"specversion":"1.0","type":"sap.s4.beh.purchaseorder.v1.PurchaseOrder.Created.v1","source":"/s4","id":"%1$s",
                 "time":"2025-09-17T10:15:30Z","data":{"PurchaseOrder":"%1$s"}}"""
            .formatted(order);
        var letterId = new AtomicReference<String>();
        await().untilAsserted(() -> letterId.set(given().header("X-API-Key", TestStack.API_KEY)
            .contentType("application/cloudevents+json")
            .body(event)
            .post("/v1/webhooks/sap")
            .then()
            .statusCode(202)
            .body("held.reasons.code.flatten()", contains("ENRICHMENT_PENDING"))
            .extract()
            .path("held[0].dead_letter_id")));
        // The ledger's part, which is not here: what is held stands in the list of what waits.
        String letter = letterId.get();
        store(letter, event);
        given().header("X-API-Key", TestStack.API_KEY)
            .get("/v1/enrichments")
            .then()
            .statusCode(200)
            .body("items.event_id", hasItem("sap:po:" + order));

        System.setProperty("erp./sap/opu/odata/sap/API_PURCHASEORDER_PROCESS_SRV/A_PurchaseOrder('" + order + "')", """
                {"d":{"PurchaseOrder":"%1$s","Supplier":"S-%1$s","DocumentCurrency":"EUR","CompanyCode":"1010",
                 "PurchaseOrderDate":"/Date(1714694400000)/","to_PurchaseOrderItem":{"results":[
                 {"PurchaseOrderItem":"10","OrderQuantity":"39","NetPriceAmount":"61.05"},
                 {"PurchaseOrderItem":"20","OrderQuantity":"1","NetPriceAmount":"5"}]}}}""".formatted(order));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(booked("10")).hasSize(1);
            assertThat(booked("20")).hasSize(1);
        });
        assertThat(booked("10").get(0).headers()).containsEntry(RecordHeaders.RELEASES, letter);
        assertThat(booked("20").get(0).headers()).doesNotContainKey(RecordHeaders.RELEASES);
        assertThat(booked("10").get(0).value().getQuantity()).isEqualTo("2380.95");
        given().header("X-API-Key", TestStack.API_KEY).get("/q/health/live").then().body("status", equalTo("UP"));
    }
}
