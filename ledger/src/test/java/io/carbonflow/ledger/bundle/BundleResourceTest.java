package io.carbonflow.ledger.bundle;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.receipt.CanonicalJson;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.ledger.heads.HeadWriter;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

@QuarkusTest
@WithTestResource(LedgerStack.class)
class BundleResourceTest {

    private final LedgerProbe ledger = new LedgerProbe();
    private final String unique = TestStack.aTenant();

    @Inject
    HeadWriter heads;

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void holdsWhatOccurredInThePeriodAndAManifestOverEveryByte() throws Exception {
        // Given: a year of its own, with an entry before, one at its first moment, and one at its end
        book(0, "before", "2041-12-31T23:59:59.999999Z", "1.000000");
        book(1, "first", "2042-01-01T00:00:00Z", "2.000000");
        book(1, "middle", "2042-06-01T00:00:00Z", "3.500000");
        book(2, "after", "2043-01-01T00:00:00Z", "4.000000");

        heads.write();

        // When
        String body = asDemo().queryParam("from", "2042-01-01T00:00:00Z")
            .queryParam("to", "2043-01-01T00:00:00Z")
            .get("/v1/bundle")
            .then()
            .statusCode(200)
            .contentType("application/x-ndjson")
            .extract()
            .asString();

        // Then
        var lines = Arrays.stream(body.split("\n")).map(line -> (Map<?, ?>) CanonicalJson.read(line)).toList();
        assertThat(lines.get(0).get("from")).isEqualTo("2042-01-01T00:00:00.000000Z");
        assertThat(lines.stream().map(line -> String.valueOf(line.get("type"))).distinct())
            .containsSubsequence("bundle", "key", "head", "block", "entry", "manifest");
        assertThat(lines.stream()
            .filter(line -> "entry".equals(line.get("type")))
            .map(line -> (Map<?, ?>) CanonicalJson.read((String) line.get("canonical_entry")))
            .map(entry -> String.valueOf(entry.get("event_id"))))
            .containsExactly(unique + "first", unique + "middle");
        var manifest = lines.get(lines.size() - 1);
        assertThat(manifest.get("totals").toString()).contains("kg_co2e=5.500000").contains("entries=2");
        String before = body.substring(0, body.lastIndexOf('\n', body.length() - 2) + 1);
        assertThat(manifest.get("sha256")).isEqualTo(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(before.getBytes(UTF_8))));
        assertThat((String) manifest.get("signature")).hasSize(88);
    }

    @Test
    void holdsWhatCountsInThePeriodAndWhyItCountsThere() {
        // Given: a locked day, and an entry of it that came afterwards
        book(0, "intime", "2003-05-01T08:00:00Z", "5.000000");
        String period = asDemo().contentType("application/json")
            .body("{\"from\":\"2003-05-01\",\"to\":\"2003-05-02\",\"action\":\"lock\",\"reason\":\"reported\"}")
            .post("/v1/periods")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
        book(1, "late", "2003-05-01T10:00:00Z", "7.000000");
        heads.write();

        // When
        String locked = bundle("2003-05-01T00:00:00Z", "2003-05-02T00:00:00Z", TestStack.API_KEY);
        String next = bundle("2003-05-02T00:00:00Z", "2003-05-03T00:00:00Z", TestStack.API_KEY);

        // Then: what was reported stays, and the correction is in the next bundle with the lock it refers to
        assertThat(locked).contains(unique + "intime", "\"kg_co2e\":\"5.000000\"").doesNotContain(unique + "late");
        assertThat(next).contains(unique + "late", "\"kg_co2e\":\"7.000000\"").doesNotContain(unique + "intime");
        assertThat(next.lines().filter(line -> line.contains("\"type\":\"period\"") && line.contains(period)))
            .singleElement()
            .asString()
            .contains("\"action\":\"lock\"", "\"from\":\"2003-05-01T00:00:00.000000Z\"", "\"number\":1",
                    "\"reason\":\"reported\"");
    }

    @Test
    void holdsWhatTheEventsSaidWhereThatIsAskedForOncePerBlock() {
        // Given: an event with two results
        var emission = anEmissionOf(
                anActivity().eventId(unique).occurredAt(Instant.parse("2003-07-01T08:00:00Z")).build())
            .result("5.000000", 2, null, "location_based")
            .derived("well_to_tank", "1.000000", "average_data")
            .build();
        ledger.deliver(0, emission);
        await().atMost(LedgerProbe.PATIENCE)
            .until(() -> ledger.number("select count(*) from ledger.entry where event_id = ?", unique) == 2);
        heads.write();

        // When
        var request = asDemo().queryParam("from", "2003-07-01T00:00:00Z").queryParam("to", "2003-07-02T00:00:00Z");
        var lines = request.queryParam("activities", "true")
            .get("/v1/bundle")
            .asString()
            .lines()
            .map(line -> (Map<?, ?>) CanonicalJson.read(line))
            .toList();

        // Then
        assertThat(lines.get(0).get("format")).isEqualTo("carbonflow/bundle/2");
        assertThat(lines).extracting(line -> (Object) line.get("type"))
            .containsSubsequence("block", "entry", "activity", "entry", "chain");
        assertThat(lines).filteredOn(line -> "activity".equals(line.get("type")))
            .extracting(line -> (Object) line.get("content"))
            .containsExactly(emission.getContent());
        assertThat(lines.get(lines.size() - 1).get("activities")).hasToString("1");
        assertThat(bundle("2003-07-01T00:00:00Z", "2003-07-02T00:00:00Z", TestStack.API_KEY))
            .contains("carbonflow/bundle/1")
            .doesNotContain("\"type\":\"activity\"");
        asDemo().queryParam("from", "2003-07-01T00:00:00Z")
            .queryParam("to", "2003-07-02T00:00:00Z")
            .queryParam("activities", "all")
            .get("/v1/bundle")
            .then()
            .statusCode(400)
            .body("detail", containsString("true or false"));
    }

    @Test
    void addsNoSignedHeadForBeingAsked() {
        book(0, "signed", "2003-06-01T08:00:00Z", "5.000000");
        heads.write();
        book(0, "later", "2003-06-01T09:00:00Z", "5.000000");
        long before = ledger.number("select count(*) from ledger.signed_head");

        for (String key : List.of(TestStack.VIEWER_KEY, TestStack.API_KEY)) {
            assertThat(bundle("2003-06-01T00:00:00Z", "2003-06-02T00:00:00Z", key)).contains(unique + "signed")
                .doesNotContain(unique + "later");
        }

        assertThat(ledger.number("select count(*) from ledger.signed_head")).isEqualTo(before);
    }

    @Test
    void isEmptyForATenantThatHasNothingThen() {
        String body = given().header("X-API-Key", TestStack.OTHER_API_KEY)
            .queryParam("from", "2042-01-01T00:00:00Z")
            .queryParam("to", "2043-01-01T00:00:00Z")
            .get("/v1/bundle")
            .then()
            .statusCode(200)
            .extract()
            .asString();

        assertThat(body).doesNotContain("\"type\":\"entry\"").contains("\"entries\":0");
    }

    @Test
    void refusesAPeriodThatIsNoneAndAHeadThatIsNotThere() {
        for (var period : List.of(List.of("2042-01-01T00:00:00Z", "2042-01-01T00:00:00Z"), List.of("x", "y"))) {
            asDemo().queryParam("from", period.get(0))
                .queryParam("to", period.get(1))
                .get("/v1/bundle")
                .then()
                .statusCode(400);
        }
        asDemo().get("/v1/bundle").then().statusCode(400).body("detail", containsString("from before to"));
        asDemo().queryParam("from", "2042-01-01T00:00:00Z")
            .queryParam("to", "2043-01-01T00:00:00Z")
            .queryParam("head", 999_999)
            .get("/v1/bundle")
            .then()
            .statusCode(404);
    }

    private static String bundle(String from, String to, String key) {
        return given().header("X-API-Key", key)
            .queryParam("from", from)
            .queryParam("to", to)
            .get("/v1/bundle")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    }

    private void book(int partition, String event, String occurredAt, String kilograms) {
        ledger.deliver(partition, anEmissionOf(
                anActivity().eventId(unique + event).occurredAt(Instant.parse(occurredAt)).build())
            .result(kilograms, 2, null, "location_based")
            .build());
        await().atMost(LedgerProbe.PATIENCE)
            .until(() -> ledger.number("select count(*) from ledger.entry where event_id = ?", unique + event) == 1);
    }

    private static RequestSpecification asDemo() {
        return given().header("Authorization", "Bearer " + TestStack.API_KEY);
    }
}
