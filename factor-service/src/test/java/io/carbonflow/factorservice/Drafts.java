package io.carbonflow.factorservice;

import static io.restassured.RestAssured.given;

import java.util.UUID;

import io.carbonflow.testsupport.TestStack;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** Editions as a customer would send them, for tests. */
public final class Drafts {

    public static final String HEADER = "id,activity,region,year,valid_from,valid_to,unit,kg_co2e,kg_co2,kg_ch4,kg_n2o,"
            + "kg_biogenic_co2,methane_origin,gwp_set,boundary,method,publisher,publication,locator,licence,proxy,notes\n";

    private Drafts() {}

    /** An edition id no other test has. */
    public static String anId() {
        return "test-" + UUID.randomUUID();
    }

    /** A row that is right in every cell. */
    public static String row(String factorId, String activity, String kgCo2e) {
        return "%s,%s,DE,2025,,,kg,%s,,,,,,AR6,treatment,average_data,Works council,Own weighing,sheet 1,private,,\n"
            .formatted(factorId, activity, kgCo2e);
    }

    public static RequestSpecification asOwner() {
        return given().header("Authorization", "Bearer " + TestStack.API_KEY);
    }

    public static RequestSpecification as(String key) {
        return given().header("X-API-Key", key);
    }

    /** Sends a draft of one factor. */
    public static void draft(String editionId, String rows) {
        asOwner().contentType("text/csv")
            .queryParam("id", editionId)
            .body(HEADER + rows)
            .post("/v1/editions")
            .then()
            .statusCode(201);
    }

    /** Sends a draft of one factor and puts it into force. */
    public static void publish(String editionId, String rows) {
        draft(editionId, rows);
        asOwner().contentType(ContentType.JSON).post("/v1/editions/{id}/publish", editionId).then().statusCode(200);
    }
}
