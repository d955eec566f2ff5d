package io.carbonflow.ledger.period;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

/** Books that are closed, seen from outside. Each test has a day of its own, long ago. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class PeriodsTest {

    private final LedgerProbe ledger = new LedgerProbe();
    private final Instant day = Instant.parse("1980-01-01T00:00:00Z")
        .plus(ThreadLocalRandom.current().nextInt(10_000), ChronoUnit.DAYS);
    private final Instant nextDay = day.plus(1, ChronoUnit.DAYS);
    private final String run = TestStack.aTenant();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void afterALockWhatComesLateCountsAfterThePeriodAndNamesIt() {
        // Given
        deliver(emission("on time", "10.000000"));
        awaitEvents(1);
        String periodId = change("lock").statusCode(201).body("state", equalTo("locked")).extract().path("id");

        // When
        deliver(emission("late", "7.000000"));
        awaitEvents(2);

        // Then: it occurred then, and counts the day after
        given().header("X-API-Key", TestStack.VIEWER_KEY)
            .get("/v1/entries?event_id=" + run + "late")
            .then()
            .body("items.occurred_at", contains(day.plusSeconds(36_000).toString()))
            .body("items.accounted_at", contains(nextDay.toString()))
            .body("items.adjusts_period", contains(periodId));
        assertThat(dayWindow(day)).isEqualTo("10.000000");
        assertThat(dayWindow(nextDay)).isEqualTo("7.000000");
    }

    @Test
    void aReopenedPeriodTakesEntriesAgainAndItsHistoryStays() {
        // Given
        change("lock").statusCode(201);
        change("reopen").statusCode(201).body("state", equalTo("open"));

        // When
        deliver(emission("late", "7.000000"));
        awaitEvents(1);
        change("lock").statusCode(201)
            .body("history.action", contains("lock", "reopen", "lock"))
            .body("history.number", contains(1, 2, 3))
            .body("history.role", contains("owner", "owner", "owner"))
            .body("history.reason", hasItem("annual report of " + run));

        // Then
        assertThat(dayWindow(day)).isEqualTo("7.000000");
        given().header("X-API-Key", TestStack.VIEWER_KEY)
            .get("/v1/periods")
            .then()
            .statusCode(200)
            .body("items.findAll { it.from == '" + day + "' }.state", contains("locked"));
    }

    @Test
    void whatIsCorrectedAfterOpeningAgainCountsOnceThoughItWasCancelledOrMovesWithinThePeriod() {
        // Given: 100 and 10 kg of the day, the one cancelled and the other corrected to 20 while it is locked
        deliver(version("cancelled", "1", "100.000000"));
        deliver(version("moving", "1", "10.000000"));
        awaitEvents(2);
        change("lock").statusCode(201);
        var cancel = version("cancelled", "2", "100.000000");
        cancel.setOperation("cancel");
        cancel.setResults(List.of());
        deliver(cancel);
        deliver(version("moving", "2", "20.000000"));
        awaitEvents(5);
        change("reopen").statusCode(201);

        // When
        deliver(version("cancelled", "3", "130.000000"));
        var moving = version("moving", "3", "35.000000");
        moving.setOccurredAt(day.plusSeconds(50_000));
        deliver(moving);
        awaitEvents(8);

        // Then: the day keeps 100 + 10; - 100 + 130 and - 10 + 20 - 20 + 35 count after it
        assertThat(dayWindow(day)).isEqualTo("110.000000");
        assertThat(dayWindow(nextDay)).isEqualTo("55.000000");
    }

    @Test
    void whatIsLockedIsNotLockedAgainAndWhatIsOpenNotOpened() {
        change("reopen").statusCode(409).body("detail", containsString("is not locked"));
        change("lock").statusCode(201);
        change("lock").statusCode(409).body("detail", containsString("is locked already"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            {"from":"2020-01-01","to":"2020-01-01","action":"lock","reason":"r"}                 | to
            {"from":"2020-01-01","to":"2999-01-01","action":"lock","reason":"r"}                 | to
            {"from":"yesterday","to":"2020-01-01","action":"lock","reason":"r"}                  | from
            {"from":"2020-01-01T00:00:00","to":"2020-02-01","action":"lock","reason":"r"}        | from
            {"from":"2020-01-01","to":"2020-02-01","action":"delete","reason":"r"}               | action
            {"from":"2020-01-01","to":"2020-02-01","action":"lock","reason":" "}                 | reason
            {"from":"2020-01-01","to":"2020-02-01","action":"lock"}                              | reason
            {"from":20200101,"to":"2020-02-01","action":"lock","reason":"r"}                     | from
            """)
    void aRequestThatSaysLessIsRefusedWithTheReason(String body, String field) {
        post(TestStack.API_KEY, body).statusCode(422).body("reasons.field", contains(field));
    }

    @Test
    void whatIsNoJsonObjectIsABadRequestAndAViewerMayNotLock() {
        post(TestStack.API_KEY, "[1").statusCode(400);
        post(TestStack.API_KEY, "").statusCode(400);
        post(TestStack.VIEWER_KEY, "{}").statusCode(403);
    }

    @Test
    void whateverIsBookedWhileAPeriodIsLockedCountsWhollyBeforeTheLockOrAfterThePeriod() {
        // Given: bookings by several partitions, no end in sight
        var random = new Random(11);
        var delivered = new ArrayList<CalculatedEmission>();
        for (int i = 0; i < 300; i++) {
            delivered.add(emission("race-" + i, "1.000000"));
        }

        // When
        var delivering = CompletableFuture
            .runAsync(() -> delivered.forEach(emission -> ledger.deliver(random.nextInt(3), emission)));
        awaitEvents(20);
        change("lock").statusCode(201);
        String frozen = dayWindow(day);
        delivering.join();
        awaitEvents(300);

        // Then
        assertThat(dayWindow(day)).isEqualTo(frozen);
        assertThat(ledger.rows("""
                select count(*) from ledger.entry e, ledger.period_event p
                where p.tenant_id = e.tenant_id and p.starts_at = ?::timestamptz and starts_with(e.event_id, ?)
                    and (e.booked_at > p.at) <> (e.accounted_at is not null)""", day.toString(), run))
            .containsExactly(List.of("0"));
        assertThat(ledger.rows("select sum(kg_co2e) from ledger.entry where starts_with(event_id, ?)", run))
            .containsExactly(List.of("300.000000"));
    }

    private ValidatableResponse change(String action) {
        return post(TestStack.API_KEY, """
                {"from":"%s","to":"%s","action":"%s","reason":"annual report of %s"}""".formatted(day, nextDay, action,
                run));
    }

    private static ValidatableResponse post(String key, String body) {
        return given().header("X-API-Key", key).contentType("application/json").body(body).post("/v1/periods").then();
    }

    private void deliver(CalculatedEmission emission) {
        ledger.deliver(0, emission);
    }

    private CalculatedEmission version(String eventId, String revision, String kilograms) {
        var emission = emission(eventId, kilograms);
        emission.setRevision(revision);
        return emission;
    }

    private CalculatedEmission emission(String eventId, String kilograms) {
        return anEmissionOf(anActivity().tenant(TestStack.TENANT)
            .eventId(run + eventId)
            .quantity(kilograms, "kWh")
            .occurredAt(day.plusSeconds(36_000))
            .build()).result(kilograms, 2, null, "location_based").build();
    }

    private void awaitEvents(int count) {
        org.awaitility.Awaitility.await()
            .atMost(LedgerProbe.PATIENCE)
            .until(() -> ledger.number("select count(*) from ledger.entry where starts_with(event_id, ?)",
                    run) >= count);
    }

    /** The ledger's sum for a day. */
    private String dayWindow(Instant start) {
        return ledger.rows("""
                select sum(kg_co2e) from ledger.rollup
                where tenant_id = ? and size = '24h' and window_start = ?::timestamptz""", TestStack.TENANT,
                start.toString())
            .get(0)
            .get(0);
    }
}
