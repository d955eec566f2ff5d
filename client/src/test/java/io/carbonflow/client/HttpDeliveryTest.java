package io.carbonflow.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** What the producer makes of the gateway's answers. */
class HttpDeliveryTest {

    private static final String NOTHING_SPECIAL = "{\"accepted\":[],\"duplicates\":[],\"rejected\":[],\"held\":[]}";

    private final List<String> bodies = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private HttpServer gateway;
    private CarbonEventProducer producer;

    private record Answer(int status, String body) {}

    @BeforeEach
    void startGateway() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        gateway.createContext("/v1/activities", this::answer);
        gateway.start();
        var patience = new HttpTransport.Patience(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(1));
        producer = new CarbonEventProducer(
                new HttpTransport(URI.create("http://localhost:" + gateway.getAddress().getPort() + "/"), "key",
                        patience),
                Clock.systemUTC());
    }

    @AfterEach
    void stopGateway() {
        producer.close();
        gateway.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        bodies.add(exchange.getRequestHeaders().getFirst("Authorization") + "\n"
                + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        Answer answer = answers.size() > 1 ? answers.poll() : answers.peek();
        byte[] body = answer.body.getBytes(UTF_8);
        exchange.sendResponseHeaders(answer.status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static CarbonEvent.Builder reading(String id) {
        return CarbonEvent.energy("electricity.grid", "1247.30", "kWh")
            .id(id)
            .source("SM-1")
            .country("DE")
            .occurredAt(Instant.parse("2025-11-03T10:00:00Z"));
    }

    @Test
    void anEventIsSentAsOneLineOfCanonicalJsonWithItsDigitsAndTheKey() {
        // Given
        answers.add(new Answer(202, NOTHING_SPECIAL));

        // When
        var delivery = producer.send(reading("evt-1").attribute("meter", "7").build());

        // Then
        assertThat(delivery).isEqualTo(new Delivery("evt-1", Delivery.State.ACCEPTED, List.of()));
        assertThat(bodies).containsExactly("Bearer key\n{\"kind\":\"energy\",\"activity\":\"electricity.grid\","
                + "\"quantity\":\"1247.30\",\"unit\":\"kWh\",\"id\":\"evt-1\",\"source_id\":\"SM-1\",\"country\":\"DE\","
                + "\"occurred_at\":\"2025-11-03T10:00:00Z\",\"attributes\":{\"meter\":\"7\"}}\n");
    }

    @Test
    void whatBreaksTheContractDoesNotLeaveAndIsExplained() {
        var delivery = producer.send(CarbonEvent.energy("electricity.grid", "5", "kW").id("evt-2").build());

        assertThat(bodies).isEmpty();
        assertThat(delivery.state()).isEqualTo(Delivery.State.REJECTED);
        assertThat(delivery.reasons()).extracting(Delivery.Reason::code)
            .containsExactly("FIELD_MISSING", "FIELD_MISSING", "UNIT_MISMATCH");
    }

    @Test
    void eachOfSeveralIsToldItsOwnFate() {
        // Given
        answers.add(new Answer(202,
                """
                        {"accepted":["evt-a"],"duplicates":["evt-b"],
                         "rejected":[{"index":2,"id":"evt-c","reasons":[{"code":"OUT_OF_RANGE","field":"quantity","detail":"…"}]}],
                         "held":[{"index":3,"id":"evt-d","reasons":[{"code":"QUALITY_REVIEW","field":null,"detail":"…"}]}]}"""));

        // When
        var broken = CarbonEvent.energy("electricity.grid", "-1", "kWh").id("evt-x").build();
        var deliveries = producer.sendAll(List.of(reading("evt-a").build(), broken, reading("evt-b").build(),
                reading("evt-c").build(), reading("evt-d").build()));

        // Then
        assertThat(deliveries).extracting(Delivery::id).containsExactly("evt-a", "evt-x", "evt-b", "evt-c", "evt-d");
        assertThat(deliveries).extracting(Delivery::state)
            .containsExactly(Delivery.State.ACCEPTED, Delivery.State.REJECTED, Delivery.State.DUPLICATE,
                    Delivery.State.REJECTED, Delivery.State.HELD);
    }

    @Test
    void anUnacknowledgedBodyIsSentAgainUntilItIs() {
        // Given
        answers.add(new Answer(503, "{}"));
        answers.add(new Answer(429, "{}"));
        answers.add(new Answer(202, NOTHING_SPECIAL));

        // When
        var delivery = producer.send(reading("evt-1").build());

        // Then
        assertThat(delivery.state()).isEqualTo(Delivery.State.ACCEPTED);
        assertThat(bodies).hasSize(3).allSatisfy(body -> assertThat(body).isEqualTo(bodies.get(0)));
    }

    @Test
    void aKeyThatIsNotOneIsAnErrorAtOnce() {
        answers.add(new Answer(401, "{\"title\":\"Unauthorized\"}"));

        assertThatThrownBy(() -> producer.send(reading("evt-1").build())).isInstanceOf(UndeliveredException.class)
            .hasMessageContaining("401");
        assertThat(bodies).hasSize(1);
    }

    @Test
    void manyEventsAreSeveralBodies() {
        // Given
        answers.add(new Answer(202, NOTHING_SPECIAL));
        var events = new ArrayList<CarbonEvent>();
        for (int i = 0; i < 2_001; i++) {
            events.add(reading("evt-" + i).build());
        }

        // When
        var deliveries = producer.sendAll(events);

        // Then
        assertThat(deliveries).hasSize(2_001).extracting(Delivery::state).containsOnly(Delivery.State.ACCEPTED);
        assertThat(bodies).hasSize(3);
    }

    private static final String METERS = """
            {"id":"meters","version":4,"applies_to":{"source_id":"SM-*","channel":"rest"},"require":["facility_id"],
             "quality":{"max_age":"P1D","otherwise":"hold"}}""";

    @Test
    void whatBreaksTheTenantsContractDoesNotLeaveEither() {
        var delivery = producer.holding(TenantContracts.of(List.of(METERS))).send(reading("evt-3").build());

        assertThat(bodies).isEmpty();
        assertThat(delivery.state()).isEqualTo(Delivery.State.REJECTED);
        assertThat(delivery.reasons()).extracting(Delivery.Reason::code, Delivery.Reason::detail)
            .contains(org.assertj.core.groups.Tuple.tuple("FIELD_MISSING",
                    "facility_id is required by contract meters, version 4"));
    }

    @Test
    void whatIsOnlyDoubtfulIsSentForSomebodyToLookAt() {
        answers.add(new Answer(202,
                """
                        {"accepted":[],"duplicates":[],"rejected":[],
                         "held":[{"index":0,"id":"evt-4","reasons":[{"code":"QUALITY_REVIEW","field":null,"detail":"…"}]}]}"""));

        var delivery = producer.holding(TenantContracts.of(List.of(METERS)))
            .send(reading("evt-4").facility("F-1").build());

        assertThat(bodies).hasSize(1);
        assertThat(delivery.state()).isEqualTo(Delivery.State.HELD);
    }

    @Test
    void theContractsInForceAreThoseOfTheFactorService() {
        page("/v1/contracts",
                "{\"items\":[{\"id\":\"meters\",\"state\":\"in_force\"},{\"id\":\"old\",\"state\":\"retired\"}],"
                        + "\"next_cursor\":null}");
        page("/v1/contracts/meters", METERS);

        var contracts = TenantContracts.inForce(URI.create("http://localhost:" + gateway.getAddress().getPort()),
                "key");

        assertThat(producer.holding(contracts).send(reading("evt-5").build()).reasons())
            .extracting(Delivery.Reason::code)
            .contains("FIELD_MISSING");
    }

    @Test
    void aFactorServiceThatRefusesIsAnErrorAndNotAnAbsenceOfContracts() {
        assertThatThrownBy(() -> TenantContracts
            .inForce(URI.create("http://localhost:" + gateway.getAddress().getPort() + "/nowhere"), "key"))
            .isInstanceOf(UndeliveredException.class)
            .hasMessageContaining("404");
    }

    private void page(String path, String body) {
        gateway.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, body.getBytes(UTF_8).length);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
            exchange.close();
        });
    }
}
