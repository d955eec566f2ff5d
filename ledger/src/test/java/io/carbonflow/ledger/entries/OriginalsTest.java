package io.carbonflow.ledger.entries;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.ledger.retention.Retention;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;

/** What an entry came from, as long as it is kept and after. The tenant "other" keeps both for half a second. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class OriginalsTest {

    private final LedgerProbe ledger = new LedgerProbe();
    private final String unique = TestStack.aTenant();

    @Inject
    Retention retention;

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void theBytesAreGivenAsReceivedWithTheDigestTheEntryHolds() throws Exception {
        // Given
        byte[] sent = {0, (byte) 0xFF, '<', 's', '>'};
        var emission = emission(TestStack.TENANT);
        emission.setContentType("text/html; charset=latin1");
        emission.setPayload(ByteBuffer.wrap(sent));
        ledger.deliver(0, emission);
        String id = awaitEntry(TestStack.API_KEY, unique, 0);

        // When
        var answer = as(TestStack.API_KEY).get("/v1/entries/" + id + "/raw").then().statusCode(200).extract();

        // Then
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(sent);
        assertThat(answer.asByteArray()).isEqualTo(sent);
        assertThat(answer.contentType()).isEqualTo("text/html; charset=latin1");
        assertThat(answer.header("Repr-Digest"))
            .isEqualTo("sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":");
        assertThat(answer.header("Content-Disposition")).startsWith("attachment");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        as(TestStack.API_KEY).get("/v1/entries/" + id)
            .then()
            .body("payload_sha256", equalTo(HexFormat.of().formatHex(digest)));
    }

    @Test
    void aTypeNoHeaderCanHoldIsGivenAsBytes() {
        var emission = emission(TestStack.TENANT);
        emission.setContentType("text/plain\r\nSet-Cookie: a=b");
        ledger.deliver(0, emission);
        String id = awaitEntry(TestStack.API_KEY, unique, 0);

        var answer = as(TestStack.API_KEY).get("/v1/entries/" + id + "/raw").then().statusCode(200).extract();

        assertThat(answer.contentType()).isEqualTo("application/octet-stream");
        assertThat(answer.header("Set-Cookie")).isNull();
    }

    @Test
    void theActivityIsGivenByteForByteAsItsDigestCoversItForItsReversalToo() throws Exception {
        // Given: booked, then cancelled
        var booked = emission(TestStack.TENANT);
        booked.setRevision("1");
        var cancel = emission(TestStack.TENANT);
        cancel.setRevision("2");
        cancel.setOperation("cancel");
        cancel.setResults(List.of());
        cancel.setPayload(ByteBuffer.wrap("cancelled".getBytes(UTF_8)));
        ledger.deliver(0, booked);
        ledger.deliver(0, cancel);
        String reversal = awaitEntry(TestStack.API_KEY, unique, 1);
        String entry = awaitEntry(TestStack.API_KEY, unique, 0);

        // Then
        String digest = HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(booked.getContent().getBytes(UTF_8)));
        for (String id : List.of(entry, reversal)) {
            assertThat(as(TestStack.API_KEY).get("/v1/entries/" + id + "/activity")
                .then()
                .statusCode(200)
                .extract()
                .asString()).isEqualTo(booked.getContent());
            as(TestStack.API_KEY).get("/v1/entries/" + id).then().body("activity_sha256", equalTo(digest));
        }
        assertThat(as(TestStack.API_KEY).get("/v1/entries/" + reversal + "/raw").asString()).isEqualTo("cancelled");
    }

    @Test
    void theReversalOfWhatAnotherEventReplacedShowsTheBytesOfThatOne() {
        // Given
        var estimate = emission(TestStack.TENANT);
        ledger.deliver(0, estimate);
        awaitEntry(TestStack.API_KEY, unique, 0);
        var actual = anEmissionOf(anActivity().eventId(unique + "-actual").build()).build();
        actual.setReplacesEventId(unique);
        actual.setPayload(ByteBuffer.wrap("the actual one".getBytes(UTF_8)));

        // When
        ledger.deliver(0, actual);

        // Then
        String reversal = awaitEntry(TestStack.API_KEY, unique, 1);
        assertThat(as(TestStack.API_KEY).get("/v1/entries/" + reversal + "/raw").asString())
            .isEqualTo("the actual one");
        assertThat(as(TestStack.API_KEY).get("/v1/entries/" + reversal + "/activity").asString())
            .isEqualTo(estimate.getContent());
    }

    @Test
    void whatHadItsTimeIsGoneWithWhenWhyAndTheDigestAndTheChainStillVerifies() {
        // Given
        ledger.deliver(0, emission(TestStack.OTHER_TENANT));
        String id = awaitEntry(TestStack.OTHER_API_KEY, unique, 0);

        // When
        await().atMost(LedgerProbe.PATIENCE).until(() -> {
            retention.look();
            return ledger.number("select (select count(*) from ledger.raw_copy where event_id = ?) "
                    + "+ (select count(*) from ledger.activity where event_id = ?)", unique, unique) == 0;
        });

        // Then
        var entry = as(TestStack.OTHER_API_KEY).get("/v1/entries/" + id).jsonPath();
        for (String kept : List.of("raw:payload_sha256", "activity:activity_sha256")) {
            String[] parts = kept.split(":");
            as(TestStack.OTHER_API_KEY).get("/v1/entries/" + id + "/" + parts[0])
                .then()
                .statusCode(410)
                .contentType("application/problem+json")
                .body("detail", containsString("removed at 2"))
                .body("detail", containsString("the time for which it was to be kept had ended"))
                .body("detail", containsString(entry.getString(parts[1])));
        }
        assertThat(as(TestStack.OTHER_API_KEY).get("/v1/entries/" + id + "/proof")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath()
            .getString("canonical_entry")).contains(entry.getString("payload_sha256"));
        assertThat(ledger.rows("select encode(payload_sha256, 'hex') from ledger.entry where event_id = ?", unique))
            .containsExactly(List.of(entry.getString("payload_sha256")));
    }

    @Test
    void whatWasNeverKeptIsNotFoundAndWhatWasExchangedIsNotGivenOut() {
        // Given
        var emission = emission(TestStack.TENANT);
        emission.setContent(null);
        ledger.deliver(0, emission);
        String id = awaitEntry(TestStack.API_KEY, unique, 0);

        // When: an owner of the database exchanges the bytes
        ledger.execute("alter table ledger.raw_copy disable trigger all",
                "create table if not exists public.month as select tableoid::regclass as name from ledger.raw_copy "
                        + "where event_id = '" + unique + "'",
                "do $$ begin execute format('alter table %s disable trigger all', (select name from public.month)); end $$",
                "update ledger.raw_copy set payload = 'other' where event_id = '" + unique + "'",
                "do $$ begin execute format('alter table %s enable always trigger append_only', (select name from public.month)); end $$",
                "alter table ledger.raw_copy enable always trigger append_only",
                "alter table ledger.raw_copy enable always trigger kept_for_its_time", "drop table public.month");

        // Then
        as(TestStack.API_KEY).get("/v1/entries/" + id + "/activity")
            .then()
            .statusCode(404)
            .body("detail", containsString("before activities were kept"));
        as(TestStack.API_KEY).get("/v1/entries/" + id + "/raw")
            .then()
            .statusCode(409)
            .body("detail", containsString("is not what was booked"));
    }

    @Test
    void onlyTheTenantItselfGetsThemAndOfItsBytesOnlyWhoMay() {
        ledger.deliver(0, emission(TestStack.TENANT));
        String id = awaitEntry(TestStack.API_KEY, unique, 0);

        as(TestStack.OTHER_API_KEY).get("/v1/entries/" + id + "/raw").then().statusCode(404);
        as(TestStack.OTHER_API_KEY).get("/v1/entries/" + id + "/activity").then().statusCode(404);
        as(TestStack.VIEWER_KEY).get("/v1/entries/" + id + "/raw").then().statusCode(403);
        as(TestStack.VIEWER_KEY).get("/v1/entries/" + id + "/activity").then().statusCode(200);
        as(TestStack.AUDITOR_KEY).get("/v1/entries/" + id + "/raw").then().statusCode(200);
        as(TestStack.API_KEY).get("/v1/entries/nonsense/raw").then().statusCode(404);
    }

    private CalculatedEmission emission(String tenant) {
        return anEmissionOf(anActivity().tenant(tenant).eventId(unique).build()).build();
    }

    private static String awaitEntry(String key, String eventId, int index) {
        await().atMost(LedgerProbe.PATIENCE)
            .until(() -> as(key).queryParam("event_id", eventId)
                .get("/v1/entries")
                .jsonPath()
                .getList("items")
                .size() > index);
        return as(key).queryParam("event_id", eventId)
            .get("/v1/entries")
            .jsonPath()
            .getString("items[" + index + "].id");
    }

    private static RequestSpecification as(String key) {
        return given().header("Authorization", "Bearer " + key);
    }
}
