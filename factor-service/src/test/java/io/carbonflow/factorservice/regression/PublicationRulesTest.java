package io.carbonflow.factorservice.regression;

import static io.carbonflow.factorservice.Drafts.anId;
import static io.carbonflow.factorservice.Drafts.as;
import static io.carbonflow.factorservice.Drafts.asOwner;
import static io.carbonflow.factorservice.Drafts.draft;
import static io.carbonflow.factorservice.Drafts.row;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import java.sql.SQLException;
import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.database.Migrations;
import io.carbonflow.factorservice.FactorStack;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;

/** A draft that moves the reference portfolio is stopped, and where the policy says so a second person is asked for. */
@QuarkusTest
@WithTestResource(FactorStack.class)
class PublicationRulesTest {

    private final TestStack stack = TestStack.with(StackPart.POSTGRES, StackPart.KAFKA, StackPart.REGISTRY);

    @BeforeEach
    void theServiceIsReady() {
        await().atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void everyActivityOfThePortfolioThatShipsHasAFactorThatShips() {
        asOwner().get("/v1/reference-portfolio")
            .then()
            .statusCode(200)
            .body("origin", equalTo("shipped"))
            .body("activities.size()", greaterThanOrEqualTo(60));
        asOwner().get("/v1/editions/2026.1/regression")
            .then()
            .statusCode(200)
            .body("not_covered", hasSize(0))
            .body("within_tolerance", equalTo(true))
            .body("total.percent", equalTo(0.00f));
    }

    @Test
    void aMoveBeyondTheToleranceIsRefusedUntilAnOwnerAcceptsItWithAReason() {
        String id = anId();
        draft(id, row("own.r1." + id, "refrigerant.hfc32", "9999"));

        asOwner().post("/v1/editions/{id}/publish", id)
            .then()
            .statusCode(422)
            .contentType("application/problem+json")
            .body("title", equalTo("Regression beyond tolerance"))
            .body("reasons.code", hasItem("REGRESSION"))
            .body("reasons[0].field", equalTo("2 kg refrigerant.hfc32 DE 2025"))
            // 2 kg x 771 (AR6) against 2 kg x 9999
            .body("reasons[0].detail", containsString("1542.000000 kg CO2e becomes 19998.000000, +1196.89 %"));
        as(TestStack.ADMIN_KEY).post("/v1/editions/{id}/publish?accept_regression=true&reason=known", id)
            .then()
            .statusCode(403);
        asOwner().post("/v1/editions/{id}/publish?accept_regression=true", id)
            .then()
            .statusCode(422)
            .body("reasons[0].field", equalTo("reason"));
        asOwner().get("/v1/editions/{id}", id).then().body("status", equalTo("draft"));

        asOwner().post("/v1/editions/{id}/publish?accept_regression=true&reason=A new measurement", id)
            .then()
            .statusCode(200)
            .body("status", equalTo("published"))
            .body("regression_reason", equalTo("A new measurement"))
            .body("published_by", equalTo("demo:owner"));
    }

    @Test
    void aMoveWithinTheToleranceNeedsNoReasonAndKeepsNone() {
        String id = anId();
        // 3922 -> 4000 kg CO2e per kg under AR6 is 1.99 %
        draft(id, row("own.r2." + id, "refrigerant.r404a", "4000"));

        asOwner().post("/v1/editions/{id}/publish?reason=none needed", id)
            .then()
            .statusCode(200)
            .body("regression_reason", nullValue());
    }

    @Test
    void aSecondPersonPublishesWhereThePolicySaysSo() throws SQLException {
        String id = anId();
        draft(id, row("own.r3." + id, "waste.landfill." + id, "1"));
        policy("{\"publish_needs_second_person\": true}");
        try {
            asOwner().post("/v1/editions/{id}/publish", id)
                .then()
                .statusCode(409)
                .body("detail", containsString("asks for a second person"));

            as(TestStack.ADMIN_KEY).post("/v1/editions/{id}/publish", id)
                .then()
                .statusCode(200)
                .body("created_by", equalTo("demo:owner"))
                .body("published_by", equalTo("demo:admin"));
        } finally {
            policy(null);
        }
    }

    @Test
    void aTenantTriesItsDraftsOnAPortfolioOfItsOwn() {
        as(TestStack.OTHER_API_KEY).contentType(ContentType.JSON)
            .body("""
                    {"title": "Ours", "activities": [
                      {"activity": "water.supply", "quantity": 3, "unit": "m3", "country": "GB", "year": 2025}]}""")
            .put("/v1/reference-portfolio")
            .then()
            .statusCode(200)
            .body("origin", equalTo("own"))
            .body("version", greaterThanOrEqualTo(1))
            .body("activities[0].quantity", equalTo(3));
        as(TestStack.OTHER_API_KEY).get("/v1/editions/2025.1/regression").then().body("lines", equalTo(1));
        asOwner().get("/v1/reference-portfolio").then().body("origin", equalTo("shipped"));
        as(TestStack.VIEWER_KEY).contentType(ContentType.JSON)
            .body("{}")
            .put("/v1/reference-portfolio")
            .then()
            .statusCode(403);
    }

    @Test
    void namesEveryFaultOfAPortfolio() {
        asOwner().contentType(ContentType.JSON)
            .body("""
                    {"activities": [
                      {"activity": "water.suply", "quantity": -3, "unit": "furlong", "country": "Britain", "year": 1},
                      {"activity": "water.supply", "quantity": 1, "unit": "kWh", "country": "GB", "year": 2025}]}""")
            .put("/v1/reference-portfolio")
            .then()
            .statusCode(422)
            .body("reasons.field", hasItems("activities[0].activity", "activities[0].quantity",
                    "activities[0].unit", "activities[0].country", "activities[0].year", "activities[1].unit"))
            .body("reasons[0].detail", containsString("nearest are water.supply"));
        asOwner().contentType(ContentType.JSON).body("[]").put("/v1/reference-portfolio").then().statusCode(422);
        asOwner().contentType(ContentType.JSON).body("{").put("/v1/reference-portfolio").then().statusCode(400);
    }

    /** Stores a version of the policy of the tenant demo; null takes it back. */
    private void policy(String json) throws SQLException {
        try (var connection = stack.connection(Migrations.FACTORS_ROLE);
                var insert = connection.prepareStatement("""
                        with counted as (update factors.document_change set changes = changes + 1 returning changes)
                        insert into factors.document
                            (tenant_id, kind, id, version, json, sha256, created_at, created_by, change)
                        select 'demo', 'policy', 'policy', changes, ?, ?, now(), 'test', changes from counted""")) {
            insert.setString(1, json);
            insert.setString(2, json == null ? null : "0");
            insert.execute();
        }
    }
}
