package io.carbonflow.gateway.held;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.SupplierRegistration;
import io.carbonflow.gateway.GatewayStack;
import io.carbonflow.gateway.Received;
import io.carbonflow.gateway.SomeDocuments;
import io.carbonflow.gateway.deadletter.SomeLetter;
import io.carbonflow.intake.document.DocumentKinds;
import io.carbonflow.testsupport.ActivityBuilder;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(GatewayStack.class)
class HeldItemsTest {

    private static final Instant RECEIVED_AT = Instant.parse("2025-11-03T10:00:00Z");

    /** A tenant of the test's own: its gate is nobody else's. */
    private final String tenant = TestStack.aTenant();
    private final String source = "source-" + UUID.randomUUID();

    @Inject
    HeldItems held;

    private String aWaitingLetter(String eventId) {
        return new SomeLetter(tenant, source, eventId, RECEIVED_AT, "QUALITY_REVIEW", """
                {"id":"%s","kind":"energy","activity":"electricity.grid","quantity":1,"unit":"kWh",
                 "occurred_at":"2025-11-03T10:00:00Z","source_id":"%s"}""".formatted(eventId, source), true).store();
    }

    private void holdEverything() {
        SomeDocuments.put(tenant, DocumentKinds.GATE, DocumentKinds.GATE,
                "{'rules': [{'name': 'all', 'when': [{'field': 'country', 'op': 'absent'}], 'outcome': 'hold'}]}");
    }

    private java.util.List<String> releasesOf(String eventId) {
        return Received.probe()
            .read(Topics.RAW_ENERGY, tenant, io.carbonflow.contracts.avro.RawActivity.class)
            .stream()
            .filter(record -> record.value().getEventId().equals(eventId))
            .map(record -> record.headers().get(RecordHeaders.RELEASES))
            .toList();
    }

    @BeforeEach
    void untilItIsReady() {
        await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void whatWaitsGoesOnOnceTheDocumentThatHeldItIsTakenBack() {
        String eventId = "evt-" + UUID.randomUUID();
        holdEverything();
        String letter = aWaitingLetter(eventId);

        SomeDocuments.put(tenant, DocumentKinds.GATE, DocumentKinds.GATE, null);

        await().untilAsserted(() -> assertThat(releasesOf(eventId)).containsExactly(letter));
        held.sweep();
        held.sweep();
        assertThat(releasesOf(eventId)).hasSize(1);
    }

    @Test
    void whatStillLacksSomethingWaitsOnAndGoesWhenItIsRegistered() {
        String eventId = "evt-" + UUID.randomUUID();
        String supplier = "S-" + UUID.randomUUID();
        SomeDocuments.put(tenant, DocumentKinds.GATE, DocumentKinds.GATE,
                """
                        {'rules': [{'name': 'place', 'when': [], 'outcome': 'augment', 'set': {'country': {'from': 'supplier'}}},
                         {'name': 'placeless', 'when': [{'field': 'country', 'op': 'absent'}], 'outcome': 'hold'}]}""");
        String letter = new SomeLetter(tenant, source, eventId, RECEIVED_AT, "QUALITY_REVIEW", """
                {"id":"%s","kind":"energy","activity":"electricity.grid","quantity":1,"unit":"kWh","supplier_id":"%s",
                 "occurred_at":"2025-11-03T10:00:00Z","source_id":"%s"}""".formatted(eventId, supplier, source), true)
            .store();
        await().untilAsserted(() -> {
            held.sweep();
            assertThat(releasesOf(eventId)).isEmpty();
        });

        Received.probe()
            .write(Topics.MASTER_SUPPLIERS, new RecordKey(tenant, supplier), new SupplierRegistration(tenant, supplier,
                    "S", "AT", null, null, Instant.now().truncatedTo(ChronoUnit.MICROS)));

        await().untilAsserted(() -> assertThat(releasesOf(eventId)).containsExactly(letter));
    }

    @Test
    void aSweepFindsWhatNoNewsToldOf() {
        String eventId = "evt-" + UUID.randomUUID();
        String letter = aWaitingLetter(eventId);

        held.sweep();

        assertThat(releasesOf(eventId)).containsExactly(letter);
        assertThat(Received.probe()
            .read(Topics.RAW_ENERGY, tenant, io.carbonflow.contracts.avro.RawActivity.class)
            .get(0)
            .value()
            .getReceivedAt()).isEqualTo(RECEIVED_AT);
    }

    /** A meter's interval the calculation had no rule for: its bytes are a message that told more than this interval. */
    private String aLetterOfTheCalculation(String eventId, Instant heldAt) {
        var activity = ActivityBuilder.anActivity().tenant(tenant).eventId(eventId).source(source).build();
        var raw = Received.probe().write(Topics.RAW_ENERGY, new RecordKey(tenant, source), activity);
        return new SomeLetter(tenant, source, eventId, heldAt, "ATTRIBUTION_NOT_FOUND", "{}", true)
            .storeOfCalculation(Topics.RAW_ENERGY, raw.partition(), raw.offset());
    }

    @Test
    void whatTheCalculationHoldsGoesThereAgainAsItWasWhenARuleChanges() {
        String eventId = "evt-" + UUID.randomUUID();
        String letter = aLetterOfTheCalculation(eventId, RECEIVED_AT);

        SomeDocuments.put(tenant, "attribution", "plants", null);

        await().atMost(Duration.ofSeconds(20))
            .untilAsserted(() -> assertThat(releasesOf(eventId)).containsExactlyInAnyOrder(null, letter));
    }

    @Test
    void whatTheCalculationHeldKnowingTheRulesStaysUntilOneOfThemChanges() {
        String changed = "evt-" + UUID.randomUUID();
        String letter = aLetterOfTheCalculation(changed, RECEIVED_AT);
        String eventId = "evt-" + UUID.randomUUID();
        aLetterOfTheCalculation(eventId, Instant.now().plusSeconds(3_600));

        SomeDocuments.put(tenant, "attribution", "plants", null);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(releasesOf(changed)).contains(letter));
        held.sweep();
        assertThat(releasesOf(eventId)).containsOnlyNulls();
    }
}
