package io.carbonflow.ledger.recalculation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

/** Reconciliations, seen from outside. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
@WithTestResource(CalculatorStandIn.class)
class ReconciliationsTest {

    private final Recalculation day = new Recalculation();

    @AfterEach
    void close() {
        day.close();
    }

    @Test
    void whatIsBookedRevisedLockedAndRecalculatedIsWhatItsEventsComeTo() {
        // Given: 100 kWh revised to 200, 50 kWh recalculated, both again across the lock of the day
        day.deliver(day.version("a", "1", "100"));
        day.deliver(day.version("a", "2", "200"));
        day.deliver(day.electricity("b", "50"));
        day.awaitEntries(8);
        day.booked(day.previewed("\"edition\":\"2026.1\""));
        given().header("X-API-Key", TestStack.API_KEY)
            .contentType("application/json")
            .body("{\"from\":\"%s\",\"to\":\"%s\",\"action\":\"lock\",\"reason\":\"report\"}".formatted(day.day,
                    day.nextDay))
            .post("/v1/periods")
            .then()
            .statusCode(201);
        day.deliver(day.version("a", "3", "300"));
        day.awaitEntries(16);
        day.booked(day.previewed("\"edition\":\"2025.1\""));

        // When
        String id = reconciled();

        // Then: 60 + 15 kg stay within the day, which is 200 and 50 kWh by 2026.1
        get(id).body("difference_kg.toString()", equalTo("0.0"))
            .body("findings", empty())
            .body("sums.findAll { it.official }.entries.collect { it.toString() }", contains("75.0"))
            .body("sums.findAll { it.official }.recomputed.collect { it.toString() }", contains("75.0"))
            .body("sums.findAll { it.official }.rollups.collect { it.toString() }", contains("75.0"))
            .body("history.state", contains("reconciling", "reconciled"));
    }

    @Test
    void aMassThatTheOwnerOfTheDatabaseChangedIsItemised() {
        // Given
        day.deliver(day.electricity("a", "100"));
        day.deliver(day.electricity("b", "100"));
        day.awaitEntries(4);
        past("update ledger.entry set kg_co2e = kg_co2e + 1 where result_key = 'location_based' and event_id = '"
                + day.run + "a'");
        try {
            // When
            String id = reconciled();

            // Then: 41 where 40 should be, 80 by the sums, which nobody changed
            get(id).body("difference_kg.toString()", equalTo("2.0"))
                .body("findings.findAll { it.kind == 'entry' }.event_id", contains(day.run + "a"))
                .body("findings.find { it.kind == 'entry' }.booked.toString()", equalTo("41.0"))
                .body("findings.find { it.kind == 'entry' }.recomputed.toString()", equalTo("40.0"))
                .body("findings.find { it.kind == 'entry' }.why", containsString("the entry was changed"))
                .body("sums.find { it.official }.entries.toString()", equalTo("81.0"))
                .body("sums.find { it.official }.recomputed.toString()", equalTo("80.0"))
                .body("sums.find { it.official }.rollups.toString()", equalTo("80.0"));
            assertThat(metric("carbonflow_reconciliation_difference_kg")).isEqualTo("2.0");
        } finally {
            past("update ledger.entry set kg_co2e = kg_co2e - 1 where result_key = 'location_based' and event_id = '"
                    + day.run + "a'");
        }
    }

    @Test
    void anEntryThatIsGoneIsMissed() {
        // Given
        day.deliver(day.electricity("a", "100"));
        day.awaitEntries(2);
        var entry = day.ledger.rows(
                "select to_jsonb(e)::text from ledger.entry_row e where event_id = ? and not official",
                day.run + "a");
        past("delete from ledger.entry_row where not official and event_id = '" + day.run + "a'");
        try {
            // When
            String id = reconciled();

            // Then
            get(id).body("findings.find { it.kind == 'missing' }.subject", equalTo("market_based of " + day.run + "a"))
                .body("findings.find { it.kind == 'missing' }.recomputed.toString()", equalTo("50.0"));
        } finally {
            past("insert into ledger.entry_row select * from jsonb_populate_record(null::ledger.entry_row, '"
                    + entry.get(0).get(0).replace("'", "''") + "')");
        }
    }

    @Test
    void aSumThatWasChangedIsItemised() {
        // Given
        day.deliver(day.electricity("a", "100"));
        day.awaitEntries(2);
        day.ledger.execute("""
                update ledger.rollup set kg_co2e = kg_co2e + 5
                where tenant_id = '%s' and size = '24h' and official and window_start = '%s'""".formatted(
                TestStack.TENANT, day.day));

        // When
        String id = reconciled();

        // Then
        get(id).body("difference_kg.toString()", equalTo("5.0"))
            .body("findings.kind", contains("rollup"))
            .body("findings[0].booked.toString()", equalTo("45.0"))
            .body("findings[0].recomputed.toString()", equalTo("40.0"))
            .body("findings[0].subject", containsString("24h|" + day.day))
            .body("sums.find { it.official }.entries.toString()", equalTo("40.0"))
            .body("sums.find { it.official }.rollups.toString()", equalTo("45.0"));
        given().header("X-API-Key", TestStack.API_KEY).post("/v1/rebuilds").then().statusCode(200);
        get(reconciled()).body("difference_kg.toString()", equalTo("0.0")).body("findings", empty());
    }

    @Test
    void whatWasNotKeptIsSaidAndDiffersFromNothing() {
        var old = day.electricity("old", "100");
        old.setContent(null);
        day.deliver(old);
        day.awaitEntries(2);

        get(reconciled()).body("difference_kg.toString()", equalTo("0.0"))
            .body("findings.kind", contains("not_recomputed", "not_recomputed"))
            .body("findings.why", hasItem("what the event said is not kept"))
            .body("sums.find { it.official }.not_recomputed.toString()", equalTo("40.0"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"from":"2020-01-01","to":"2020-01-01"}                          | to
            {"from":"2020-01-01T10:00:00Z","to":"2020-01-02"}                | from
            {"from":"2020-01-01"}                                            | to
            {"from":"2020-01-01","to":"2020-01-02","edition":"2025.1"}       | edition
            """)
    void aRequestThatCannotBeMetIsRefusedWithTheReason(String body, String field) {
        post(TestStack.AUDITOR_KEY, body).statusCode(422).body("reasons.field", contains(field));
    }

    @Test
    void othersTenantsDoNotExistAndAViewerAsksForNothing() {
        String id = reconciled();

        given().header("X-API-Key", TestStack.OTHER_API_KEY)
            .get("/v1/reconciliations/" + id)
            .then()
            .statusCode(404);
        given().header("X-API-Key", TestStack.OTHER_API_KEY)
            .get("/v1/reconciliations/" + id + "/findings")
            .then()
            .statusCode(404);
        post(TestStack.VIEWER_KEY, "{}").statusCode(403);
        post(TestStack.API_KEY, "[").statusCode(400);
    }

    /** The id of a reconciliation of the day that has ended. */
    private String reconciled() {
        String id = post(TestStack.AUDITOR_KEY, "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(day.day, day.nextDay))
            .statusCode(202)
            .extract()
            .path("id");
        await().atMost(LedgerProbe.PATIENCE).until(() -> get(id).extract().path("state").equals("reconciled"));
        return id;
    }

    private static ValidatableResponse post(String key, String body) {
        return given().header("X-API-Key", key)
            .contentType("application/json")
            .body(body)
            .post("/v1/reconciliations")
            .then();
    }

    private static ValidatableResponse get(String id) {
        return given().header("X-API-Key", TestStack.VIEWER_KEY)
            .get("/v1/reconciliations/" + id)
            .then()
            .statusCode(200);
    }

    private static String metric(String name) {
        return given().get("/q/metrics")
            .asString()
            .lines()
            .filter(line -> line.startsWith(name))
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .findFirst()
            .orElse("none");
    }

    /** Changes entries as somebody could who owns the database. */
    private void past(String statement) {
        day.ledger.past("entry", statement);
    }
}
