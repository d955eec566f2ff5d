package io.carbonflow.factorservice.document;

import static io.carbonflow.factorservice.Drafts.as;
import static io.carbonflow.factorservice.Drafts.asOwner;
import static io.carbonflow.factorservice.document.SomeDocuments.aMethodology;
import static io.carbonflow.factorservice.document.SomeDocuments.anId;
import static io.carbonflow.factorservice.document.SomeDocuments.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.factorservice.FactorStack;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;

@QuarkusTest
@WithTestResource(FactorStack.class)
class DocumentResourceTest {

    private static final String SHIPPED = "scope1.stationary_combustion.us";
    private static final String ALSO_SHIPPED = "scope1.stationary_combustion.gb";
    private static final String ONE = "/v1/methodologies/{id}";

    @Test
    void aNewDocumentIsStoredWithAVersionAndAnEtagAndReadBack() {
        String id = anId();

        String etag = put(id, aMethodology("Weighed waste")).statusCode(201)
            .header("Carbonflow-Origin", "own")
            .body("id", equalTo(id))
            .body("version", equalTo(1))
            .body("title", equalTo("Weighed waste"))
            .extract()
            .header("ETag");

        asOwner().get(ONE, id)
            .then()
            .statusCode(200)
            .header("ETag", etag)
            .body("version", equalTo(1))
            .body("method", equalTo("average_data"));
        asOwner().get("/v1/methodologies?limit=1000")
            .then()
            .statusCode(200)
            .body("items.find { it.id == '" + id + "' }.origin", equalTo("own"))
            .body("items.find { it.id == '" + id + "' }.title", equalTo("Weighed waste"))
            .body("items.find { it.id == '" + id + "' }.created_by", equalTo("demo:owner"));
    }

    @Test
    void theSameContentAgainKeepsItsVersion() {
        String id = anId();
        put(id, aMethodology("Weighed waste")).statusCode(201);
        String readBack = asOwner().get(ONE, id).asString();

        put(id, readBack).statusCode(200).body("version", equalTo(1));
        put(id, "  " + aMethodology("Weighed waste") + "\n").statusCode(200).body("version", equalTo(1));
    }

