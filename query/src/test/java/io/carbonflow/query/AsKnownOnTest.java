package io.carbonflow.query;

import static io.carbonflow.query.Api.LEDGER;
import static io.carbonflow.query.Api.anId;
import static io.carbonflow.query.Api.asOwner;
import static io.carbonflow.query.Booking.aBooking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What was known at a time that has passed is answered the same way for ever. */
@QuarkusTest
@WithTestResource(QueryStack.class)
class AsKnownOnTest {

    private final String facility = anId("FACILITY");
    private final String supplier = anId("SUP");

    @Test
    void anAnswerForAPastTimeNeverChangesHoweverMuchIsBookedLater() {
        // Given: 25 days of booking
        var random = new Random(20251122);
        var remembered = new LinkedHashMap<String, String>();
        var booked = new ArrayList<Booking>();
        Instant day = Instant.parse("2025-03-01T00:00:00Z");
        for (int i = 0; i < 25; i++) {
            day = day.plusSeconds(86_400);
            var batch = new ArrayList<Booking>();
            for (int j = 0; j < 4; j++) {
                batch.add(booking(random, day.plusSeconds(60L * j)));
            }
            if (!booked.isEmpty()) {
                var wrong = booked.remove(random.nextInt(booked.size()));
                batch.add(aBooking().facility(facility)
                    .supplier(supplier)
                    .kg(wrong.kgCo2e.negate().toPlainString())
                    .scope(wrong.scope, wrong.category)
                    .occurredAt(wrong.occurredAt)
                    .bookedAt(day.plusSeconds(600))
                    .reversing(wrong));
            }
            LEDGER.book(batch.toArray(Booking[]::new));
            batch.stream().filter(one -> one.entryType.equals("booked")).forEach(booked::add);

            // Then: the answers of every fifth day, all of which were given before, are what they were
            if (i % 5 == 0) {
                for (String question : questions(day.plusSeconds(43_200))) {
                    remembered.put(question, answer(question));
                }
            }
        }
        assertThat(remembered).hasSize(5 * 5)
            .allSatisfy((question, given) -> assertThat(answer(question))
                .as(question)
                .isEqualTo(given));
        assertThat(remembered.values()).doesNotHaveDuplicates();
    }

    @Test
    void windowsOfAPastTimeHoldWhatWasKnownThenAndWhetherTheyWereRevised() {
        // Given: a day with an entry in time, and one that comes two days late
        LEDGER.book(
                aBooking().facility(facility)
                    .kg("3")
                    .occurredAt("2025-11-03T10:00:00Z")
                    .bookedAt("2025-11-03T10:00:01Z"),
                aBooking().facility(facility)
                    .kg("4")
                    .occurredAt("2025-11-03T11:00:00Z")
                    .bookedAt("2025-11-06T10:00:00Z"));
        String query = "/v1/windows?size=24h&facility_id=" + facility + "&as_known_on=";

        // Then
        asOwner().get(query + "2025-11-05T00:00:00Z")
            .then()
            .statusCode(200)
            .body("items.total_kg_co2e", contains(new BigDecimal("3.000000")))
            .body("items.revised", contains(false))
            .body("watermark", nullValue());
        asOwner().get(query + "2025-11-06T10:00:00Z")
            .then()
            .body("items.total_kg_co2e", contains(new BigDecimal("7.000000")))
            .body("items.entries", contains(2))
            .body("items.revised", contains(true));
    }

    @Test
    void windowsOfAPastTimeComeInPagesToo() {
        // Given
        for (int i = 1; i <= 5; i++) {
            LEDGER.book(aBooking().facility(facility).kg("" + i).occurredAt("2025-11-0" + i + "T10:00:00Z"));
        }
        String query = "/v1/windows?size=24h&limit=2&as_known_on=2199-01-01&facility_id=" + facility;

        // When
        List<Object> days = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Map<String, Object> page = asOwner().get(query + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                .then()
                .extract()
                .path("");
            ((List<?>) page.get("items")).forEach(item -> days.add(((Map<?, ?>) item).get("total_kg_co2e")));
            cursor = (String) page.get("next_cursor");
        }

        // Then
        assertThat(days.stream().map(Object::toString)).containsExactly("1.000000", "2.000000", "3.000000", "4.000000",
                "5.000000");
    }

    @Test
    void whatCountsAfterALockedPeriodIsInTheSumsOfThatTimeHoweverTheyAreAsked() {
        // Given
        LEDGER.book(aBooking().facility(facility).kg("3").occurredAt("2025-10-03T10:00:00Z"),
                aBooking().facility(facility)
                    .kg("4")
                    .occurredAt("2025-10-04T10:00:00Z")
                    .accountedAt("2025-11-01T00:00:00Z"));

        // Then: by the ledger's sums, by the entries, and as known on
        for (String more : List.of("", "&as_known_on=2199-01-01", "&group_by=activity")) {
            assertThat(total("from=2025-10-01&to=2025-11-01" + more)).isEqualByComparingTo("3");
            assertThat(total("from=2025-11-01&to=2025-12-01" + more)).isEqualByComparingTo("4");
            assertThat(total("from=2025-10-01" + more)).isEqualByComparingTo("7");
            assertThat(total("to=2025-11-01" + more)).isEqualByComparingTo("3");
        }
        assertThat(total("from=2025-10-01T00:00:01Z&to=2025-11-01T00:00:00Z")).isEqualByComparingTo("3");
    }

