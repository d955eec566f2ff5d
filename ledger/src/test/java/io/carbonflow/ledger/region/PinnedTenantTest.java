package io.carbonflow.ledger.region;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What a ledger does with a tenant that is at home in another region than it. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class PinnedTenantTest {

    private final LedgerProbe ledger = new LedgerProbe();
    private final String eventId = TestStack.aTenant();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void nothingOfItIsBookedAndALetterSaysWhy() {
        // Given
        var elsewhere = anEmissionOf(anActivity().tenant(TestStack.ELSEWHERE_TENANT).eventId(eventId).build()).build();
        var athome = anEmissionOf(anActivity().tenant(TestStack.OTHER_TENANT).eventId(eventId).build()).build();

        // When
        ledger.deliver(0, elsewhere);
        ledger.deliver(0, athome);

        // Then
        await().atMost(LedgerProbe.PATIENCE)
            .until(() -> ledger.number("select count(*) from ledger.entry where event_id = ?", eventId) == 1
                    && ledger.number("select count(*) from ledger.dead_letter where event_id = ?", eventId) == 1);
        assertThat(ledger.rows("select tenant_id from ledger.entry where event_id = ?", eventId).get(0))
            .containsExactly(TestStack.OTHER_TENANT);
        assertThat(ledger.rows("select tenant_id, reasons->0->>'code', reasons->0->>'detail' from ledger.dead_letter "
                + "where event_id = ?", eventId)
            .get(0))
            .containsExactly(TestStack.ELSEWHERE_TENANT, "REGION_MISMATCH",
                    "the tenant is pinned to the region test-south, this deployment is in test-north");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/entries", "/v1/entries/nonsense", "/v1/conservation",
            "/v1/bundle?from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00Z"})
    void whoAsksForItIsSentToItsRegion(String path) {
        given().header("X-API-Key", TestStack.ELSEWHERE_API_KEY)
            .get(path)
            .then()
            .statusCode(421)
            .contentType("application/problem+json")
            .body("title", equalTo("Misdirected request"))
            .body("detail", equalTo("the tenant is pinned to the region test-south, this deployment is in test-north"));
    }

    @Test
    void whoIsAtHomeHereOrNowhereIsAnswered() {
        given().header("X-API-Key", TestStack.OTHER_API_KEY).get("/v1/entries").then().statusCode(200);
        given().header("X-API-Key", TestStack.API_KEY).get("/v1/entries").then().statusCode(200);
        given().get("/q/health/live").then().statusCode(200);
    }
}
