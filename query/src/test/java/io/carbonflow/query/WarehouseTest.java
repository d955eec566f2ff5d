package io.carbonflow.query;

import static io.carbonflow.query.Api.LEDGER;
import static io.carbonflow.query.Api.STACK;
import static io.carbonflow.query.Api.anId;
import static io.carbonflow.query.Api.asOwner;
import static io.carbonflow.query.Api.with;
import static io.carbonflow.query.Booking.aBooking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.carbonflow.database.Migrations;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The star schema is what the entries add up to, whatever was corrected, and however often and by whom it was refreshed. */
@QuarkusTest
@WithTestResource(QueryStack.class)
class WarehouseTest {

    private final String facility = anId("FACILITY");
    private final int chain = Warehouse.aChain();

    @Test
    void theFactsAreTheInventoryAfterEveryRefresh() throws SQLException {
        // Given: bookings of every kind, in blocks between which the facts are refreshed
        var random = new Random(5);
        List<Booking> standing = new ArrayList<>();
        Instant at = Instant.parse("2025-11-10T00:00:00Z");
        for (int height = 1; height <= 6; height++) {
            at = at.plusSeconds(60);
            List<Booking> block = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                block.add(booking(random, at));
            }
            if (height > 1) {
                Booking wrong = standing.remove(random.nextInt(standing.size()));
                block.add(reversalOf(wrong, at));
                block.add(booking(random, at).replacing(wrong).adjustment());
                block.add(booking(random, at).accountedAt("2025-12-01T00:00:00Z"));
            }
            standing.addAll(block.subList(0, 5));

            // When
            LEDGER.bookBlock(chain, height, block.toArray(Booking[]::new));
            Warehouse.refresh();

            // Then
            for (String words : List.of("scope,category,method", "data_quality", "part", "supplier")) {
                assertThat(sumsOfFacts(words)).as("by %s, block %d", words, height).isEqualTo(sumsOfInventory(words));
            }
        }
        assertThat(Warehouse
            .one("select sum(entries) || ' ' || sum(reversals) || ' ' || sum(adjustments) || ' ' || sum(moved) "
                    + "from warehouse.fact_emission_day where facility_id = '" + facility + "'"))
            .isEqualTo("45 5 5 5");
        asOwner().post("/v1/warehouse/rebuild")
            .then()
            .statusCode(200)
            .body("facts", greaterThan(BigDecimal.valueOf(20).intValue()))
            .body("changed", equalTo(0));
    }

    private Booking booking(Random random, Instant at) {
        var booking = aBooking().facility(facility)
            .supplier(facility + random.nextInt(2))
            .kg(random.nextInt(1_000) + ".00000" + random.nextInt(10))
            .quality(random.nextBoolean() ? "measured" : "imputed")
            .occurredAt(at.minusSeconds(random.nextInt(4 * 86_400)))
            .bookedAt(at);
        return random.nextBoolean() ? booking : booking.scope(3, 1 + random.nextInt(15)).part("well_to_tank");
    }

    private static Booking reversalOf(Booking wrong, Instant at) {
        var reversal = aBooking().facility(wrong.facilityId)
            .supplier(wrong.supplierId)
            .kg(wrong.kgCo2e.negate().toPlainString())
            .quality(wrong.dataQuality)
            .scope(wrong.scope, wrong.category)
            .part(wrong.part)
            .occurredAt(wrong.occurredAt)
            .bookedAt(at)
            .reversing(wrong);
        reversal.quantity = wrong.quantity.negate();
        return reversal;
    }

    @Test
    void whatTakesItsTimeEarlierAndCommitsLaterIsNotMissed() throws SQLException {
        Instant early;
        try (Connection writer = LEDGER.connection()) {
            // Given: a booking that has its time and has not committed
            writer.setAutoCommit(false);
            try (var begin = writer.createStatement();
                    var moment = begin
                        .executeQuery("select * from ledger.begin_booking(array['demo'], array[]::text[])")) {
                moment.next();
                early = moment.getTimestamp("moment").toInstant();
            }
            LEDGER.bookBlock(Warehouse.aChain(), 1,
                    aBooking().facility(facility).kg("1").bookedAt(Instant.now()));

            // When
            Warehouse.refresh();

            // Then: what was booked later waits
            assertThat(Warehouse.kilograms(facility)).isNull();
            assertThat(watermark()).isBefore(early);
            LEDGER.bookBlockWithin(writer, chain, 1, aBooking().facility(facility).kg("2").bookedAt(early));
            writer.commit();
        }
        Warehouse.refresh();
        assertThat(Warehouse.kilograms(facility)).isEqualTo("3.000000");
        assertThat(watermark()).isAfter(early);
    }

    @Test
    void severalAtOnceTakeEachEntryInOnce() throws SQLException {
        for (int height = 1; height <= 20; height++) {
            LEDGER.bookBlock(chain, height, aBooking().facility(facility).kg("1.5"));
        }

        CompletableFuture.allOf(IntStream.range(0, 6)
            .mapToObj(i -> i % 2 == 0 ? CompletableFuture.runAsync(Warehouse::refresh)
                    : CompletableFuture.runAsync(WarehouseTest::stepAsAnotherInstance))
            .toArray(CompletableFuture[]::new)).join();
        Warehouse.refresh();

        assertThat(Warehouse.kilograms(facility)).isEqualTo("30.000000");
    }

    private static void stepAsAnotherInstance() {
        try (var connection = STACK.connection(Migrations.QUERY_ROLE); var statement = connection.createStatement()) {
            for (int i = 0; i < 5; i++) {
                statement.execute("select * from warehouse.refresh_step(3)");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void factsThatAreNotWhatTheEntriesAddUpToAreMadeAnew() throws SQLException {
        // Given
        LEDGER.bookBlock(chain, 1, aBooking().facility(facility).kg("7").occurredAt("2025-03-03T10:00:00Z"),
                aBooking().facility(facility).kg("8").occurredAt("2025-04-03T10:00:00Z"));
        Warehouse.refresh();
        Warehouse.execute(
                "update warehouse.fact_emission_day set kg_co2e = 70 where kg_co2e = 7 and facility_id = '" + facility
                        + "'");
        Warehouse
            .execute("delete from warehouse.fact_emission_day where kg_co2e = 8 and facility_id = '" + facility + "'");

        // Then: a row that is wrong counts as one gone and one come
        asOwner().post("/v1/warehouse/rebuild").then().statusCode(200).body("changed", equalTo(3));
        assertThat(Warehouse.kilograms(facility)).isEqualTo("15.000000");
    }

    @Test
    void aBlockWhoseEntriesAreNotThereStopsTheRefreshAndIsNamed() throws SQLException {
        // Given
        Instant at = Instant.parse("2025-11-10T10:00:00Z");
        LEDGER.bookBlock(chain, 1, aBooking().facility(facility).kg("1").bookedAt(at));
        try (Connection connection = LEDGER.connection()) {
            LEDGER.seal(connection, chain, 2, 1, at);
        }

        // Then
        asOwner().post("/v1/warehouse/refresh")
            .then()
            .statusCode(503)
            .contentType("application/problem+json")
            .header("Retry-After", notNullValue());
        asOwner().get("/v1/warehouse").then().body("last_error.detail", containsString("hold 2 entries, found 1"));
        assertThat(Warehouse.kilograms(facility)).isNull();

        // When
        var missing = aBooking().facility(facility).kg("2").bookedAt(at).inChain(chain);
        missing.height = 2;
        LEDGER.book(missing);
        Warehouse.refresh();

        // Then
        asOwner().get("/v1/warehouse").then().body("last_error", nullValue());
        assertThat(Warehouse.kilograms(facility)).isEqualTo("3.000000");
    }

    @Test
    void readersMayLookAndOwnersMayRefresh() {
        Warehouse.refresh();

        with(TestStack.VIEWER_KEY).get("/v1/warehouse")
            .then()
            .statusCode(200)
            .body("watermark", notNullValue())
            .body("lag_seconds", notNullValue())
            .body("rows.facts", notNullValue());
        with(TestStack.VIEWER_KEY).post("/v1/warehouse/refresh").then().statusCode(403);
        with(TestStack.VIEWER_KEY).post("/v1/warehouse/rebuild").then().statusCode(403);
        with("none").get("/v1/warehouse").then().statusCode(401);
        with(TestStack.API_KEY).get("/q/metrics").then().body(containsString("carbonflow_warehouse_lag_seconds"));
    }

    private static Instant watermark() {
        return Instant.parse(asOwner().get("/v1/warehouse").then().extract().path("watermark"));
    }

    private Map<Object, Object> sumsOfInventory(String words) {
        List<Map<String, Object>> groups = asOwner()
            .get("/v1/inventory?group_by=" + words + "&facility_id=" + facility)
            .then()
            .statusCode(200)
            .extract()
            .path("groups");
        var sums = new java.util.HashMap<Object, Object>();
        for (Map<String, Object> group : groups) {
            var key = new ArrayList<String>();
            for (String word : words.split(",")) {
                key.add(String.valueOf(group.get(word)));
            }
            sums.put(key, new BigDecimal(group.get("total_kg_co2e").toString()));
        }
        return sums;
    }

    private Map<Object, Object> sumsOfFacts(String words) throws SQLException {
        String columns = words.replace("category", "nullif(category, 0)").replace("supplier", "supplier_id");
        var sums = new java.util.HashMap<Object, Object>();
        try (Connection connection = LEDGER.connection();
                var rows = connection.createStatement()
                    .executeQuery("select sum(kg_co2e), " + columns + " from warehouse.fact_emission_day where "
                            + "official and facility_id = '" + facility + "' group by " + columns)) {
            while (rows.next()) {
                var key = new ArrayList<String>();
                for (int i = 0; i < words.split(",").length; i++) {
                    key.add(String.valueOf(rows.getObject(i + 2)));
                }
                sums.put(key, rows.getBigDecimal(1));
            }
        }
        return sums;
    }
}
