package io.carbonflow.factorservice.preview;

import static io.carbonflow.factorservice.Drafts.anId;
import static io.carbonflow.factorservice.Drafts.as;
import static io.carbonflow.factorservice.Drafts.asOwner;
import static io.carbonflow.factorservice.Drafts.draft;
import static io.carbonflow.factorservice.Drafts.publish;
import static io.carbonflow.factorservice.Drafts.row;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.factorservice.FactorStack;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(FactorStack.class)
class PreviewResourceTest {

    private static final Instant IN_JANUARY = Instant.parse("2015-01-10T00:00:00Z");

    private final BookedEntries entries = new BookedEntries(
            TestStack.with(StackPart.POSTGRES, StackPart.KAFKA, StackPart.REGISTRY));

    @BeforeEach
    void theServiceIsReady() {
        await().atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void tellsWhatADraftWouldChangeInWhatIsBookedAndBooksNothing() throws SQLException {
        // Given: two plain entries of 10 kg at 2 kg CO2e, and one of which only half is ours
        String inForce = anId();
        String draft = anId();
        String activity = "waste.landfill." + inForce;
        publish(inForce, row("own.preview", activity, "2"));
        draft(draft, row("own.preview", activity, "3"));
        entries.book("demo", activity, "10", "kg", "20", "own.preview", inForce, IN_JANUARY);
        entries.book("demo", activity, "0.01", "t", "20", "own.preview", inForce, IN_JANUARY);
        entries.book("demo", activity, "10", "kg", "10", "own.preview", inForce, IN_JANUARY.plusSeconds(60));
        entries.book("demo", "electricity.grid", "100", "kWh", "40", "carried:grid_intensity", "carried", IN_JANUARY);
        entries.book("demo", activity, "1", "kg", "7", "gone", "1999.1", IN_JANUARY);
        entries.book("demo", activity, "1", "kg", "1000", "own.preview", inForce,
                Instant.parse("2015-03-01T00:00:00Z"));
        entries.book("other", activity, "1", "kg", "5000", "own.preview", inForce, IN_JANUARY);
        long before = entries.count("demo");

        // When
        var preview = asOwner().post("/v1/editions/{id}/preview?from=2015-01-01&to=2015-02-01", draft).then();

        // Then
        preview.statusCode(200)
            .body("from", equalTo("2015-01-01T00:00:00Z"))
            .body("to", equalTo("2015-02-01T00:00:00Z"))
            .body("basis", containsString("factors only"))
            .body("totals.entries", equalTo(3))
            .body("totals.booked_kg_co2e", equalTo(50.000000f))
            .body("totals.current_kg_co2e", equalTo(50.000000f))
            .body("totals.draft_kg_co2e", equalTo(75.000000f))
            .body("totals.delta_kg_co2e", equalTo(25.000000f))
            .body("totals.percent", equalTo(50.00f))
            .body("by_activity.name", contains(activity))
            .body("by_country.name", contains("DE"))
            .body("carried.entries", equalTo(1))
            .body("carried.booked_kg_co2e", equalTo(40.000000f))
            .body("not_calculated", hasSize(1))
            .body("not_calculated[0].reason", containsString("gone"))
            .body("regression.within_tolerance", equalTo(true));
        assertThat(entries.count("demo")).isEqualTo(before);
        asOwner().get("/v1/editions/{id}", draft).then().body("status", equalTo("draft"));
    }

    @Test
    void aTenantWithoutHistorySeesNothingOfAnothers() throws SQLException {
        entries.book("demo", "waste.landfill", "1", "t", "5", "own.none", "1999.1",
                Instant.parse("2014-06-01T00:00:00Z"));

        as(TestStack.OTHER_API_KEY).post("/v1/editions/2025.1/preview?from=2014-01-01&to=2015-01-01")
            .then()
            .statusCode(200)
            .body("totals.entries", equalTo(0))
            .body("not_calculated", hasSize(0));
    }

    @Test
    void refusesAPeriodThatIsNoneAndWhoMayNotLook() {
        asOwner().post("/v1/editions/2025.1/preview?from=yesterday")
            .then()
            .statusCode(422)
            .body("reasons[0].field", equalTo("from"));
        asOwner().post("/v1/editions/2025.1/preview?from=2025-02-01&to=2025-01-01").then().statusCode(422);
        asOwner().post("/v1/editions/none/preview").then().statusCode(404);
        as(TestStack.DEVICE_KEY).post("/v1/editions/2025.1/preview").then().statusCode(403);
        as(TestStack.SERVICE_KEY).post("/v1/editions/2025.1/preview").then().statusCode(403);
    }
}
