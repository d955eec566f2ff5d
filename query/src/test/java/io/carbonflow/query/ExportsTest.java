package io.carbonflow.query;

import static io.carbonflow.query.Api.LEDGER;
import static io.carbonflow.query.Api.anId;
import static io.carbonflow.query.Api.asOwner;
import static io.carbonflow.query.Api.with;
import static io.carbonflow.query.Booking.aBooking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.carbonflow.query.parquet.ParquetFiles;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** A month leaves the ledger as a file that sums to what the ledger says, now and as it was known. */
@QuarkusTest
@WithTestResource(QueryStack.class)
class ExportsTest {

    private final String facility = anId("FACILITY");

    @TempDir
    private Path directory;

    @Test
    void aMonthHasEveryEntryThatCountsInItToTheLastDigit() throws IOException {
        // Given
        var entry = aBooking().facility(facility)
            .supplier("Straße 1")
            .scope(3, 4)
            .kg("480.459961")
            .range("400.000001", "500.000009")
            .scored("1.5", 2)
            .activity("electricity.grid", "0.1234567890123456785", "kWh")
            .occurredAt("2025-07-31T23:59:59.999999Z")
            .bookedAt("2025-08-01T00:00:01.000001Z");
        LEDGER.book(entry, aBooking().facility(facility).kg("1").occurredAt("2025-08-01T00:00:00Z"),
                aBooking().facility(facility).kg("2").occurredAt("2025-06-30T23:59:59Z"),
                aBooking().facility(facility)
                    .kg("4")
                    .occurredAt("2025-06-01T00:00:00Z")
                    .accountedAt("2025-07-01T00:00:00Z"));

        // When
        var rows = ours(export("/v1/exports/2025-07.parquet"));

        // Then
        assertThat(rows).hasSize(2);
        assertThat(sum(rows)).isEqualTo(total("2025-07-01", "2025-08-01", "")).isEqualTo("484.459961");
        var row = rows.stream().filter(one -> one.get("id").equals(entry.id().toString())).findFirst().orElseThrow();
        assertThat(row).containsEntry("event_id", entry.eventId)
            .containsEntry("entry_type", "booked")
            .containsEntry("official", true)
            .containsEntry("scope", 3)
            .containsEntry("category", 4)
            .containsEntry("supplier_id", "Straße 1")
            .containsEntry("product_id", null)
            .containsEntry("kg_co2e_low", new BigDecimal("400.000001"))
            .containsEntry("quality_score", new BigDecimal("1.5"))
            .containsEntry("quantity", new BigDecimal("0.123456789012345678"))
            .containsEntry("state", "final")
            .containsEntry("occurred_at", Instant.parse("2025-07-31T23:59:59.999999Z"))
            .containsEntry("accounted_at", Instant.parse("2025-07-31T23:59:59.999999Z"))
            .containsEntry("booked_at", Instant.parse("2025-08-01T00:00:01.000001Z"))
            .containsEntry("chain", 0)
            .containsEntry("height", 1L);
        assertThat(row.get("leaf_hash").toString()).matches("[0-9a-f]{64}");
    }

