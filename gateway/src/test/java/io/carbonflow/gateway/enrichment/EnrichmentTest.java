package io.carbonflow.gateway.enrichment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.carbonflow.platform.resilience.Breaker;
import io.carbonflow.platform.resilience.Breakers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class EnrichmentTest {

    private static final WantedDocument ORDER = new WantedDocument(WantedDocument.Kind.PURCHASE_ORDER, "4500001092",
            null,
            "sap:po:4500001092", "sap");
    private static final byte[] EVENT = "{\"data\":{\"PurchaseOrder\":\"4500001092\"}}".getBytes(UTF_8);
    private static final String DOCUMENT = "{\"d\":{\"PurchaseOrder\":\"4500001092\"}}";

    private static final Duration PATIENT = Duration.ofSeconds(10);

    private interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final AtomicReference<Behaviour> behaviour = new AtomicReference<>(
            exchange -> reply(exchange, 200, DOCUMENT));
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<DocumentArrived> arrivals = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Breakers breakers = new Breakers(metrics);
    private HttpServer server;
    private Enrichment enrichment;

    @BeforeEach
    void startAnErp() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().toString());
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            behaviour.get().answer(exchange);
        });
        server.start();
        enrichment = enrichmentBy(new Connection(base(), Optional.of("user"), Optional.empty(), 3, PATIENT));
    }

    @AfterEach
    void stop() {
        enrichment.close();
        server.stop(0);
    }

    private URI base() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private Enrichment enrichmentBy(ErpConnection connection) {
        return new Enrichment(new ErpSystems(Map.of("*", connection), Map.of(), "demo", Clock.systemUTC(),
                (name, its) -> breakers.of(name, its.breakerFailures(), its.breakerPause(), Enrichment::isOutage)),
                arrivals::add, Clock.systemUTC());
    }

    private record Connection(URI base, Optional<String> username, Optional<URI> tokenUrl, int breakerFailures,
            Duration timeout) implements ErpConnection {

        @Override
        public Optional<URI> baseUrl() {
            return Optional.of(base);
        }

        @Override
        public int odataVersion() {
            return 2;
        }

        @Override
        public Optional<String> password() {
            return Optional.of("secret");
        }

        @Override
        public Optional<String> token() {
            return Optional.empty();
        }

        @Override
        public Optional<String> clientId() {
            return Optional.of("client");
        }

        @Override
        public Optional<String> clientSecret() {
            return Optional.of("secret");
        }

        @Override
        public Optional<String> scope() {
            return Optional.empty();
        }

        @Override
        public int answerBytesMax() {
            return 100_000;
        }

        @Override
        public Duration retryFirst() {
            return Duration.ofMillis(20);
        }

        @Override
        public Duration retryMax() {
            return Duration.ofMillis(100);
        }

        @Override
        public Duration breakerPause() {
            return Duration.ofSeconds(2);
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Optional<byte[]> ask() {
        return enrichment.document("demo", "webhook.sap", ORDER, EVENT);
    }

    private void untilItIsThere() {
        await().atMost(Duration.ofSeconds(20))
            .untilAsserted(() -> assertThat(ask()).hasValue(DOCUMENT.getBytes(UTF_8)));
    }

    @Test
    void asksOnceAndTellsThatTheDocumentIsThere() {
        assertThat(ask()).isEmpty();

        await().untilAsserted(
                () -> assertThat(arrivals).isNotEmpty().containsOnly(new DocumentArrived("demo", "webhook.sap")));

        assertThat(ask()).hasValue(DOCUMENT.getBytes(UTF_8));
        assertThat(requests)
            .containsExactly("/sap/opu/odata/sap/API_PURCHASEORDER_PROCESS_SRV/A_PurchaseOrder('4500001092')"
                    + "?$expand=to_PurchaseOrderItem&$format=json");
        // user:secret
        assertThat(authorizations).containsExactly("Basic dXNlcjpzZWNyZXQ=");
        assertThat(enrichment.open()).isEmpty();
    }

    @Test
    void anotherEventOfTheSameDocumentAsksForItAnew() {
        ask();
        untilItIsThere();

        assertThat(enrichment.document("demo", "webhook.sap", ORDER, "{\"changed\":1}".getBytes(UTF_8))).isEmpty();
        await().untilAsserted(() -> assertThat(requests).hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 500, 503})
    void waitsAndRecoversWhateverTheErpAnswered(int status) {
        behaviour.set(exchange -> reply(exchange, status, "no"));
        ask();
        await()
            .untilAsserted(() -> assertThat(enrichment.waitingFor("demo", "webhook.sap", ORDER)).contains("" + status));
        assertThat(enrichment.open()).hasSize(1);

        behaviour.set(exchange -> reply(exchange, 200, DOCUMENT));

        untilItIsThere();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "[]", "", "{"})
    void rubbishIsNoDocument(String body) {
        behaviour.set(exchange -> reply(exchange, 200, body));
        ask();
        await()
            .untilAsserted(() -> assertThat(enrichment.waitingFor("demo", "webhook.sap", ORDER)).contains("no JSON"));

        behaviour.set(exchange -> reply(exchange, 200, DOCUMENT));

        untilItIsThere();
    }

    @Test
    void anAnswerThatTricklesInIsGivenUp() {
        enrichment.close();
        enrichment = enrichmentBy(
                new Connection(base(), Optional.empty(), Optional.empty(), 3, Duration.ofSeconds(1)));
        behaviour.set(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        });
        ask();
        await().untilAsserted(
                () -> assertThat(enrichment.waitingFor("demo", "webhook.sap", ORDER)).contains("does not answer"));

        behaviour.set(exchange -> reply(exchange, 200, DOCUMENT));

        untilItIsThere();
    }

    @Test
    void anAnswerWithoutEndIsNotTaken() {
        behaviour.set(exchange -> reply(exchange, 200, "x".repeat(100_001)));
        ask();

        await()
            .untilAsserted(() -> assertThat(enrichment.waitingFor("demo", "webhook.sap", ORDER)).contains("more than"));
    }

    @Test
    void leavesAnErpAloneThatFailsAgainAndAgain() {
        behaviour.set(exchange -> reply(exchange, 500, ""));
        ask();

        await().untilAsserted(() -> assertThat(breakerState()).isEqualTo(Breaker.State.OPEN.ordinal()));
        assertThat(requests).hasSize(3);
        behaviour.set(exchange -> reply(exchange, 200, DOCUMENT));

        untilItIsThere();
        assertThat(breakerState()).isEqualTo(Breaker.State.CLOSED.ordinal());
    }

    private double breakerState() {
        return metrics.get("carbonflow.breaker.state").tag("name", "sap:demo").gauge().value();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"items\":[],\"count\":0}", "{\"value\":[]}", "{\"d\":{\"results\":[]}}", "{\"d\":null}",
            "{}",
            "{\"d\":{\"PurchaseOrder\":\"4500001092\",\"to_PurchaseOrderItem\":{\"results\":[]}}}"})
    void anEmptyAnswerIsADocumentThatIsNotThereYet(String empty) {
        behaviour.set(exchange -> reply(exchange, 200, empty));
        ask();
        await().untilAsserted(() -> assertThat(enrichment.waitingFor("demo", "webhook.sap", ORDER))
            .contains("does not know it yet"));
        assertThat(enrichment.open()).hasSize(1);

        behaviour.set(exchange -> reply(exchange, 200, DOCUMENT));

        untilItIsThere();
    }

    @Test
    void asksATokenServiceOnceForManyDocuments() {
        enrichment.close();
        enrichment = enrichmentBy(
                new Connection(base(), Optional.empty(), Optional.of(base().resolve("/token")), 3, PATIENT));
        behaviour.set(exchange -> reply(exchange, 200, exchange.getRequestURI().getPath().equals("/token")
                ? "{\"access_token\":\"t1\",\"expires_in\":3600}"
                : DOCUMENT));

        ask();
        untilItIsThere();
        enrichment.document("demo", "webhook.sap", ORDER, "other".getBytes(UTF_8));

        await().untilAsserted(() -> assertThat(requests).hasSize(3));
        assertThat(requests.stream().filter(path -> path.equals("/token"))).hasSize(1);
        assertThat(authorizations).contains("Bearer t1");
    }

    @Test
    void aDocumentThatComesByItselfEndsTheWaiting() {
        behaviour.set(exchange -> reply(exchange, 404, ""));
        ask();

        enrichment.arrived("demo", "webhook.sap", "sap:po:4500001092", DOCUMENT.getBytes(UTF_8));

        assertThat(ask()).hasValue(DOCUMENT.getBytes(UTF_8));
        await().untilAsserted(() -> assertThat(arrivals).isNotEmpty());
    }

    @Test
    void aTenantWithoutAConnectionWaitsAndIsTold() {
        assertThat(enrichment.document("other", "webhook.sap", ORDER, EVENT)).isEmpty();

        assertThat(enrichment.waitingFor("other", "webhook.sap", ORDER)).contains("no connection");
        assertThat(requests).isEmpty();
    }
}
