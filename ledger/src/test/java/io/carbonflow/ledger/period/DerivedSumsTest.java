package io.carbonflow.ledger.period;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.database.Migrations;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What the ledger keeps beside its entries is what they add up to, whatever happens to them. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class DerivedSumsTest {

    private static final int EVENTS = 120;
    private static final String DIFFERENCE = """
            select count(*) from (
                (select * from ledger.rollup where tenant_id = ? except
                 select * from ledger.rollup_of_entries(interval '1 minute') where tenant_id = ?)
                union all
                (select * from ledger.rollup_of_entries(interval '1 minute') where tenant_id = ? except
                 select * from ledger.rollup where tenant_id = ?)) rows""";

    private final LedgerProbe ledger = new LedgerProbe();
    private final Random random = new Random(20251122);
    private final Instant start = Instant.parse("1950-01-01T00:00:00Z")
        .plus(ThreadLocalRandom.current().nextInt(10_000), ChronoUnit.DAYS);
    private final String run = TestStack.aTenant();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void everyWindowIsTheSumOfItsEntriesAfterReversalsLateEventsAndLockedPeriods() {
        // When: events of five days in any order, versions of them, one day locked meanwhile
        for (int i = 0; i < EVENTS; i++) {
            if (i == EVENTS / 2) {
                awaitEvents(EVENTS / 4);
                given().header("X-API-Key", TestStack.API_KEY)
                    .contentType("application/json")
                    .body("{\"from\":\"%s\",\"to\":\"%s\",\"action\":\"lock\",\"reason\":\"test\"}"
                        .formatted(start.plus(1, ChronoUnit.DAYS), start.plus(2, ChronoUnit.DAYS)))
                    .post("/v1/periods")
                    .then()
                    .statusCode(201);
            }
            ledger.deliver(0, version(i, 1));
            if (random.nextInt(3) == 0) {
                ledger.deliver(0, version(i, 2));
            }
        }

        // Then
        awaitEvents(EVENTS);
        await().atMost(LedgerProbe.PATIENCE).untilAsserted(() -> assertThat(difference()).isEqualTo("0"));
        assertThat(ledger.number("""
                select count(*) from ledger.entry where starts_with(event_id, ?) and accounted_at is not null""", run))
            .isPositive();
    }

    @Test
    void aRebuildFindsNothingToChangeAndMendsWhatWasTamperedWith() {
        // Given
        ledger.deliver(0, version(1, 1));
        awaitEvents(1);
        rebuild();

        // When
        assertThat(rebuild().getLong("changes")).isZero();
        ledger.execute("update ledger.rollup set kg_co2e = kg_co2e + 1 where tenant_id = 'demo' and size = '24h'"
                + " and window_start = date_trunc('day', '" + start.plus(minuteOf(1), ChronoUnit.MINUTES)
                + "'::timestamptz, 'UTC')");

        // Then: the row that was wrong, and the row that is right
        assertThat(difference()).isEqualTo("2");
        assertThat(rebuild().getLong("changes")).isEqualTo(2);
        assertThat(difference()).isEqualTo("0");
    }

    @Test
    void aDayIsMadeAnewByItselfWhileNoBookingOfTheTenantIsUnderWay() throws SQLException {
        // Given: a sum of a day without entries, long before all others
        ledger.deliver(0, version(1, 1));
        awaitEvents(1);
        ledger.execute(
                """
                        create temporary table wrong as select * from ledger.rollup where tenant_id = 'demo' and size = '24h' limit 1;
                        update wrong set window_start = '0900-05-04T00:00:00Z';
                        insert into ledger.rollup select * from wrong on conflict do nothing""");
        try (var booking = ledger.stack().connection(Migrations.LEDGER_ROLE);
                var maker = ledger.stack().connection(Migrations.LEDGER_ROLE);
                var begun = booking.createStatement();
                var making = maker.createStatement()) {
            booking.setAutoCommit(false);
            begun.execute("select * from ledger.begin_booking(array['demo'], array[]::text[])");
            making.execute("select set_config('carbonflow.tenant', 'demo', false)");
            making.execute("set lock_timeout = '200ms'");

            // Then
            assertThatThrownBy(() -> making.execute("""
                    select ledger.rebuild_rollup('demo', interval '1 minute', date '0900-05-04')"""))
                .hasMessageContaining("lock timeout");
            assertThat(ledger.number("select count(*) from ledger.rollup where window_start < '0901-01-01'"))
                .isEqualTo(1);
            booking.rollback();
        }
        assertThat(rebuild().getLong("changes")).isEqualTo(1);
        assertThat(difference()).isEqualTo("0");
    }

    private static io.restassured.path.json.JsonPath rebuild() {
        return given().header("X-API-Key", TestStack.API_KEY)
            .post("/v1/rebuilds")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    }

    private static int minuteOf(int event) {
        return new Random(event).nextInt(5 * 24 * 60);
    }

    private CalculatedEmission version(int event, int revision) {
        var emission = anEmissionOf(anActivity().tenant(TestStack.TENANT)
            .eventId(run + event)
            .occurredAt(start.plus(minuteOf(event), ChronoUnit.MINUTES))
            .build()).result(random.nextInt(1_000) + ".000123", 1, null, "average_data").where(result -> {
                result.setQualityScore(event % 2 == 0 ? null : "2.5");
                result.setFactorId("factor-" + event % 3);
            }).build();
        emission.setFacilityId("FACILITY_" + event % 4);
        emission.setRevision("" + revision);
        return emission;
    }

    private void awaitEvents(int count) {
        await().atMost(LedgerProbe.PATIENCE)
            .until(() -> ledger.number(
                    "select count(distinct event_id) from ledger.entry where starts_with(event_id, ?)",
                    run) >= count);
    }

    private String difference() {
        String tenant = TestStack.TENANT;
        return ledger.rows(DIFFERENCE, tenant, tenant, tenant, tenant).get(0).get(0);
    }
}
