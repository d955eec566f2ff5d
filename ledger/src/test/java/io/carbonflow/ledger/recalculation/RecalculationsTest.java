package io.carbonflow.ledger.recalculation;

import static io.carbonflow.ledger.recalculation.Recalculation.act;
import static io.carbonflow.ledger.recalculation.Recalculation.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.BookedEntry;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Recalculations, seen from outside. Pages have five events. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
@WithTestResource(CalculatorStandIn.class)
class RecalculationsTest {

    private static final String TO_2026 = "\"edition\":\"2026.1\"";

    private final Recalculation day = new Recalculation();

    @AfterEach
    void close() {
        day.close();
    }

    @Test
    void aPreviewSaysWhatWouldChangeAndBooksNothing() {
        // Given: 1000 and 500 kWh, one of which nothing was kept, and one for which there is no factor now
        day.deliver(day.electricity("a", "1000"));
        day.deliver(day.electricity("b", "500"));
        var old = day.electricity("c", "10");
        old.setContent(null);
        day.deliver(old);
        var steam = day.electricity("d", "10");
        steam.setContent(steam.getContent().replace("electricity.grid", "energy.steam"));
        day.deliver(steam);
        day.awaitEntries(8);

        // When
        String id = day.previewed(TO_2026);

        // Then: 0.3 in the place of 0.4 kg per kWh
        get(id, "").statusCode(200)
            .body("counts.events", equalTo(4))
            .body("counts.changed", equalTo(2))
            .body("counts.unchanged", equalTo(0))
            .body("counts.not_recalculable", equalTo(2))
            .body("not_recalculable.code", contains("ACTIVITY_NOT_KEPT", "FACTOR_NOT_FOUND"))
            .body("deltas.total.toString()", equalTo("-150.0"))
            .body("deltas.by_scope.value", contains("2"))
            .body("deltas.by_scope[0].before.toString()", equalTo("600.0"))
            .body("deltas.by_scope[0].after.toString()", equalTo("450.0"))
            .body("deltas.by_facility.value", contains("FACILITY_MUENCHEN_01"))
            .body("deltas.by_method.value", contains("location_based"))
            .body("history.state", contains("previewing", "previewed"))
            .body("history[0].role", equalTo("owner"))
            .body("reason", equalTo("test"));
        get(id, "/items").statusCode(200)
            .body("items.event_id", contains(day.run + "a", day.run + "b", day.run + "c", day.run + "d"))
            .body("items.state", contains("changes", "changes", "not_recalculable", "not_recalculable"))
            .body("items[0].results.result_key", contains("location_based"))
            .body("items[0].results[0].before.factor_edition", equalTo("2025.1"))
            .body("items[0].results[0].after.factor_id", equalTo("grid.location_based.0.3"))
            .body("items[0].delta_kg_co2e.toString()", equalTo("-100.0"))
            .body("items[3].reasons[0].detail", equalTo("no factor of energy.steam"));
        get(id, "/items?limit=3").body("items", hasSize(3)).body("next_cursor", org.hamcrest.Matchers.notNullValue());
        assertThat(day.entries()).isEqualTo(8);
    }

    @Test
    void whatComesToTheSameByAnotherEditionIsNoChange() {
        day.deliver(day.electricity("same", "1000"));
        day.awaitEntries(2);

        get(day.previewed("\"edition\":\"2025.1\""), "").body("counts.unchanged", equalTo(1))
            .body("counts.changed", equalTo(0))
            .body("deltas.total.toString()", equalTo("0"));
    }

    @Test
    void bookingReversesWhatChangesAndBooksAdjustmentsInItsPlace() {
        // Given: more events than two pages hold
        for (int i = 0; i < 12; i++) {
            day.deliver(day.electricity("e" + i, "100"));
        }
        day.awaitEntries(24);
        var tally = day.ledger.tallyOf(TestStack.TENANT);
        String id = day.previewed(TO_2026);

        // When
        day.booked(id);

        // Then: 12 times 40 kg become 30, 50 by the market stand
        get(id, "").body("counts.booked", equalTo(12)).body("counts.entries", equalTo(24));
        assertThat(day.standing()).containsExactly(List.of("location_based", "360.000000"),
                List.of("market_based", "600.000000"));
        assertThat(day.dayWindow(day.day)).isEqualTo("360.000000");
        assertThat(day.ledger.tallyOf(TestStack.TENANT)).isEqualTo(tally);
        var entries = given().header("X-API-Key", TestStack.VIEWER_KEY)
            .get("/v1/entries?event_id=" + day.run + "e3")
            .then()
            .body("items.entry_type", contains("booked", "booked", "reversal", "adjustment"))
            .body("items[2].recalculation_id", equalTo(id))
            .body("items[3].recalculation_id", equalTo(id))
            .body("items[3].factor_edition", equalTo("2026.1"))
            .body("items[3].kg_co2e.toString()", equalTo("30.0"))
            .extract()
            .jsonPath();
        assertThat(entries.getString("items[2].reverses")).isEqualTo(entries.getString("items[0].id"));
        assertThat(entries.getString("items[3].replaces")).isEqualTo(entries.getString("items[0].id"));
        assertThat(entries.getString("items[3].activity_sha256"))
            .isEqualTo(entries.getString("items[0].activity_sha256"));
        assertThat(day.ledger.topics()
            .read(Topics.LEDGER_BOOKED, TestStack.TENANT, BookedEntry.class)
            .stream()
            .filter(read -> read.value().getEventId().startsWith(day.run + "e"))
            .map(read -> read.value().getId())
            .distinct()).hasSize(48);
    }

