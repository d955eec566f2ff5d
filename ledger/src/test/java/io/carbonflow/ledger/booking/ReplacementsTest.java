package io.carbonflow.ledger.booking;

import static io.carbonflow.testsupport.ActivityBuilder.aPurchase;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.database.Migrations;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Events that stand in the place of others: the supplier's own figure instead of the estimate by spend. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class ReplacementsTest {

    private final LedgerProbe ledger = new LedgerProbe();
    private final String tenant = TestStack.aTenant();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void theSuppliersFigureReversesTheEstimateAndNamesIt() {
        // Given
        ledger.deliver(0, estimate("line-1", "40.000000"));
        ledger.awaitTally(tenant, Map.of("booked", 1L));

        // When
        ledger.deliver(1, figure("fp-1", "25.000000", "line-1"));

        // Then
        ledger.awaitTally(tenant, Map.of("booked", 2L));
        assertThat(ledger.rows("""
                select e.event_id, e.entry_type, e.kg_co2e, e.state, e.replaces_event_id, p.event_id from ledger.entry e
                    left join ledger.entry p on p.tenant_id = e.tenant_id and p.id = e.replaces
                where e.tenant_id = ? order by e.id""", tenant)
            .stream()
            .map(row -> String.join(" ", row.stream().map(String::valueOf).toList())))
            .containsExactly("line-1 booked 40.000000 provisional null null",
                    "line-1 reversal -40.000000 provisional null null", "fp-1 booked 25.000000 null line-1 line-1");
    }

    @Test
    void anEstimateThatComesAfterTheFigureIsContextWhateverItsVersion() {
        // When
        ledger.deliver(0, figure("fp-1", "25.000000", "line-1"));
        ledger.deliver(0, estimate("line-1", "40.000000"));
        ledger.deliver(0, estimate("line-1", "40.000000"));
        var newer = estimate("line-1", "44.000000");
        newer.setRevision("2");
        ledger.deliver(0, newer);

        // Then
        ledger.awaitTally(tenant, Map.of("booked", 1L, "context", 2L, "duplicates", 1L));
        assertThat(ledger.sumOf(tenant)).isEqualByComparingTo("25");
    }

    @Test
    void theLinksOfBothEntriesAreSeenFromEitherSide() {
        // Given
        var estimate = estimate("line-" + tenant, "40.000000");
        estimate.setTenantId(TestStack.TENANT);
        var figure = figure("fp-" + tenant, "25.000000", "line-" + tenant);
        figure.setTenantId(TestStack.TENANT);

        // When
        ledger.deliver(0, estimate);
        ledger.deliver(0, figure);

        // Then
        await().atMost(LedgerProbe.PATIENCE).untilAsserted(() -> {
            var estimated = entriesOf("line-" + tenant);
            var figured = entriesOf("fp-" + tenant);
            assertThat(estimated.getList("items.state")).isEqualTo(List.of("provisional", "provisional"));
            assertThat(estimated.getString("items[0].reversed_by")).isEqualTo(estimated.getString("items[1].id"));
            assertThat(estimated.getList("items[0].replaced_by")).isEqualTo(figured.getList("items.id"));
            assertThat(figured.getString("items[0].replaces")).isEqualTo(estimated.getString("items[0].id"));
            assertThat(figured.getString("items[0].state")).isEqualTo("final");
            assertThat(figured.getString("items[0].reversed_by")).isNull();
        });
        String id = entriesOf("line-" + tenant).getString("items[0].id");
        var one = given().header("X-API-Key", TestStack.VIEWER_KEY).get("/v1/entries/" + id).then().extract();
        assertThat(one.jsonPath().getString("reversed_by")).isNotNull();
    }

    @Test
    void whateverTheOrderAndThePartitionOnlyWhatNobodyReplacesStands() {
        // Given: 30 estimates, each replaced by a figure, every third figure by a verified one; all are delivered twice
        var random = new Random(42);
        var deliveries = new ArrayList<CalculatedEmission>();
        BigDecimal expected = BigDecimal.ZERO;
        for (int i = 0; i < 30; i++) {
            String kilograms = 100 + i + ".250000";
            deliveries.add(estimate("line-" + i, "1000.000001"));
            deliveries.add(figure("fp-" + i, i % 3 == 0 ? "500.000000" : kilograms, "line-" + i));
            if (i % 3 == 0) {
                deliveries.add(figure("verified-" + i, kilograms, "fp-" + i));
            }
            expected = expected.add(new BigDecimal(kilograms));
        }
        deliveries.addAll(List.copyOf(deliveries));
        Collections.shuffle(deliveries, random);

        // When
        deliveries.forEach(emission -> ledger.deliver(random.nextInt(3), emission));

        // Then: 70 records
        await().atMost(LedgerProbe.PATIENCE)
            .untilAsserted(() -> assertThat(
                    ledger.tallyOf(tenant).values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(70));
        assertThat(ledger.tallyOf(tenant)).doesNotContainKey("rejected");
        assertThat(ledger.sumOf(tenant)).isEqualByComparingTo(expected);
        assertThat(ledger.number("""
                select count(*) from (select reverses from ledger.entry where tenant_id = ? and reverses is not null
                group by 1 having count(*) > 1) twice""", tenant)).isZero();
    }

    @Test
    void aClaimThatWasMadeBeforeWaitsForNoOtherBookingOfTheTenant() throws SQLException {
        // Given
        ledger.deliver(0, version("1", "25.000000"));
        ledger.awaitEntries(tenant, 1);
        try (var other = ledger.stack().connection(Migrations.LEDGER_ROLE); var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select * from ledger.begin_booking(array['" + tenant + "'], array[]::text[])");

            // When, then: it is booked while another booking is under way
            ledger.deliver(0, version("2", "20.000000"));
            ledger.awaitEntries(tenant, 3);
            other.rollback();
        }
        assertThat(ledger.sumOf(tenant)).isEqualByComparingTo("20");
    }

    @Test
    void anEventThatReplacesItselfIsRefused() {
        ledger.deliver(0, figure("fp-1", "25.000000", "fp-1"));

        ledger.awaitTally(tenant, Map.of("rejected", 1L));
    }

    @Test
    void otherContentUnderAnIdIsListedWithBothHashesAndPlaces() {
        // Given
        String id = "conflict-" + tenant;
        for (String kilograms : List.of("1.000000", "2.000000")) {
            var emission = estimate(id, kilograms);
            emission.setTenantId(TestStack.TENANT);
            ledger.deliver(0, emission);
        }

        // Then
        await().atMost(LedgerProbe.PATIENCE).untilAsserted(() -> {
            var conflicts = given().header("X-API-Key", TestStack.VIEWER_KEY)
                .get("/v1/conflicts?event_id=" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
            assertThat(conflicts.getList("items")).hasSize(1);
            assertThat(conflicts.getString("items[0].present.content_hash")).hasSize(64)
                .isNotEqualTo(conflicts.getString("items[0].offered.content_hash"));
            assertThat(conflicts.getLong("items[0].offered.offset"))
                .isNotEqualTo(conflicts.getLong("items[0].present.offset"));
            assertThat(conflicts.getList("items[0].reasons.code")).isEqualTo(List.of("DUPLICATE_CONFLICT"));
            assertThat(conflicts.getString("items[0].dead_letter_id")).isNotBlank();
        });
        given().header("X-API-Key", TestStack.VIEWER_KEY).get("/v1/conflicts?cursor=eA").then().statusCode(400);
    }

    private static io.restassured.path.json.JsonPath entriesOf(String eventId) {
        return given().header("X-API-Key", TestStack.VIEWER_KEY)
            .get("/v1/entries?event_id=" + eventId)
            .then()
            .extract()
            .jsonPath();
    }

    private CalculatedEmission estimate(String eventId, String kilograms) {
        return emission(eventId, kilograms, "spend_based");
    }

    private CalculatedEmission figure(String eventId, String kilograms, String replaced) {
        var emission = emission(eventId, kilograms, "supplier_specific");
        emission.setReplacesEventId(replaced);
        return emission;
    }

    private CalculatedEmission version(String revision, String kilograms) {
        var emission = figure("fp-1", kilograms, "line-1");
        emission.setRevision(revision);
        return emission;
    }

    private CalculatedEmission emission(String eventId, String kilograms, String method) {
        return anEmissionOf(aPurchase().tenant(tenant)
            .eventId(eventId)
            .quantity(kilograms, "EUR")
            .occurredAt(Instant.parse("2025-11-03T10:00:00Z"))
            .build()).result(kilograms, 3, 1, method).build();
    }
}