    @Test
    void everyChangeIsAVersionAndAGreaterOneIsTheSenders() {
        String id = anId();
        put(id, aMethodology("One"));
        put(id, aMethodology("Two")).statusCode(200).body("version", equalTo(2));
        put(id, aMethodology("Seven").replaceFirst("\\{", "{\"version\": 7,")).body("version", equalTo(7));
        put(id, aMethodology("Eight").replaceFirst("\\{", "{\"version\": 3,")).body("version", equalTo(8));

        asOwner().get(ONE + "/versions", id)
            .then()
            .statusCode(200)
            .body("items.version", contains(8, 7, 2, 1))
            .body("items.state", contains("in_force", "superseded", "superseded", "superseded"))
            .body("items.created_at", everyOneOf(4));
        asOwner().get(ONE + "?version=2", id).then().statusCode(200).body("title", equalTo("Two"));
        asOwner().get(ONE + "?version=3", id).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void whoChangesWhatSomeoneElseChangedMeanwhileIsTold() {
        String id = anId();
        String first = put(id, aMethodology("One")).extract().header("ETag");
        put(id, aMethodology("Two"));

        asOwner().contentType(ContentType.JSON)
            .header("If-Match", first)
            .body(aMethodology("Three"))
            .put(ONE, id)
            .then()
            .statusCode(409)
            .contentType("application/problem+json")
            .body("detail", containsString(first));
        String second = asOwner().get(ONE, id).header("ETag");
        asOwner().contentType(ContentType.JSON)
            .header("If-Match", second)
            .body(aMethodology("Three"))
            .put(ONE, id)
            .then()
            .statusCode(200)
            .body("version", equalTo(3));
    }

    @Test
    void changesAtTheSameTimeGetVersionsOfTheirOwn() {
        String id = anId();

        List<Integer> versions = IntStream.range(0, 12)
            .parallel()
            .mapToObj(number -> put(id, aMethodology("Number " + number)).extract().<Integer>path("version"))
            .toList();

        assertThat(versions).doesNotHaveDuplicates()
            .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 12)
                .boxed()
                .toList());
    }

    @Test
    void aFaultIsNamedByItsPlaceAndNothingIsKept() {
        String id = anId();

        put(id, aMethodology("T").replace("average_data", "guesswork")
            .replace("\"true\"", "\"wheather == 'fine'\"")).statusCode(422)
            .contentType("application/problem+json")
            .body("reasons.field", hasItem("method"))
            .body("reasons.field", hasItem("selector"))
            .body("reasons.find { it.field == 'method' }.detail", containsString("guesswork"));
        put(id, "{}").statusCode(422).body("reasons.code", hasItem("FIELD_MISSING"));
        put(id, "[]").statusCode(422);
        put(id, aMethodology("T").replaceFirst("\\{", "{\"id\": \"another\",")).statusCode(422)
            .body("reasons.field", contains("id"));
        asOwner().get(ONE, id).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"title\":", "{} {}", "{\"title\": 1, \"title\": 2}", "\u0000"})
    void whatIsNoJsonCannotBeRead(String body) {
        put(anId(), body).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void bytesThatAreNoUtf8CannotBeRead() {
        asOwner().contentType(ContentType.JSON)
            .body(new byte[]{'{', '"', (byte) 0xff, '"', ':', '1', '}'})
            .put(ONE, anId())
            .then()
            .statusCode(400);
    }

    @Test
    void aDocumentOfMoreThanAMegabyteIsTooLarge() {
        put(anId(), aMethodology("x".repeat(1_100_000))).statusCode(413).body("reasons.code", contains("TOO_LARGE"));
        asOwner().contentType("text/plain").body("x").put(ONE, anId()).then().statusCode(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upper", "a b", ".hidden", "a/b"})
    void anIdThatIsNoneIsRefused(String id) {
        assertThat(put(id, aMethodology("T")).extract().statusCode()).isIn(404, 422);
    }

    @Test
    void aTenantNeitherSeesNorTouchesAnothersDocument() {
        String id = anId();
        put(id, aMethodology("Ours"));

        as(TestStack.OTHER_API_KEY).get(ONE, id).then().statusCode(404);
        as(TestStack.OTHER_API_KEY).get(ONE + "/versions", id).then().statusCode(404);
        as(TestStack.OTHER_API_KEY).get("/v1/methodologies?limit=1000").then().body("items.id", not(hasItem(id)));
        as(TestStack.OTHER_API_KEY).delete(ONE, id).then().statusCode(404);
        as(TestStack.OTHER_API_KEY).contentType(ContentType.JSON)
            .body(aMethodology("Theirs"))
            .put(ONE, id)
            .then()
            .statusCode(201)
            .body("version", equalTo(1));
        asOwner().get(ONE, id).then().body("title", equalTo("Ours"));
    }

    @Test
    void onlyOwnersAndAdminsChangeAndOthersRead() {
        String id = anId();
        put(id, aMethodology("Ours"));

        for (String key : List.of(TestStack.VIEWER_KEY, TestStack.AUDITOR_KEY, TestStack.DEVICE_KEY,
                TestStack.SERVICE_KEY)) {
            as(key).contentType(ContentType.JSON)
                .body(aMethodology("Mine"))
                .put(ONE, id)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
            as(key).delete(ONE, id).then().statusCode(403);
            as(key).contentType(ContentType.JSON).body("{}").put("/v1/policy").then().statusCode(403);
        }
        as(TestStack.VIEWER_KEY).get(ONE, id).then().statusCode(200);
        as(TestStack.SERVICE_KEY).get(ONE, id).then().statusCode(404);
        given().get(ONE, id).then().statusCode(401);
        given().contentType(ContentType.JSON).body("{}").put(ONE, id).then().statusCode(401);
    }

    @Test
    void whatIsDeletedIsNoLongerInForceAndItsVersionsStay() {
        String id = anId();
        put(id, aMethodology("One"));

        asOwner().delete(ONE, id).then().statusCode(204);
        asOwner().delete(ONE, id).then().statusCode(204);

        asOwner().get(ONE, id).then().statusCode(404);
        asOwner().get(ONE + "/versions", id)
            .then()
            .body("items.state", contains("taken_back", "superseded"))
            .body("items.version", contains(2, 1));
        put(id, aMethodology("One")).statusCode(201).body("version", equalTo(3));
    }

    @Test
    void aTenantsOwnStandsInForTheShippedOneUntilItIsTakenBack() {
        String shipped = as(TestStack.OTHER_API_KEY).get(ONE, SHIPPED).asString();
        int version = as(TestStack.OTHER_API_KEY).get(ONE, SHIPPED).path("version");

        asOther("/v1/methodologies/" + SHIPPED, shipped).statusCode(200)
            .header("Carbonflow-Origin", "shipped")
            .body("version", equalTo(version));
        asOther("/v1/methodologies/" + SHIPPED, aMethodology("Ours")).statusCode(200)
            .header("Carbonflow-Origin", "own")
            .body("version", equalTo(version + 1));
        as(TestStack.OTHER_API_KEY).get(ONE + "?version=" + version, SHIPPED)
            .then()
            .header("Carbonflow-Origin", "shipped");
        asOwner().get(ONE, SHIPPED).then().header("Carbonflow-Origin", "shipped");

        as(TestStack.OTHER_API_KEY).delete(ONE, SHIPPED)
            .then()
            .statusCode(200)
            .header("Carbonflow-Origin", "shipped")
            .body("version", equalTo(version));
        as(TestStack.OTHER_API_KEY).delete(ONE, SHIPPED).then().statusCode(200).body("retired", nullValue());
        as(TestStack.OTHER_API_KEY).get(ONE + "/versions", SHIPPED)
            .then()
            .body("items.state", contains("taken_back", "superseded", "in_force"))
            .body("items.origin", contains("own", "own", "shipped"));
    }

    @Test
    void aShippedOneThatWasNeverChangedIsSwitchedOff() {
        as(TestStack.OTHER_API_KEY).delete(ONE, ALSO_SHIPPED).then().statusCode(200).body("retired", equalTo(true));
        as(TestStack.OTHER_API_KEY).delete(ONE, ALSO_SHIPPED).then().statusCode(200).body("retired", equalTo(true));

        as(TestStack.OTHER_API_KEY).get("/v1/methodologies?limit=1000")
            .then()
            .body("items.find { it.id == '" + ALSO_SHIPPED + "' }.state", equalTo("retired"));
        asOwner().get(ONE, ALSO_SHIPPED).then().body("retired", nullValue());
    }

    @Test
    void theMappingThePolicyNamesCannotBeSwitchedOff() {
        asOwner().delete("/v1/attribution-rules/default")
            .then()
            .statusCode(422)
            .body("reasons.field", contains("attribution.id"));
    }

    @Test
    void aStoredVersionIsFinal() throws SQLException {
        String id = anId();
        put(id, aMethodology("One"));
        TestStack stack = TestStack.with(StackPart.POSTGRES);

        try (var connection = stack.superuserConnection(); var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("update factors.document set json = '{}'"))
                .hasMessageContaining("append-only");
            assertThatThrownBy(() -> statement.execute("delete from factors.document")).hasMessageContaining(
                    "append-only");
        }
    }

    @Test
    void showsThePolicyThatShipsUntilACompanyPutsItsOwn() {
        as(TestStack.ADMIN_KEY).get("/v1/policy")
            .then()
            .statusCode(200)
            .body("consolidation", equalTo("operational_control"))
            .body("official[0]", equalTo("supplier_specific"));
    }

    @Test
    void thePolicyIsOneDocumentAndMustFitTheOthers() {
        String mapping = anId();

        asOther("/v1/policy", "{\"attribution\": {\"id\": \"" + mapping + "\"}}").statusCode(422)
            .body("reasons.field", contains("attribution.id"))
            .body("reasons[0].detail", containsString(mapping));
        asOther("/v1/attribution-rules/" + mapping, SomeDocuments.MAPPING).statusCode(201);
        asOther("/v1/policy", "{\"attribution\": {\"id\": \"" + mapping + "\", \"version\": 2}}").statusCode(422)
            .body("reasons.field", contains("attribution.version"));
        asOther("/v1/policy", "{\"edition\": \"1999.9\"}").statusCode(422).body("reasons.field", contains("edition"));
        asOther("/v1/policy",
                "{\"edition\": \"^2025.1\", \"gwp_set\": \"AR5\", \"attribution\": {\"id\": \"" + mapping
                        + "\", \"version\": 1}}")
            .body("version", notNullValue())
            .body("gwp_set", equalTo("AR5"));
        as(TestStack.OTHER_API_KEY).delete("/v1/attribution-rules/" + mapping).then().statusCode(422);
        as(TestStack.OTHER_API_KEY).get("/v1/policy").then().statusCode(200).body("gwp_set", equalTo("AR5"));
        as(TestStack.OTHER_API_KEY).get("/v1/policy/versions").then().statusCode(200);
        as(TestStack.OTHER_API_KEY).delete("/v1/policy");
    }

    private static io.restassured.response.ValidatableResponse asOther(String path, String body) {
        return as(TestStack.OTHER_API_KEY).contentType(ContentType.JSON).body(body).put(path).then();
    }

    private static org.hamcrest.Matcher<List<String>> everyOneOf(int count) {
        return new org.hamcrest.CustomTypeSafeMatcher<>(count + " times") {

            @Override
            protected boolean matchesSafely(List<String> times) {
                return times.size() == count && times.stream().allMatch(time -> java.time.Instant.parse(time) != null);
            }
        };
    }
}