    @Test
    void bookedAgainNothingMoreIsBooked() {
        day.deliver(day.electricity("a", "100"));
        day.awaitEntries(2);
        String id = day.previewed(TO_2026);
        day.booked(id);

        act(id, "book").statusCode(202).body("state", equalTo("booked"));
        get(day.previewed(TO_2026), "").body("counts.changed", equalTo(0)).body("counts.unchanged", equalTo(1));

        assertThat(day.entries()).isEqualTo(4);
    }

    @Test
    void resultsThatComeOrGoAreBookedAndReversedForThemselves() {
        // Given: 2027.1 has a derived part that 2025.1 has not, and no result by the market
        day.deliver(day.electricity("a", "100"));
        day.awaitEntries(2);

        // When
        day.booked(day.previewed("\"edition\":\"2027.1\""));

        // Then
        assertThat(day.standing()).containsExactly(List.of("location_based", "30.000000"),
                List.of("transmission_and_distribution:location_based", "1.000000"));
        assertThat(day.dayWindow(day.day)).isEqualTo("31.000000");
    }

    @Test
    void adjustmentsOfALockedPeriodCountAfterItAndNameIt() {
        // Given
        day.deliver(day.electricity("a", "100"));
        day.awaitEntries(2);
        String period = given().header("X-API-Key", TestStack.API_KEY)
            .contentType("application/json")
            .body("{\"from\":\"%s\",\"to\":\"%s\",\"action\":\"lock\",\"reason\":\"report\"}".formatted(day.day,
                    day.nextDay))
            .post("/v1/periods")
            .then()
            .statusCode(201)
            .extract()
            .path("id");

        // When
        day.booked(day.previewed(TO_2026));

        // Then: 40 stay, - 40 + 30 count the day after
        assertThat(day.dayWindow(day.day)).isEqualTo("40.000000");
        assertThat(day.dayWindow(day.nextDay)).isEqualTo("-10.000000");
        given().header("X-API-Key", TestStack.VIEWER_KEY)
            .get("/v1/entries?event_id=" + day.run + "a")
            .then()
            .body("items[2].adjusts_period", equalTo(period))
            .body("items[3].adjusts_period", equalTo(period));
    }

    @Test
    void anEventThatChangedSinceThePreviewIsLeftAloneAndSaidSo() {
        // Given
        day.deliver(day.version("a", "1", "100"));
        day.deliver(day.version("b", "1", "100"));
        day.awaitEntries(4);
        String id = day.previewed(TO_2026);
        day.deliver(day.version("a", "2", "200"));
        day.awaitEntries(8);

        // When
        day.booked(id);

        // Then: 80 and 30 kg
        get(id, "").body("counts.booked", equalTo(1)).body("counts.changed_since", equalTo(1));
        get(id, "/items").body("items.state", contains("changed_since", "booked"));
        assertThat(day.standing()).contains(List.of("location_based", "110.000000"));
    }

    @Test
    void whatCorrectsTheEventLaterTakesTheAdjustmentBack() {
        // Given
        day.deliver(day.version("revised", "1", "100"));
        day.deliver(day.version("cancelled", "1", "100"));
        day.awaitEntries(4);
        day.booked(day.previewed(TO_2026));

        // When
        day.deliver(day.version("revised", "2", "50"));
        var cancel = day.version("cancelled", "2", "100");
        cancel.setOperation("cancel");
        cancel.setResults(List.of());
        day.deliver(cancel);
        day.awaitEntries(14);

        // Then: 20 kg by location and 25 by the market are all that stands
        assertThat(day.standing()).containsExactly(List.of("location_based", "20.000000"),
                List.of("market_based", "25.000000"));
        assertThat(day.dayWindow(day.day)).isEqualTo("20.000000");
    }

