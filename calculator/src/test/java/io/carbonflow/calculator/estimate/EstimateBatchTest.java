package io.carbonflow.calculator.estimate;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.calculator.SnapshotServer;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.WithStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
@WithStack({StackPart.KAFKA, StackPart.REGISTRY})
@WithTestResource(SnapshotServer.class)
class EstimateBatchTest {

    private static final String DIESEL = """
            {"activity": {"activity": "fuel.diesel", "quantity": "100", "unit": "litre", "country": "DE",
             "occurred_at": "2025-03-01T00:00:00Z"}}""";

    @BeforeEach
    void untilTheLibraryIsLoaded() {
        await().atMost(Duration.ofSeconds(30)).until(() -> batch("", "[]").extract().statusCode() != 503);
    }

    @Test
    void oneEditionHoldsForTheWholeBatchWhereverItStands() {
        batch("?edition=2025.1", "[" + DIESEL + "]").statusCode(200)
            .body("results.estimate.emission_factor.edition", contains("2025.1"));
        batch("", "{\"edition\": \"2025.1\", \"requests\": [" + DIESEL + "," + DIESEL + "]}").statusCode(200)
            .body("results.estimate.emission_factor.edition", contains("2025.1", "2025.1"));
    }

    @Test
    void aRequestsOwnEditionStands() {
        String own = DIESEL.replaceFirst("\\{", "{\"data_version\": \"1999.1\", ");

        batch("?edition=2025.1", "[" + own + "," + DIESEL + "]").statusCode(200)
            .body("results[0].error.reasons.code", contains("FACTOR_NOT_FOUND"))
            .body("results[1].estimate.emission_factor.edition", equalTo("2025.1"));
    }

    @Test
    void anEditionThatIsNotPublishedRefusesTheBatch() {
        batch("?edition=1999.1", "[" + DIESEL + "]").statusCode(422)
            .body("reasons.field", contains("edition"))
            .body("reasons[0].detail", containsString("published are [2025.1]"));
    }

    @Test
    void twoEditionsForOneBatchAndOtherFormsAreRefused() {
        batch("?edition=2025.1", "{\"edition\": \"2024.1\", \"requests\": []}").statusCode(422)
            .body("reasons.field", contains("edition"));
        batch("", "{\"edition\": 2025, \"requests\": []}").statusCode(422);
        batch("", "{\"edition\": \"2025.1\"}").statusCode(400);
        batch("", "\"2025.1\"").statusCode(400);
    }

    private static ValidatableResponse batch(String query, String body) {
        return given().header("X-API-Key", TestStack.API_KEY)
            .contentType("application/json")
            .body(body)
            .post("/v1/estimate/batch" + query)
            .then();
    }
}
