package io.carbonflow.factorservice.document;

import static io.carbonflow.factorservice.Drafts.as;
import static io.carbonflow.factorservice.Drafts.asOwner;
import static io.carbonflow.factorservice.document.SomeDocuments.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import java.util.Optional;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.RuleDocumentEvent;
import io.carbonflow.factorservice.FactorStack;
import io.carbonflow.factorservice.announcement.CompactedTopic;
import io.carbonflow.platform.wire.WireCodec;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

@QuarkusTest
@WithTestResource(FactorStack.class)
class IntakeDocumentsTest {

    @Inject
    CompactedTopic topic;
    @Inject
    WireCodec codec;

    private static ValidatableResponse put(String path, String json) {
        return asOwner().contentType(ContentType.JSON).body(json.replace('\'', '"')).put(path).then();
    }

    private Optional<RuleDocumentEvent> announced(String name) throws Exception {
        var found = topic.newestByKey(Topics.FACTOR_DOCUMENTS).get("demo|" + name);
        return found == null ? Optional.empty() : Optional.of(codec.decode(found.value(), RuleDocumentEvent.class));
    }

    private String bodyOf(String name) {
        try {
            return announced(name).map(RuleDocumentEvent::getBody).orElse(null);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aContractIsStoredInVersionsAndAnnouncedWithWhatItSays() {
        String id = anId();
        put("/v1/contracts/" + id, "{'require': ['country']}").statusCode(201).body("version", equalTo(1));
        put("/v1/contracts/" + id, "{'require': ['country', 'facility_id']}").statusCode(200)
            .body("version", equalTo(2));

        await().untilAsserted(() -> assertThat(bodyOf("contract/" + id))
            .isEqualTo("{\"id\":\"%s\",\"version\":2,\"require\":[\"country\",\"facility_id\"]}".formatted(id)));
        asOwner().get("/v1/contracts/" + id + "/versions").then().body("items.version", contains(2, 1));
        asOwner().get("/v1/contracts?limit=1000")
            .then()
            .body("items.id",
                    hasItems("energy", "logistics", "procurement", "supplier", id));
    }

    @Test
    void aDocumentThatIsTakenBackIsAnnouncedWithoutOne() throws Exception {
        String id = anId();
        put("/v1/mappings/" + id, "{'format': 'csv', 'fields': {'id': 'Nr'}}").statusCode(201);
        await().untilAsserted(() -> assertThat(bodyOf("mapping/" + id)).contains("csv"));

        asOwner().delete("/v1/mappings/" + id).then().statusCode(204);

        await().untilAsserted(() -> assertThat(bodyOf("mapping/" + id)).isNull());
        assertThat(announced("mapping/" + id).orElseThrow().getVersion()).isEqualTo(2);
    }

    @Test
    void aGateIsOneAndWhatShipsStandsWhereThereIsNone() {
        as(TestStack.OTHER_API_KEY).get("/v1/quality-gate")
            .then()
            .statusCode(200)
            .header("Carbonflow-Origin", "shipped")
            .body("rules.name", contains("untrusted source"));

        put("/v1/quality-gate", "{'rules': []}").header("Carbonflow-Origin", "own");
        asOwner().delete("/v1/quality-gate").then().header("Carbonflow-Origin", "shipped");
    }

    @Test
    void anIntakePolicyIsKeptAsOneDocument() {
        put("/v1/intake-policy", "{'tenant': {'items_per_second': 100, 'burst': 200}}").statusCode(201)
            .body("id", equalTo("intake-policy"));
        asOwner().delete("/v1/intake-policy").then().statusCode(204);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "contracts/faulty | {'require': ['contry'], 'units': ['wat']} | require[0] | units[0]",
            "mappings/faulty | {'fields': {'id': '/no', 'quantitty': '/q'}, 'fromat': 'csv'} | fromat | fields.quantitty",
            "quality-gate | {'rules': [{'name': 'n', 'when': [{'field': 'x', 'op': 'eq', 'value': 1}], 'outcome': 'burn'}]} "
                    + "| rules[0].when[0].field | rules[0].outcome"})
    void aFaultIsNamedByItsPlace(String path, String json, String first, String second) {
        put("/v1/" + path, json).statusCode(422).body("reasons.field", containsInAnyOrder(first, second));
    }

    @Test
    void calculatorsAreNotHandedWhatIsNotForThem() {
        String id = anId();
        put("/v1/contracts/" + id, "{}").statusCode(201);

        as(TestStack.SERVICE_KEY).get("/v1/snapshot/documents").then().body("documents.id", not(hasItem(id)));
    }
}