    @Test
    void bookingGoesOnWhileTheSameEventsAreRevisedAndNothingCountsTwice() {
        // Given
        int events = 60;
        for (int i = 0; i < events; i++) {
            day.deliver(day.version("e" + i, "1", "100"));
        }
        day.awaitEntries(2L * events);
        String id = day.previewed(TO_2026);

        // When: the partition's own versions and two further ones come while adjustments are booked
        var delivering = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < events; i++) {
                day.ledger.deliver(i % 3, day.version("e" + i, "2", "200"));
            }
        });
        act(id, "book").statusCode(202);
        delivering.join();
        day.awaitState(id, "booked");
        await().atMost(LedgerProbe.PATIENCE)
            .until(() -> day.ledger.number("""
                    select count(*) from ledger.event_version where starts_with(event_id, ?) and revision = '2'""",
                    day.run) == events);

        // Then: whichever came first, the newest version stands alone, 80 kg each
        assertThat(day.standing()).containsExactly(List.of("location_based", "4800.000000"),
                List.of("market_based", "6000.000000"));
        assertThat(day.dayWindow(day.day)).isEqualTo("4800.000000");
        int booked = get(id, "").extract().path("counts.booked");
        int changedSince = get(id, "").extract().path("counts.changed_since");
        assertThat(booked + changedSince).isEqualTo(events);
    }

    @Test
    void aJobThatAProcessLeftIsTakenUpByAnotherOnce() {
        // Given: somebody took the booking on and ended
        day.deliver(day.electricity("a", "100"));
        day.awaitEntries(2);
        String id = day.previewed(TO_2026);
        day.ledger.execute("""
                update ledger.job set state = 'booking', lease = gen_random_uuid(),
                    leased_until = clock_timestamp() + interval '300 milliseconds' where id = '%s'""".formatted(id));

        // When
        day.awaitState(id, "booked");

        // Then
        assertThat(day.standing()).contains(List.of("location_based", "30.000000"));
        assertThat(day.entries()).isEqualTo(4);
    }

    @Test
    void filtersChooseTheEventsThatAreLookedAt() {
        day.deliver(day.electricity("a", "100"));
        day.awaitEntries(2);

        for (String none : List.of("\"scope\":1", "\"supplier_id\":\"S\"",
                "\"activity\":\"electricity\",\"category\":3",
                "\"facility_id\":\"elsewhere\"", "\"source_id\":\"x\"", "\"activity\":\"electric\"")) {
            get(day.previewed(TO_2026 + "," + none), "").body("counts.events", equalTo(0));
        }
        get(day.previewed(TO_2026 + ",\"scope\":2,\"activity\":\"electricity\",\"source_id\":\"SM-PLANT-DE-042\""), "")
            .body("counts.changed", equalTo(1));
        get(day.previewed("\"methodology\":{\"id\":\"default\"}"), "").body("counts.unchanged", equalTo(1));
    }

    @Test
    void cancelledItIsNeverBookedAndStatesAreKeptInOrder() {
        day.deliver(day.electricity("a", "100"));
        day.awaitEntries(2);
        String id = day.previewed(TO_2026);

        act(id, "cancel").statusCode(200).body("state", equalTo("cancelled"));

        act(id, "cancel").statusCode(200);
        act(id, "book").statusCode(409).body("detail", containsString("is cancelled"));
        assertThat(day.entries()).isEqualTo(2);
        given().header("X-API-Key", TestStack.VIEWER_KEY)
            .get("/v1/recalculations")
            .then()
            .statusCode(200)
            .body("items.id", hasItem(id));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "from":"2020-01-01","to":"2020-01-01","reason":"r"                                        | to
            "from":"2020-01-01","to":"2021-01-01"                                                     | reason
            "from":"yesterday","to":"2021-01-01","reason":"r"                                         | from
            "from":"2020-01-01","to":"2021-01-01","reason":"r","scope":4                              | scope
            "from":"2020-01-01","to":"2021-01-01","reason":"r","scope":"2"                            | scope
            "from":"2020-01-01","to":"2021-01-01","reason":"r","suplier_id":"S"                       | suplier_id
            "from":"2020-01-01","to":"2021-01-01","reason":"r","edition":"1999.1"                     | edition
            "from":"2020-01-01","to":"2021-01-01","reason":"r","methodology":{"id":"none"}            | methodology.id
            "from":"2020-01-01","to":"2021-01-01","reason":"r","methodology":{"version":1}            | methodology.id
            "from":"2020-01-01","to":"2021-01-01","reason":"r","methodology":"default"                | methodology
            "from":"2020-01-01","to":"2021-01-01","reason":"r","edition":"2026.1","methodology":{"id":"d"} | edition
            """)
    void aRequestThatCannotBeMetIsRefusedWithTheReason(String members, String field) {
        Recalculation.request(TestStack.API_KEY, members).statusCode(422).body("reasons.field", contains(field));
    }

    @Test
    void onlyWhoMayChangeFiguresRecalculatesAndOthersTenantsDoNotExist() {
        day.deliver(day.electricity("a", "100"));
        day.awaitEntries(2);
        String id = day.previewed(TO_2026);

        Recalculation.request(TestStack.VIEWER_KEY, "").statusCode(403);
        Recalculation.request(TestStack.API_KEY, "]").statusCode(400);
        for (String path : new ArrayList<>(List.of("/v1/recalculations/" + id, "/v1/recalculations/" + id + "/items",
                "/v1/recalculations/nothing"))) {
            given().header("X-API-Key", TestStack.OTHER_API_KEY).get(path).then().statusCode(404);
        }
        given().header("X-API-Key", TestStack.OTHER_API_KEY)
            .post("/v1/recalculations/" + id + "/book")
            .then()
            .statusCode(404);
        get(id, "/items?cursor=AA").statusCode(400);
    }
}
