package io.carbonflow.factorservice.edition;

import static io.carbonflow.factorservice.Drafts.HEADER;
import static io.carbonflow.factorservice.Drafts.anId;
import static io.carbonflow.factorservice.Drafts.as;
import static io.carbonflow.factorservice.Drafts.asOwner;
import static io.carbonflow.factorservice.Drafts.draft;
import static io.carbonflow.factorservice.Drafts.publish;
import static io.carbonflow.factorservice.Drafts.row;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.factorservice.FactorStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

/** Tenants never meet: what one sends, no other sees, uses or stands in the way of. */
@QuarkusTest
@WithTestResource(FactorStack.class)
class EditionTenancyTest {

    @BeforeEach
    void theServiceIsReady() {
        await().atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void aTenantsEditionIsNeitherSeenNorUsedByAnother() {
        String id = anId();
        String activity = "waste.landfill." + id;
        publish(id, row("own." + id, activity, "7"));

        asOther().get("/v1/editions").then().statusCode(200).body("items.id", not(hasItem(id)));
        asOther().get("/v1/editions/{id}", id).then().statusCode(404);
        asOther().post("/v1/editions/{id}/publish", id).then().statusCode(404);
        asOther().get("/v1/factors/{id}", "own." + id).then().statusCode(404);
        asOther().queryParam("activity", activity)
            .queryParam("country", "DE")
            .get("/v1/factors")
            .then()
            .statusCode(200)
            .body("factor.edition", equalTo(BuiltInEdition.ID));
        asOther().queryParam("activity", activity)
            .queryParam("limit", 5)
            .get("/v1/factors")
            .then()
            .body("items",
                    hasSize(0));
        asOther().queryParam("search", activity).get("/v1/activities").then().body("items", hasSize(0));
        asOther().get("/v1/snapshot").then().body("editions.id", not(hasItem(id)));
        asOwner().queryParam("activity", activity)
            .queryParam("country", "DE")
            .get("/v1/factors")
            .then()
            .statusCode(200)
            .body("factor.edition", equalTo(id));
    }

    @Test
    void twoTenantsMayUseTheSameIdForDifferentEditions() {
        String id = anId();
        publish(id, row("own.same", "waste.landfill", "8"));

        asOther().contentType("text/csv")
            .queryParam("id", id)
            .body(HEADER + row("own.same", "waste.landfill", "9"))
            .post("/v1/editions")
            .then()
            .statusCode(201);
        asOther().post("/v1/editions/{id}/publish", id).then().statusCode(200);

        asOwner().queryParam("edition", id).get("/v1/factors/own.same").then().body("kg_co2e", equalTo(8));
        asOther().queryParam("edition", id).get("/v1/factors/own.same").then().body("kg_co2e", equalTo(9));
    }

    @Test
    void theSnapshotHoldsWhatShipsAndTheTenantsOwnAndForAServiceThatOfEveryTenant() {
        String ours = anId();
        String theirs = anId();
        publish(ours, row("own.ours", "waste.landfill", "1"));
        asOther().contentType("text/csv")
            .queryParam("id", theirs)
            .body(HEADER + row("own.theirs", "waste.landfill", "2"))
            .post("/v1/editions");
        asOther().post("/v1/editions/{id}/publish", theirs).then().statusCode(200);

        var own = asOwner().get("/v1/snapshot").then().statusCode(200).extract();
        var every = as(TestStack.SERVICE_KEY).get("/v1/snapshot").then().statusCode(200).extract();

        assertThat(own.<java.util.List<String>>path("editions.id")).contains(ours, BuiltInEdition.ID)
            .doesNotContain(theirs);
        assertThat(every.<java.util.List<String>>path("editions.id")).contains(ours, theirs, BuiltInEdition.ID);
        assertThat(every.<String>path("editions.find { it.id == '" + theirs + "' }.tenant")).isEqualTo("other");
        assertThat(every.<String>path("editions.find { it.id == '2025.1' }.tenant")).isEmpty();
        assertThat(every.header("ETag")).isNotEqualTo(own.header("ETag"));
        as(TestStack.SERVICE_KEY).header("If-None-Match", every.header("ETag"))
            .get("/v1/snapshot")
            .then()
            .statusCode(304);
    }

    @Test
    void theIdOfAnEditionThatShipsIsTaken() {
        asOwner().contentType("text/csv")
            .queryParam("id", BuiltInEdition.ID)
            .body(HEADER + row("own.taken", "waste.landfill", "1"))
            .post("/v1/editions")
            .then()
            .statusCode(409)
            .body("detail", containsString("ships with the service"));
    }

    @Test
    void aServiceLoadsAndChangesNothing() {
        String id = anId();
        draft(id, row("own.16", "waste.landfill", "1"));

        as(TestStack.SERVICE_KEY).post("/v1/editions/{id}/publish", id).then().statusCode(403);
        as(TestStack.SERVICE_KEY).contentType("text/csv")
            .queryParam("id", anId())
            .body(HEADER + row("own.17", "waste.landfill", "1"))
            .post("/v1/editions")
            .then()
            .statusCode(403);
        as(TestStack.SERVICE_KEY).get("/v1/editions").then().body("items.id", not(hasItem(id)));
    }

    private static RequestSpecification asOther() {
        return as(TestStack.OTHER_API_KEY);
    }
}
