package io.carbonflow.factorservice.factor;

import static io.carbonflow.factorservice.Drafts.anId;
import static io.carbonflow.factorservice.Drafts.asOwner;
import static io.carbonflow.factorservice.Drafts.publish;
import static io.carbonflow.factorservice.Drafts.row;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.factorservice.FactorStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;

@QuarkusTest
@WithTestResource(FactorStack.class)
class FactorResourceTest {

    @BeforeEach
    void theServiceIsReady() {
        await().atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void selectsTheFactorOfTheCountryAndYearAndSaysWhy() {
        var answer = asOwner().queryParam("activity", "electricity.grid")
            .queryParam("country", "FR")
            .queryParam("year", 2026)
            .queryParam("unit", "MWh")
            .queryParam("edition", "2025.1")
            .get("/v1/factors");

        answer.then()
            .statusCode(200)
            .body("factor.id", equalTo("electricity.grid-FR-2024-kWh"))
            .body("factor.edition", equalTo("2025.1"))
            .body("factor.licence", equalTo("CC BY 4.0"))
            .body("trace.step", hasItems("region FR", "year 2026", "edition"))
            .body("trace.outcome", hasItem("nearest earlier is 2024"))
            .body("notices.code", hasItems("YEAR_FALLBACK", "GWP_AS_PUBLISHED", "LIFE_CYCLE_BASIS"));
        BigDecimal kgCo2e = answer.jsonPath()
            .using(io.restassured.path.json.config.JsonPathConfig.jsonPathConfig()
                .numberReturnType(NumberReturnType.BIG_DECIMAL))
            .get("factor.kg_co2e");
        assertThat(kgCo2e).isEqualByComparingTo("0.04418");
    }

    @Test
    void fallsBackToAProxyOfTheWorldAndSaysSo() {
        asOwner().queryParam("activity", "fuel.diesel")
            .queryParam("country", "DE")
            .queryParam("year", 2025)
            .queryParam("unit", "L")
            .queryParam("edition", "2025.1")
            .get("/v1/factors")
            .then()
            .statusCode(200)
            .body("factor.id", equalTo("fuel.diesel-WORLD-2025-L"))
            .body("factor.proxy", containsString("DESNZ"))
            .body("factor.gwp_set", equalTo("AR5"))
            .body("factor.methane_origin", equalTo("non_fossil"))
            .body("trace[0].step", equalTo("region DE"))
            .body("trace[0].outcome", equalTo("no factor"))
            .body("notices.code", hasItems("REGION_FALLBACK", "REGION_PROXY"));
    }

    @Test
    void prefersTheSubregionOfTheGrid() {
        asOwner().queryParam("activity", "electricity.grid")
            .queryParam("country", "US")
            .queryParam("subdivision", "CAMX")
            .queryParam("year", 2023)
            .get("/v1/factors")
            .then()
            .statusCode(200)
            .body("factor.region", equalTo("US/CAMX"))
            .body("factor.kg_co2", equalTo(0.19806337632235f));
    }

    @Test
    void takesANewerEditionsFactorFirstAndAnOlderOneOnRequest() {
        String id = anId();
        publish(id, row("own.paper", "waste.incineration.paper", "0.77"));

        asOwner().queryParam("activity", "waste.incineration.paper")
            .queryParam("country", "DE")
            .queryParam("unit", "kg")
            .queryParam("year", 2025)
            .get("/v1/factors")
            .then()
            .statusCode(200)
            .body("factor.edition", equalTo(id))
            .body("factor.id", equalTo("own.paper"));
        asOwner().queryParam("activity", "waste.incineration.paper")
            .queryParam("country", "DE")
            .queryParam("unit", "kg")
            .queryParam("year", 2025)
            .queryParam("edition", "2025.1")
            .get("/v1/factors")
            .then()
            .statusCode(200)
            .body("factor.edition", equalTo("2025.1"));
    }

    @Test
    void saysWhatIsWrongWithAQuestionAllAtOnce() {
        asOwner().queryParam("activity", "electricity.gird")
            .queryParam("country", "Germany")
            .queryParam("year", "last")
            .queryParam("unit", "ton")
            .get("/v1/factors")
            .then()
            .statusCode(422)
            .contentType("application/problem+json")
            .body("reasons.code", hasItems("ACTIVITY_UNKNOWN", "FIELD_INVALID", "UNIT_UNKNOWN"))
            .body("reasons.field", hasItems("activity", "country", "year", "unit"));
    }

    @Test
    void refusesAUnitOfSomethingElse() {
        asOwner().queryParam("activity", "electricity.grid")
            .queryParam("country", "DE")
            .queryParam("unit", "kg")
            .get("/v1/factors")
            .then()
            .statusCode(422)
            .body("reasons[0].code", equalTo("UNIT_MISMATCH"));
    }

    @Test
    void answersNotFoundWhereThereIsNoFactorOrEdition() {
        asOwner().queryParam("activity", "electricity.renewable")
            .queryParam("country", "DE")
            .get("/v1/factors")
            .then()
            .statusCode(404)
            .contentType("application/problem+json")
            .body("reasons[0].code", equalTo("FACTOR_NOT_FOUND"));
        asOwner().queryParam("activity", "electricity.grid")
            .queryParam("edition", "1999.9")
            .get("/v1/factors")
            .then()
            .statusCode(404)
            .body("detail", containsString("1999.9"));
    }

    @Test
    void showsOneFactorById() {
        asOwner().get("/v1/factors/{id}", "fuel.diesel-GB-2025-L")
            .then()
            .statusCode(200)
            .body("activity", equalTo("fuel.diesel"))
            .body("edition", equalTo("2026.1"))
            .body("publisher", startsWith("UK Department"))
            .body("locator", containsString("1_101_1011_8"))
            .body("kg_co2e_by_gwp_set.AR5", equalTo(2.57082f));
        asOwner().queryParam("edition", "2025.1")
            .get("/v1/factors/{id}", "fuel.diesel-GB-2025-L")
            .then()
            .statusCode(200);
        asOwner().get("/v1/factors/{id}", "no.such").then().statusCode(404).contentType("application/problem+json");
        asOwner().queryParam("edition", "1999.9")
            .get("/v1/factors/{id}", "fuel.diesel-GB-2025-L")
            .then()
            .statusCode(404);
    }

    @Test
    void listsAllFactorsOfAnActivityAndBelowPageByPage() {
        var ids = new ArrayList<String>();
        String cursor = null;
        do {
            var request = asOwner().queryParam("activity", "fuel.diesel")
                .queryParam("edition", "2025.1")
                .queryParam("limit", 4);
            var page = (cursor == null ? request : request.queryParam("cursor", cursor)).get("/v1/factors");
            page.then().statusCode(200).body("items.activity", everyItem(startsWith("fuel.diesel")));
            ids.addAll(page.<List<String>>path("items.id"));
            cursor = page.path("next_cursor");
            if (cursor != null) {
                assertThat(page.header("Link")).contains("rel=\"next\"").contains("cursor=" + cursor);
            }
        } while (cursor != null);

        assertThat(ids).doesNotHaveDuplicates()
            .contains("fuel.diesel-GB-2025-L", "fuel.diesel-US-2025-US_gal", "fuel.diesel.mineral-WORLD-2025-t")
            .hasSize(18);
    }

    @Test
    void refusesALimitOrCursorThatIsNone() {
        asOwner().queryParam("limit", 0).get("/v1/factors").then().statusCode(400);
        asOwner().queryParam("limit", 100_000).get("/v1/factors").then().statusCode(400);
        asOwner().queryParam("cursor", "!")
            .get("/v1/factors")
            .then()
            .statusCode(400)
            .contentType("application/problem+json");
    }

    @Test
    void listsTheActivitiesWithTheirUnits() {
        asOwner().queryParam("search", "electricity")
            .get("/v1/activities")
            .then()
            .statusCode(200)
            .body("items.code", hasItems("electricity.grid", "electricity.renewable"))
            .body("items.find { it.code == 'electricity.grid' }.dimensions", equalTo(List.of("energy")))
            .body("items.find { it.code == 'electricity.grid' }.units", equalTo(List.of("kWh")));
        asOwner().queryParam("search", "soybean")
            .get("/v1/activities")
            .then()
            .statusCode(200)
            .body("items.code", hasItem("spend.naics.111110"));
        asOwner().queryParam("search", "no such thing")
            .get("/v1/activities")
            .then()
            .statusCode(200)
            .body("items", hasSize(0));
    }

    @Test
    void listsTheWarmingPotentials() {
        asOwner().get("/v1/gwp-sets")
            .then()
            .statusCode(200)
            .body("items.id", equalTo(List.of("AR4", "AR5", "AR6")))
            .body("items[2].ch4.fossil", equalTo(29.8f))
            .body("items[2].ch4.non_fossil", equalTo(27.0f))
            .body("items[2].n2o", equalTo(273));
    }

    @Test
    void nothingIsForCallersWithoutAKey() {
        for (String path : List.of("/v1/factors", "/v1/factors/x", "/v1/activities", "/v1/gwp-sets")) {
            given().get(path).then().statusCode(401).contentType("application/problem+json");
        }
    }

    @Test
    void healthMetricsAndOpenApiAreOpen() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready")
            .then()
            .statusCode(200)
            .body("checks.name", hasItems("built-in editions registered", "schemas registered"));
        given().get("/q/metrics").then().statusCode(200).body(containsString("jvm_memory"));
        given().get("/q/openapi").then().statusCode(200).body(containsString("/v1/snapshot"));
    }
}