    @Test
    void theFactsOfAMonthAreItsEntriesByDay() throws IOException {
        LEDGER.book(aBooking().facility(facility).kg("1.000001").occurredAt("2025-07-03T10:00:00Z"),
                aBooking().facility(facility).kg("2.000002").occurredAt("2025-07-03T23:00:00Z"),
                aBooking().facility(facility).kg("4").occurredAt("2025-07-04T00:00:00Z"),
                aBooking().facility(facility).kg("8").alternative().occurredAt("2025-07-04T00:00:00Z"));

        var rows = ours(export("/v1/exports/2025-07.parquet?table=facts"));

        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).containsEntry("day", LocalDate.of(2025, 7, 3))
            .containsEntry("kg_co2e", new BigDecimal("3.000003"))
            .containsEntry("quantity", new BigDecimal("2494.600000000000000000"))
            .containsEntry("entries", 2L)
            .containsEntry("category", null)
            .containsEntry("supplier_id", null);
        assertThat(sum(rows.stream().filter(row -> (Boolean) row.get("official")).toList()))
            .isEqualTo(total("2025-07-01", "2025-08-01", ""))
            .isEqualTo("7.000003");
    }

    @Test
    void aMonthIsShownAsItWasKnown() throws IOException {
        // Given: an estimate that is replaced a month later
        var estimate = aBooking().facility(facility).kg("8").bookedAt("2025-11-03T10:00:02Z");
        var reversal = aBooking().facility(facility).kg("-8").bookedAt("2025-12-03T10:00:02Z").reversing(estimate);
        var figure = aBooking().facility(facility).kg("6").bookedAt("2025-12-03T10:00:02Z").replacing(estimate);
        LEDGER.book(estimate, reversal, figure);

        // Then
        for (String table : List.of("entries", "facts")) {
            String path = "/v1/exports/2025-11.parquet?table=" + table;
            assertThat(sum(ours(export(path)))).isEqualTo("6.000000");
            Path then = export(path + "&as_known_on=2025-11-30");
            assertThat(sum(ours(then))).isEqualTo("8.000000")
                .isEqualTo(total("2025-11-01", "2025-12-01", "&as_known_on=2025-11-30"));
            assertThat(ParquetFiles.metadata(then).getFileMetaData().getKeyValueMetaData())
                .containsEntry("carbonflow.as_known_on", "2025-11-30T00:00:00Z")
                .containsEntry("carbonflow.table", table)
                .containsEntry("carbonflow.kg_co2e", sum(ParquetFiles.read(then)));
        }
    }

    @Test
    void theSameContentIsTheSameBytesAndNotSentAgain() {
        String path = "/v1/exports/2024-02.parquet";
        var first = asOwner().get(path).then().statusCode(200).extract();

        assertThat(first.header("Content-Type")).isEqualTo("application/vnd.apache.parquet");
        assertThat(first.header("Content-Disposition"))
            .isEqualTo("attachment; filename=\"carbonflow-entries-2024-02.parquet\"");
        assertThat(first.header("Content-Length")).isEqualTo(Integer.toString(first.asByteArray().length));
        assertThat(asOwner().get(path).asByteArray()).isEqualTo(first.asByteArray());
        asOwner().header("If-None-Match", first.header("ETag")).get(path).then().statusCode(304);
        LEDGER.book(aBooking().facility(facility).occurredAt("2024-02-29T10:00:00Z"));
        asOwner().header("If-None-Match", first.header("ETag")).get(path).then().statusCode(200);
    }

    @Test
    void leavesNothingBehind() throws IOException {
        asOwner().get("/v1/exports/2025-07.parquet").then().statusCode(200);
        asOwner().get("/v1/exports/2025-07.parquet?as_known_on=2020-01-01").then().statusCode(200);

        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("carbonflow-export-"))).isEmpty();
        }
    }

    @Test
    void aTenantGetsItsOwnEntries() throws IOException {
        LEDGER.book(aBooking().facility(facility).occurredAt("2025-07-03T10:00:00Z"));
        Path file = directory.resolve("other.parquet");
        Files.write(file,
                with(TestStack.OTHER_API_KEY).get("/v1/exports/2025-07.parquet")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asByteArray());

        assertThat(ours(file)).isEmpty();
        with("none").get("/v1/exports/2025-07.parquet").then().statusCode(401);
        with(TestStack.DEVICE_KEY).get("/v1/exports/2025-07.parquet").then().statusCode(403);
    }

    @Test
    void refusesWhatIsNoMonthOrTable() {
        asOwner().get("/v1/exports/2025-13.parquet?table=receipts&as_known_on=yesterday")
            .then()
            .statusCode(400)
            .contentType("application/problem+json")
            .body("reasons.size()", equalTo(3))
            .body("detail", containsString("2025-13"))
            .body("detail", containsString("receipts"));
        asOwner().get("/v1/exports/99999-01.parquet").then().statusCode(400).body("reasons[0].field", equalTo("month"));
        asOwner().get("/v1/exports/2025-07").then().statusCode(404).body("title", notNullValue());
    }

    private Path export(String path) throws IOException {
        Path file = Files.createTempFile(directory, "month", ".parquet");
        Files.write(file, asOwner().get(path).then().statusCode(200).extract().asByteArray());
        return file;
    }

    private List<Map<String, Object>> ours(Path file) throws IOException {
        return ParquetFiles.read(file).stream().filter(row -> facility.equals(row.get("facility_id"))).toList();
    }

    private static String sum(List<Map<String, Object>> rows) {
        return rows.stream()
            .map(row -> (BigDecimal) row.get("kg_co2e"))
            .reduce(BigDecimal.ZERO.setScale(6), BigDecimal::add)
            .toPlainString();
    }

    private String total(String from, String to, String more) {
        return asOwner().get("/v1/inventory?facility_id=" + facility + "&from=" + from + "&to=" + to + more)
            .then()
            .statusCode(200)
            .extract()
            .path("total_kg_co2e")
            .toString();
    }
}
