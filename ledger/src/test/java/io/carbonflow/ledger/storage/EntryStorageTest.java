package io.carbonflow.ledger.storage;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.ledger.verification.IndependentChain;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** The parts the entries are kept in, natively or by TimescaleDB; what is said of one is left out on the other. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class EntryStorageTest {

    /** Beyond the chunk of the present. */
    private static final Duration ALL = Duration.ofDays(-8);

    private final LedgerProbe ledger = new LedgerProbe();
    private final String tenant = TestStack.aTenant();

    @Inject
    EntryStorage storage;

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void monthsAreMadeAheadAndGuardedLikeTheRest() throws SQLException {
        assumeThat(storage.measure().kind()).as("needs native partitions").isEqualTo("partitioned");
        String month = "ledger.entry_row_" + YearMonth.now(ZoneOffset.UTC)
            .plusMonths(3)
            .format(DateTimeFormatter.ofPattern("yyyy_MM"));
        ledger.execute("drop table if exists " + month);

        assertThat(storage.makeAhead()).isEqualTo(1);

        assertThat(storage.makeAhead()).isZero();
        for (String change : List.of("update %s set kg_co2e = 0", "delete from %s", "truncate %s")) {
            assertThatThrownBy(() -> ledger.execute(change.formatted(month))).as(change)
                .hasStackTraceContaining("append-only");
        }
        try (var service = ledger.stack().connection("carbonflow_ledger"); var statement = service.createStatement()) {
            assertThatThrownBy(() -> statement.execute("select from " + month))
                .hasMessageContaining("permission denied");
        }
    }

    @Test
    void anEntryForWhoseMonthNothingWasMadeIsKeptAllTheSame() throws SQLException {
        ledger.deliver(1, anEmissionOf(anActivity().tenant(tenant).build()).build());
        ledger.awaitEntries(tenant, 1);

        try (var superuser = ledger.stack().superuserConnection(); var statement = superuser.createStatement()) {
            superuser.setAutoCommit(false);
            statement
                .execute("create temporary table far on commit drop as select * from ledger.entry where tenant_id = '"
                        + tenant + "'");
            statement.execute("update far set id = overlay(id::text placing '0fff' from 1)::uuid"); // in the year 2525
            statement.execute("insert into ledger.entry select * from far");
            var found = statement.executeQuery(
                    "select count(*) from ledger.entry where tenant_id = '" + tenant + "' and id::text like '0fff%'");
            found.next();
            assertThat(found.getLong(1)).isEqualTo(1);
            superuser.rollback();
        }
    }

    @Test
    void whatTheEntriesTakeIsMeasured() {
        ledger.deliver(1, anEmissionOf(anActivity().tenant(tenant).build()).build());
        ledger.awaitEntries(tenant, 1);
        ledger.execute("analyze ledger.entry_row", "analyze ledger.event");

        var measure = storage.measure();

        assertThat(measure.parts()).isPositive();
        assertThat(measure.entries()).isPositive();
        assertThat(measure.events()).isPositive();
        assertThat(measure.tableBytes()).isPositive();
        assertThat(measure.indexBytes()).isPositive();
    }

    @Test
    void whatIsStoredByColumnIsReadBookedAndProvenLikeTheRest() {
        assumeThat(storage.measure().kind())
            .as("needs a server with TimescaleDB: -Dtest.database=postgresql://superuser:password@host:port")
            .isEqualTo("timescaledb");
        // Given
        var emission = anEmissionOf(anActivity().tenant(tenant).eventId("early").build()).build();
        ledger.deliver(1, emission);
        ledger.awaitEntries(tenant, 1);
        var rows = content();

        // When
        storage.toColumns(ALL);

        // Then
        assertThat(storage.measure().columnar()).isPositive();
        assertThat(content()).isEqualTo(rows);
        assertThat(new IndependentChain(ledger::rows).recompute()).isNotEmpty();
        assertThatThrownBy(
                () -> ledger.execute("insert into ledger.entry select * from ledger.entry where tenant_id = '"
                        + tenant + "'"))
            .hasStackTraceContaining("duplicate key");
        ledger.deliver(1, emission);
        ledger.deliver(1, anEmissionOf(anActivity().tenant(tenant).eventId("late").build()).build());
        ledger.awaitEntries(tenant, 2);
        assertThat(ledger.entriesOf(tenant)).isEqualTo(2);
        assertThatThrownBy(() -> ledger.execute("delete from ledger.entry where tenant_id = '" + tenant + "'"))
            .hasStackTraceContaining("append-only");
        given().header("Authorization", "Bearer " + TestStack.API_KEY).get("/v1/heads").then().statusCode(200);
    }

    private List<List<String>> content() {
        return ledger.rows("select e::text from ledger.entry e where tenant_id = ? order by id", tenant);
    }
}