    @Test
    void aQuestionAboutNowWaitsForBookingsThatAreUnderWay() throws SQLException {
        Instant asked;
        CompletableFuture<String> answer;
        try (Connection writer = LEDGER.connection()) {
            // Given: a booking that has its time and has not committed
            writer.setAutoCommit(false);
            try (var begin = writer.createStatement();
                    var moment = begin
                        .executeQuery("select * from ledger.begin_booking(array['demo'], array[]::text[])")) {
                moment.next();
                asked = moment.getTimestamp("moment").toInstant();
            }

            // When
            String question = "/v1/inventory?facility_id=" + facility + "&as_known_on=" + asked;
            answer = CompletableFuture.supplyAsync(() -> answer(question));
            LEDGER.bookWithin(writer, aBooking().facility(facility).kg("5").bookedAt(asked));
            writer.commit();
        }

        // Then
        assertThat(answer.join()).contains("\"total_kg_co2e\":5.000000");
    }

    @Test
    void anEntryIsShownAsItWasKnown() {
        // Given: an estimate that is replaced a month later
        var estimate = aBooking().facility(facility).method("spend_based").kg("8").bookedAt("2025-11-03T10:00:02Z");
        var reversal = aBooking().facility(facility).kg("-8").bookedAt("2025-12-03T10:00:02Z").reversing(estimate);
        var figure = aBooking().facility(facility).kg("6").bookedAt("2025-12-03T10:00:02Z").replacing(estimate);
        LEDGER.book(estimate, reversal, figure);
        String path = "/v1/entries/" + estimate.id();

        // Then
        asOwner().get(path)
            .then()
            .body("state", equalTo("provisional"))
            .body("reversed_by", equalTo(reversal.id().toString()))
            .body("replaced_by", contains(figure.id().toString()))
            .body("related.size()", equalTo(2));
        asOwner().get(path + "?as_known_on=2025-11-30")
            .then()
            .statusCode(200)
            .body("reversed_by", nullValue())
            .body("replaced_by.size()", equalTo(0))
            .body("related.size()", equalTo(0));
        asOwner().get(path + "?as_known_on=2025-11-01").then().statusCode(404);
    }

    @Test
    void anInventorySaysWhatOfItIsProvisional() {
        LEDGER.book(aBooking().facility(facility).kg("6"),
                aBooking().facility(facility).kg("1").quality("imputed"),
                aBooking().facility(facility).kg("3").scope(3, 1).method("spend_based").quality("calculated"));

        for (String more : List.of("", "&as_known_on=2199-01-01")) {
            asOwner().get("/v1/inventory?group_by=scope&facility_id=" + facility + more)
                .then()
                .body("provisional_kg_co2e", equalTo(new BigDecimal("4.000000")))
                .body("provisional_share", equalTo(new BigDecimal("0.400000")))
                .body("groups.find { it.scope == 3 }.provisional_kg_co2e", equalTo(new BigDecimal("3.000000")))
                .body("groups.find { it.scope == 2 }.provisional_kg_co2e", equalTo(new BigDecimal("1.000000")));
        }
    }

    private List<String> questions(Instant time) {
        String known = "&as_known_on=" + time;
        return List.of("/v1/inventory?facility_id=" + facility + known,
                "/v1/inventory?group_by=scope,category,method&from=2025-02-01&to=2025-03-20&facility_id=" + facility
                        + known,
                "/v1/inventory?group_by=activity&supplier_id=" + supplier + known,
                "/v1/suppliers/" + supplier + "/inventory?start_date=2025-02-01&end_date=2025-12-31" + known,
                "/v1/windows?size=24h&facility_id=" + facility + known);
    }

    private Booking booking(Random random, Instant bookedAt) {
        return aBooking().facility(facility)
            .supplier(supplier)
            .kg(random.nextInt(1_000) + ".000" + random.nextInt(1_000))
            .scope(random.nextBoolean() ? 1 : 2, null)
            .occurredAt(bookedAt.minusSeconds(random.nextInt(30 * 86_400)))
            .bookedAt(bookedAt);
    }

    private static String answer(String question) {
        return asOwner().get(question).then().statusCode(200).extract().asString();
    }

    private BigDecimal total(String query) {
        Map<String, Object> answer = asOwner().get("/v1/inventory?facility_id=" + facility + "&" + query)
            .then()
            .statusCode(200)
            .extract()
            .path("");
        return (BigDecimal) answer.get("total_kg_co2e");
    }
}
