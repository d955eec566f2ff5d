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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.database.Migrations;
import io.carbonflow.factorservice.FactorStack;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;

@QuarkusTest
@WithTestResource(FactorStack.class)
class EditionResourceTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestStack stack = TestStack.with(StackPart.POSTGRES, StackPart.KAFKA, StackPart.REGISTRY);

    @BeforeEach
    void theServiceIsReady() {
        await().atMost(SOON).untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void theBuiltInEditionIsPublishedAndAnnouncedByItself() {
        String digest = FactorEditionCsv.sha256(BuiltInEdition.csv());

        asOwner().get("/v1/editions/{id}", BuiltInEdition.ID)
            .then()
            .statusCode(200)
            .body("status", equalTo("published"))
            .body("factors", equalTo(9517))
            .body("sha256", equalTo(digest));
        await().atMost(SOON).untilAsserted(() -> assertThat(EditionsOnTopic.now(stack)).containsKey(BuiltInEdition.ID));
        var event = EditionsOnTopic.now(stack).get(BuiltInEdition.ID);
        assertThat(event.getFactors()).isEqualTo(9517);
        assertThat(event.getSha256()).isEqualTo(digest);
    }

    @Test
    void aDraftIsSeenInTheListAndNowhereElse() {
        String id = anId();

        draft(id, row("own.1", "waste.recycling.paper", "0.021"));

        asOwner().get("/v1/editions")
            .then()
            .statusCode(200)
            .body("items.find { it.id == '" + id + "' }.status", equalTo("draft"))
            .body("items.find { it.id == '" + id + "' }.created_by", equalTo("demo:owner"))
            .body("next_cursor", nullValue());
        asOwner().get("/v1/snapshot").then().statusCode(200).body("editions.id", not(hasItem(id)));
        assertThat(EditionsOnTopic.now(stack)).doesNotContainKeys(id, "demo|" + id);
    }

    @Test
    void aPublishedEditionIsInTheSnapshotNewestFirstAndOnTheTopicWithItsEtag() {
        String id = anId();
        String rows = row("own.2", "waste.recycling.paper", "0.022");

        publish(id, rows);

        var snapshot = as(TestStack.SERVICE_KEY).get("/v1/snapshot").then().statusCode(200).extract();
        assertThat(snapshot.<String>path("editions[0].id")).isEqualTo(id);
        assertThat(snapshot.<String>path("editions[0].tenant")).isEqualTo("demo");
        assertThat(snapshot.<String>path("editions[0].csv")).isEqualTo(HEADER + rows);
        var event = EditionsOnTopic.now(stack).get("demo|" + id);
        assertThat(event.getEditionId()).isEqualTo(id);
        assertThat(event.getTenantId()).isEqualTo("demo");
        assertThat(event.getSha256()).isEqualTo(snapshot.<String>path("editions[0].sha256"));
        assertThat(event.getSnapshotEtag()).isEqualTo(snapshot.<String>path("etag"));
        assertThat(event.getPublishedAt()).isEqualTo(snapshot.<String>path("editions[0].published_at"));
        assertThat(event.getFactors()).isEqualTo(1);
    }

    @Test
    void publishingTwiceChangesNothing() {
        String id = anId();
        publish(id, row("own.3", "waste.recycling.paper", "0.023"));
        String publishedAt = asOwner().get("/v1/editions/{id}", id).path("published_at");

        asOwner().post("/v1/editions/{id}/publish", id)
            .then()
            .statusCode(200)
            .body("published_at", equalTo(publishedAt));
    }

    @Test
    void anEventThatWasNeverSentIsSentLater() throws SQLException {
        // Given: the state after dying between the two writes
        String id = anId();
        String csv = HEADER + row("own.4", "waste.recycling.paper", "0.024");
        try (var connection = stack.connection(Migrations.FACTORS_ROLE);
                var insert = connection
                    .prepareStatement("insert into factors.edition (tenant_id, id, status, created_at, created_by, "
                            + "published_at, factors, sha256, csv) values ('demo', ?, 'published', now(), 'test', now(), 1, ?, ?)")) {
            insert.setString(1, id);
            insert.setString(2, FactorEditionCsv.sha256(csv.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            insert.setString(3, csv);
            insert.execute();
        }

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(EditionsOnTopic.now(stack)).containsKey("demo|" + id));
    }

    @Test
    void aPublishedEditionIsFinal() throws SQLException {
        String id = anId();
        publish(id, row("own.5", "waste.recycling.paper", "0.025"));

        asOwner().contentType("text/csv")
            .queryParam("id", id)
            .body(HEADER + row("own.5", "waste.recycling.paper", "9"))
            .post("/v1/editions")
            .then()
            .statusCode(409)
            .contentType("application/problem+json")
            .body("detail", containsString("published and final"));
        try (var connection = stack.connection(Migrations.FACTORS_ROLE); var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("update factors.edition set csv = '' where id = '" + id + "'"))
                .hasMessageContaining("is published");
        }
    }

    @Test
    void aDraftSentAgainReplacesTheEarlier() {
        String id = anId();
        draft(id, row("own.6", "waste.recycling.paper", "0.026"));

        draft(id, row("own.6", "waste.recycling.paper", "0.027") + row("own.7", "waste.recycling.glass", "0.028"));

        asOwner().get("/v1/editions/{id}", id).then().body("factors", equalTo(2));
    }

    @Test
    void takesFactorsAsJson() {
        String id = anId();
        Map<String, Object> factor = Map.ofEntries(Map.entry("id", "own.8"), Map.entry("activity", "waste.landfill"),
                Map.entry("region", "DE"), Map.entry("year", 2025), Map.entry("unit", "t"), Map.entry("kg_co2e", 0.029),
                Map.entry("gwp_set", "AR6"), Map.entry("boundary", "treatment"), Map.entry("method", "average_data"),
                Map.entry("publisher", "Works council"), Map.entry("publication", "Own \"weighing\", 2025"),
                Map.entry("licence", "private"));

        asOwner().contentType(ContentType.JSON)
            .body(Map.of("id", id, "factors", List.of(factor)))
            .post("/v1/editions")
            .then()
            .statusCode(201)
            .header("Location", containsString("/v1/editions/" + id))
            .body("factors", equalTo(1));
    }

    @Test
    void reportsEveryBadRowWithItsLineAndKeepsNothing() {
        String id = anId();
        String rows = row("own.9", "waste.landfill", "0.03")
                + row("own.10", "waste.landfil", "0.03")
                + row("own.11", "waste.landfill", "0.03").replace(",2025,", ",1066,").replace(",kg,", ",stone,")
                + row("own.9", "waste.landfill", "0.04");

        asOwner().contentType("text/csv")
            .queryParam("id", id)
            .body(HEADER + rows)
            .post("/v1/editions")
            .then()
            .statusCode(422)
            .contentType("application/problem+json")
            .body("reasons.field", contains("line 3, activity", "line 4, year", "line 4, unit", "line 5, id"))
            .body("reasons.code", hasItem("FIELD_INVALID"))
            .body("reasons[0].detail", containsString("unknown activity 'waste.landfil', nearest are waste.landfill"));

        asOwner().get("/v1/editions/{id}", id).then().statusCode(404);
    }

    @Test
    void namesTheBadFactorOfAJsonDocumentByItsPlace() {
        asOwner().contentType(ContentType.JSON)
            .body(Map.of("id", anId(), "factors", List.of(Map.of("id", "own.12", "colour", "green"))))
            .post("/v1/editions")
            .then()
            .statusCode(422)
            .body("reasons.field", contains("factors[0], colour"));
        asOwner().contentType(ContentType.JSON)
            .body(Map.of("id", anId(), "factors", List.of(Map.of("id", "own.13", "activity", "waste.landfill"))))
            .post("/v1/editions")
            .then()
            .statusCode(422)
            .body("reasons.field", hasItem("factors[0], unit"));
    }

    @Test
    void refusesAFileThatIsNone() {
        asOwner().contentType("text/csv")
            .queryParam("id", anId())
            .body("a,b\n1,2\n")
            .post("/v1/editions")
            .then()
            .statusCode(422)
            .body("reasons.code", everyItem(equalTo("MALFORMED")))
            .body("reasons[0].field", equalTo("line 1"));
        asOwner().contentType("text/csv")
            .queryParam("id", anId())
            .body(HEADER)
            .post("/v1/editions")
            .then()
            .statusCode(422)
            .body("detail", containsString("no factors"));
        asOwner().contentType(ContentType.JSON)
            .body("{\"id\":")
            .post("/v1/editions")
            .then()
            .statusCode(400)
            .contentType("application/problem+json");
        asOwner().contentType("text/plain").body("x").post("/v1/editions").then().statusCode(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../etc", "a b", "", ".hidden"})
    void refusesAnIdThatIsNone(String id) {
        asOwner().contentType("text/csv")
            .queryParam("id", id)
            .body(HEADER + row("own.14", "waste.landfill", "1"))
            .post("/v1/editions")
            .then()
            .statusCode(422)
            .body("reasons[0].field", equalTo("id"));
    }

    @Test
    void refusesWhoHasNoKeyOrTheWrongRole() {
        given().get("/v1/editions").then().statusCode(401).contentType("application/problem+json");
        as("nobody's key").get("/v1/editions").then().statusCode(401);
        for (String key : List.of(TestStack.VIEWER_KEY, TestStack.AUDITOR_KEY, TestStack.DEVICE_KEY)) {
            as(key).get("/v1/editions").then().statusCode(200);
            as(key).contentType("text/csv")
                .queryParam("id", anId())
                .body(HEADER)
                .post("/v1/editions")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
            as(key).post("/v1/editions/{id}/publish", BuiltInEdition.ID).then().statusCode(403);
        }
    }

    @Test
    void aFileSentAgainUnchangedChangesNothing() {
        String id = anId();
        String rows = row("own.15", "waste.landfill", "1");
        draft(id, rows);

        var again = as(TestStack.ADMIN_KEY).contentType("text/csv").queryParam("id", id).body(HEADER + rows);

        again.post("/v1/editions").then().statusCode(200).body("created_by", equalTo("demo:owner"));
        asOwner().post("/v1/editions/{id}/publish", id).then().statusCode(200);
        again.post("/v1/editions").then().statusCode(200).body("status", equalTo("published"));
    }

    @Test
    void knowsNoOtherEdition() {
        asOwner().get("/v1/editions/{id}", "1999.9").then().statusCode(404).contentType("application/problem+json");
        asOwner().post("/v1/editions/{id}/publish", "1999.9").then().statusCode(404);
    }
}
