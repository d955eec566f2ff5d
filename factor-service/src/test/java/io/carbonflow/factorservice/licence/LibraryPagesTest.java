package io.carbonflow.factorservice.licence;

import static io.carbonflow.factorservice.Drafts.anId;
import static io.carbonflow.factorservice.Drafts.as;
import static io.carbonflow.factorservice.Drafts.asOwner;
import static io.carbonflow.factorservice.Drafts.publish;
import static io.carbonflow.factorservice.Drafts.row;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.factorservice.FactorStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The library as people look at it: listing, sets, licences, and the page that shows them. */
@QuarkusTest
@WithTestResource(FactorStack.class)
class LibraryPagesTest {

    @BeforeEach
    void theServiceIsReady() {
        await().atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void everyPublicationThatShipsHasALicenceAndTheWordsToPassOn() {
        asOwner().get("/v1/licences")
            .then()
            .statusCode(200)
            .body("items.findAll { it.ships }.licence", everyItem(notNullValue()))
            .body("items.findAll { it.ships }.attribution", everyItem(notNullValue()))
            .body("items.findAll { it.ships }.publisher", hasItems("Ember", "IPCC", "US EPA"))
            .body("items.factors.sum()", greaterThan(3_000))
            .body("other_data.publisher", hasItem("United States Bureau of Labor Statistics"));
    }

    @Test
    void aTenantsOwnPublisherIsNamedToItAlone() {
        String id = anId();
        publish(id, row("own." + id, "waste.landfill." + id, "1").replace("Works council", "Publisher " + id));

        asOwner().get("/v1/licences").then().body("items.publisher", hasItem("Publisher " + id));
        as(TestStack.OTHER_API_KEY).get("/v1/licences").then().body("items.publisher", not(hasItem("Publisher " + id)));
    }

    @Test
    void namesTheSetsWithTheirCoverage() {
        asOwner().get("/v1/factor-sets")
            .then()
            .statusCode(200)
            .body("items.id", hasItems("desnz", "ember", "epa", "ipcc"))
            .body("items.find { it.id == 'ember' }.countries", greaterThan(200))
            .body("items.find { it.id == 'epa' }.families", hasItems("fuel", "spend"));
    }

    @Test
    void filtersTheListingByFamilySetCountryPublisherAndWords() {
        asOwner().get("/v1/factors?limit=50&family=fuel&set=epa&country=US")
            .then()
            .statusCode(200)
            .body("items", hasSize(50))
            .body("items.family", everyItem(equalTo("fuel")))
            .body("items.set", everyItem(equalTo("epa")))
            .body("items.region", everyItem(startsWith("US")));
        asOwner().get("/v1/factors?limit=5&q=diesel gb 2025")
            .then()
            .body("items.size()", greaterThan(0))
            .body("items.region", everyItem(equalTo("GB")));
        asOwner().get("/v1/factors?limit=5&publisher=ipcc").then().body("items.set", everyItem(equalTo("ipcc")));
        asOwner().get("/v1/factors?limit=5&edition=none").then().statusCode(200).body("items", hasSize(0));
    }

    @Test
    void asksBackWithTheNearestActivities() {
        asOwner().get("/v1/factors?activity=electricty.grid")
            .then()
            .statusCode(422)
            .body("reasons[0].code", equalTo("ACTIVITY_UNKNOWN"))
            .body("reasons[0].detail", containsString("nearest are electricity.grid"));
        asOwner().get("/v1/factors?activity=fuel.diesel&part=half").then().statusCode(422);
    }

    @Test
    void selectsFromThePreferredSet() {
        asOwner().get("/v1/factors?activity=electricity.grid&country=AE&year=2023&sets=ember")
            .then()
            .statusCode(200)
            .body("factor.set", equalTo("ember"));
        asOwner().get("/v1/factors?activity=electricity.grid&country=AE&year=2024&sets=owid,ember")
            .then()
            .body("factor.set", equalTo("owid"));
    }

    @Test
    void thePageNeedsNoKeyAndLoadsNothingFromElsewhere() {
        given().get("/")
            .then()
            .statusCode(200)
            .contentType("text/html")
            .header("Content-Security-Policy", containsString("default-src 'none'"))
            .body(containsString("/app/factors.js"))
            .body(not(containsString("http://")))
            .body(not(containsString("https://")));
        given().get("/app/factors.js").then().statusCode(200).header("Cache-Control", "no-cache");
        given().get("/v1/factors?limit=1").then().statusCode(401);
    }
}
