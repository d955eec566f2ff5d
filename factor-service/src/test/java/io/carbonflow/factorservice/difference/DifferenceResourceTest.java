package io.carbonflow.factorservice.difference;

import static io.carbonflow.factorservice.Drafts.anId;
import static io.carbonflow.factorservice.Drafts.as;
import static io.carbonflow.factorservice.Drafts.asOwner;
import static io.carbonflow.factorservice.Drafts.draft;
import static io.carbonflow.factorservice.Drafts.row;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.factorservice.FactorStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(FactorStack.class)
class DifferenceResourceTest {

    @BeforeEach
    void theServiceIsReady() {
        await().atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void tellsWhatIsAddedRemovedAndChangedWithOldAndNewValue() {
        String older = anId();
        String newer = anId();
        draft(older, row("d.changed", "waste.landfill.a", "2") + row("d.removed", "waste.landfill.b", "1")
                + row("d.same", "waste.landfill.c", "1"));
        draft(newer, row("d.changed", "waste.landfill.a", "2.5") + row("d.same", "waste.landfill.c", "1")
                + row("d.added", "waste.landfill.d", "4"));

        asOwner().get("/v1/editions/{id}/diff?against={other}", newer, older)
            .then()
            .statusCode(200)
            .body("edition", equalTo(newer))
            .body("against", equalTo(older))
            .body("summary.added", equalTo(1))
            .body("summary.removed", equalTo(1))
            .body("summary.changed", equalTo(1))
            .body("summary.unchanged", equalTo(1))
            .body("items.id", contains("d.changed", "d.removed", "d.added"))
            .body("items[0].old_value", equalTo(2))
            .body("items[0].new_value", equalTo(2.5f))
            .body("items[0].new_unit", equalTo("kg"))
            .body("items[0].percent", equalTo(25.00f))
            .body("items[0].fields", contains("kg_co2e"))
            .body("items[1].new_value", nullValue())
            .body("items[2].old_value", nullValue());
    }

    @Test
    void pagesAndFiltersWithTheSummaryOfTheWhole() {
        String id = anId();
        draft(id, row("p.1", "waste.landfill.a", "2") + row("p.2", "waste.landfill.b", "1"));

        String cursor = asOwner().get("/v1/editions/{id}/diff?against=2025.1&change=added&limit=1", id)
            .then()
            .statusCode(200)
            .body("items.id", contains("p.1"))
            .body("summary.added", equalTo(2))
            .body("next_cursor", notNullValue())
            .extract()
            .path("next_cursor");

        asOwner().queryParam("cursor", cursor)
            .get("/v1/editions/{id}/diff?against=2025.1&change=added&limit=1", id)
            .then()
            .body("items.id", contains("p.2"))
            .body("next_cursor", nullValue());
        asOwner().get("/v1/editions/{id}/diff?change=turned", id).then().statusCode(400);
    }

    @Test
    void showsNobodyAnothersEdition() {
        String id = anId();
        draft(id, row("s.1", "waste.landfill.a", "2"));

        as(TestStack.OTHER_API_KEY).get("/v1/editions/{id}/diff", id).then().statusCode(404);
        as(TestStack.OTHER_API_KEY).get("/v1/editions/2025.1/diff?against={id}", id).then().statusCode(404);
        asOwner().get("/v1/editions/{id}/diff?limit=1", id).then().statusCode(200).body("items", hasSize(1));
    }
}
