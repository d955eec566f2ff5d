package io.carbonflow.factorservice.document;

import static io.carbonflow.factorservice.Drafts.as;
import static io.carbonflow.factorservice.document.SomeDocuments.aMethodology;
import static io.carbonflow.factorservice.document.SomeDocuments.anId;
import static io.carbonflow.factorservice.document.SomeDocuments.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.RuleDocumentEvent;
import io.carbonflow.database.Migrations;
import io.carbonflow.factorservice.FactorStack;
import io.carbonflow.factorservice.announcement.CompactedTopic;
import io.carbonflow.platform.wire.WireCodec;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;

@QuarkusTest
@WithTestResource(FactorStack.class)
class DocumentSnapshotTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SNAPSHOT = "/v1/snapshot/documents";

    @Inject
    CompactedTopic topic;

    @Inject
    WireCodec codec;

    @Test
    void aServiceIsHandedEveryTenantsNewestDocuments() {
        String id = anId();
        put(id, aMethodology("One"));
        put(id, aMethodology("Two"));
        as(TestStack.OTHER_API_KEY).contentType(ContentType.JSON)
            .body(aMethodology("Theirs"))
            .put("/v1/methodologies/{id}", id);

        as(TestStack.SERVICE_KEY).get(SNAPSHOT)
            .then()
            .statusCode(200)
            .body("documents.findAll { it.id == '" + id + "' }.size()", equalTo(2))
            .body(find("demo", id) + ".version", equalTo(2))
            .body(find("demo", id) + ".kind", equalTo("methodology"))
            .body(find("demo", id) + ".json", containsString("\"Two\""))
            .body(find("other", id) + ".json", containsString("\"Theirs\""));
    }

    @Test
    void aTenantIsHandedItsOwnAlone() {
        String id = anId();
        put(id, aMethodology("One"));

        as(TestStack.API_KEY).get(SNAPSHOT).then().statusCode(200).body("documents.id", hasItem(id));
        as(TestStack.OTHER_API_KEY).get(SNAPSHOT).then().statusCode(200).body("documents.id", not(hasItem(id)));
        given().get(SNAPSHOT).then().statusCode(401);
    }

    @Test
    void theEtagNamesTheContent() {
        put(anId(), aMethodology("One"));
        String etag = as(TestStack.SERVICE_KEY).get(SNAPSHOT).header("ETag");

        as(TestStack.SERVICE_KEY).header("If-None-Match", etag).get(SNAPSHOT).then().statusCode(304);
        String id = anId();
        put(id, aMethodology("Another"));
        var changed = as(TestStack.SERVICE_KEY).header("If-None-Match", etag).get(SNAPSHOT).then().statusCode(200);

        changed.body("documents.id", hasItem(id));
        assertThat('"' + changed.extract().<String>path("etag") + '"').isEqualTo(changed.extract().header("ETag"))
            .isNotEqualTo(etag);
    }

    @Test
    void everyVersionOfAMappingIsThereUntilItIsTakenBack() {
        String id = anId();
        mapping(id, SomeDocuments.MAPPING);
        mapping(id, SomeDocuments.MAPPING.replace("5", "6"));

        as(TestStack.SERVICE_KEY).get(SNAPSHOT)
            .then()
            .body("documents.findAll { it.id == '" + id + "' }.version", equalTo(java.util.List.of(1, 2)));
        as(TestStack.API_KEY).delete("/v1/attribution-rules/{id}", id).then().statusCode(204);
        mapping(id, SomeDocuments.MAPPING);

        as(TestStack.SERVICE_KEY).get(SNAPSHOT)
            .then()
            .body("documents.findAll { it.id == '" + id + "' }.version", equalTo(java.util.List.of(4)));
    }

    @Test
    void aChangeIsAnnouncedWithTheSnapshotsEtag() {
        String id = anId();

        put(id, aMethodology("One"));

        RuleDocumentEvent event = announced(id);
        assertThat(event.getTenantId()).isEqualTo("demo");
        assertThat(event.getKind()).isEqualTo("methodology");
        assertThat(event.getVersion()).isEqualTo(1);
        assertThat(event.getSnapshotEtag()).startsWith("all-");
    }

    @Test
    void aChangeThatWasNeverAnnouncedIsAnnouncedLater() throws SQLException {
        // Given: the state after dying between the two writes
        String id = anId();
        try (var connection = TestStack.with(StackPart.POSTGRES).connection(Migrations.FACTORS_ROLE);
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                            with counted as (update factors.document_change set changes = changes + 1 returning changes)
                            insert into factors.document (tenant_id, kind, id, version, json, sha256, created_at, created_by, change)
                            select 'demo', 'methodology', '%s', 4, '{"retired":true}', '00', now(), 'test', changes from counted"""
                        .formatted(id));
        }

        // Then
        assertThat(announced(id).getVersion()).isEqualTo(4);
    }

    private RuleDocumentEvent announced(String id) {
        return await().atMost(SOON).until(() -> find(id), Optional::isPresent).orElseThrow();
    }

    private Optional<RuleDocumentEvent> find(String id) throws Exception {
        var found = topic.newestByKey(Topics.FACTOR_DOCUMENTS).get("demo|methodology/" + id);
        return found == null ? Optional.empty()
                : Optional.of(codec.decode(found.value(), RuleDocumentEvent.class));
    }

    private static void mapping(String id, String body) {
        as(TestStack.API_KEY).contentType(ContentType.JSON).body(body).put("/v1/attribution-rules/{id}", id);
    }

    private static String find(String tenant, String id) {
        return "documents.find { it.id == '" + id + "' && it.tenant == '" + tenant + "' }";
    }
}
