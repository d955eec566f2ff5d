package io.carbonflow.ledger.booking;

import static io.carbonflow.testsupport.ActivityBuilder.aPurchase;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.BookedEntry;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Events that change: a purchase-order line, a row, an estimate. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class VersionsTest {

    private static final Instant OCCURRED_AT = Instant.parse("2025-11-03T10:00:00Z");

    private final LedgerProbe ledger = new LedgerProbe();
    private final String tenant = TestStack.aTenant();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aNewerVersionIsBookedOnceWhatStoodIsReversed() {
        // Given
        ledger.deliver(0, version("line-1", "1", "100", "40.000000"));
        ledger.awaitTally(tenant, Map.of("booked", 1L));

        // When: the line grows
        ledger.deliver(0, version("line-1", "2", "250", "100.000000"));

        // Then
        ledger.awaitTally(tenant, Map.of("booked", 2L));
        assertThat(ledger.rows("""
                select e.entry_type, e.kg_co2e, e.quantity, e.revision, r.kg_co2e, p.kg_co2e from ledger.entry e
                    left join ledger.entry r on r.tenant_id = e.tenant_id and r.id = e.reverses
                    left join ledger.entry p on p.tenant_id = e.tenant_id and p.id = e.replaces
                where e.tenant_id = ? order by e.id""", tenant)
            .stream()
            .map(row -> String.join(" ", row.stream().map(String::valueOf).toList())))
            .containsExactly("booked 40.000000 100 1 null null", "reversal -40.000000 -100 2 40.000000 null",
                    "booked 100.000000 250 2 null 40.000000");
        await().atMost(LedgerProbe.PATIENCE)
            .untilAsserted(() -> assertThat(
                    ledger.topics().read(Topics.LEDGER_BOOKED, tenant, BookedEntry.class))
                .extracting(one -> one.value().getEntryType() + " " + one.value().getKgCo2e().toPlainString())
                .containsExactlyInAnyOrder("booked 40.000000", "reversal -40.000000", "booked 100.000000"));
    }

    @Test
    void theApiShowsBookedReversalBookedInThatOrder() {
        // Given
        String eventId = "line-" + tenant;
        for (String revision : List.of("1", "2")) {
            var emission = version(eventId, revision, revision, revision + ".000000");
            emission.setTenantId(TestStack.TENANT);
            emission.setSourceTrust("0.9");
            emission.setGateOutcome("advance");
            ledger.deliver(0, emission);
        }

        // Then
        await().atMost(LedgerProbe.PATIENCE).untilAsserted(() -> {
            var entries = given().header("X-API-Key", TestStack.VIEWER_KEY)
                .get("/v1/entries?event_id=" + eventId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
            assertThat(entries.getList("items.entry_type")).isEqualTo(List.of("booked", "reversal", "booked"));
            assertThat(entries.getString("items[1].reverses")).isEqualTo(entries.getString("items[0].id"));
            assertThat(entries.getString("items[2].replaces")).isEqualTo(entries.getString("items[0].id"));
            assertThat(entries.getList("items.revision")).isEqualTo(List.of("1", "2", "2"));
            assertThat(entries.getString("items[2].source_trust")).isEqualTo("0.9");
            assertThat(entries.getString("items[2].gate_outcome")).isEqualTo("advance");
        });
    }

    @Test
    void aCancelReversesAndAnOlderVersionThatComesAfterItIsContext() {
        // When
        ledger.deliver(0, version("line-1", "2", "100", "40.000000"));
        ledger.deliver(0, cancel("line-1", "3"));
        ledger.deliver(0, version("line-1", "1", "90", "36.000000"));

        // Then
        ledger.awaitTally(tenant, Map.of("booked", 2L, "context", 1L));
        assertThat(ledger.sumOf(tenant)).isZero();
        assertThat(ledger.rows("select revision, outcome from ledger.event_version where tenant_id = ? order by 1",
                tenant))
            .containsExactly(List.of("1", "superseded"), List.of("2", "booked"), List.of("3", "reversed"));
    }

    @Test
    void anEventThatWasBookedBeforeItHadRevisionsIsKnownAgainAmongThem() {
        // Given: booked without a revision, corrected twice
        var first = version("line-1", null, "1", "1.000000");
        ledger.deliver(0, first);
        ledger.deliver(0, version("line-1", "1", "2", "2.000000"));
        ledger.deliver(0, version("line-1", "3", "4", "4.000000"));

        // When: what was said comes again, an older version comes late, and each is delivered once more
        var again = List.of(version("line-1", null, "1", "1.000000"), version("line-1", "1", "2", "2.000000"),
                version("line-1", "2", "3", "3.000000"), version("line-1", "1", "9", "9.000000"));
        again.forEach(emission -> ledger.deliver(0, emission));
        again.forEach(emission -> ledger.deliver(0, emission));
        ledger.deliver(0, first);

        // Then
        ledger.awaitTally(tenant, Map.of("booked", 3L, "duplicates", 2L, "context", 1L, "rejected", 1L));
        assertThat(ledger.sumOf(tenant)).isEqualByComparingTo("4");
    }

    @Test
    void anEventIsOneItemBehindATotalHoweverOftenItChanges() {
        // When
        for (String revision : List.of("1", "2", "3")) {
            ledger.deliver(0, version("line-1", revision, revision, revision + ".000000"));
        }
        ledger.deliver(0, version("line-2", null, "1", "1.000000"));
        ledger.deliver(0, version("line-2", null, "1", "1.000000"));
        ledger.deliver(0, cancel("line-3", "1"));

        // Then
        ledger.awaitTally(tenant, Map.of("booked", 4L, "duplicates", 1L, "context", 1L));
        assertThat(ledger.number("select sum(events) from ledger.covered where tenant_id = ?", tenant)).isEqualTo(2);
    }

    @Test
    void whateverTheOrderInWhichVersionsComeTheNewestStandsAndEverySumIsItsOwn() {
        // Given: 25 events of five versions, some cancels, each delivered twice, in any order, by two partitions
        var random = new Random(20251103);
        var newest = new TreeMap<String, BigDecimal>();
        var deliveries = new ArrayList<CalculatedEmission>();
        for (int event = 0; event < 25; event++) {
            var versions = new ArrayList<CalculatedEmission>();
            for (int revision = 1; revision <= 5; revision++) {
                boolean isCancel = random.nextInt(4) == 0;
                String kilograms = random.nextInt(1_000) + "." + (100_000 + random.nextInt(900_000));
                String id = "line-" + event;
                versions.add(isCancel ? cancel(id, "0" + revision)
                        : version(id, "0" + revision, "" + revision, kilograms));
                newest.put(id, isCancel ? BigDecimal.ZERO : new BigDecimal(kilograms));
            }
            deliveries.addAll(versions);
            deliveries.addAll(versions);
        }
        Collections.shuffle(deliveries, random);

        // When: a source stays in its partition, two sources know of one event
        deliveries.forEach(emission -> ledger.deliver(random.nextInt(2), emission));
        ledger.deliver(2, version("last", "1", "1", "0.000000"));

        // Then
        BigDecimal expected = newest.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        await().atMost(LedgerProbe.PATIENCE).untilAsserted(() -> {
            var tally = ledger.tallyOf(tenant);
            assertThat(tally.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(126);
            assertThat(ledger.sumOf(tenant)).isEqualByComparingTo(expected);
        });
        for (var one : newest.entrySet()) {
            assertThat(new BigDecimal(ledger
                .rows("select coalesce(sum(kg_co2e), 0) from ledger.entry where tenant_id = ? and event_id = ?",
                        tenant, one.getKey())
                .get(0)
                .get(0))).as(one.getKey()).isEqualByComparingTo(one.getValue());
        }
        for (String size : List.of("5m", "1h", "24h")) {
            assertThat(ledger.rows(
                    """
                            select row(sum(kg_co2e), sum(kg_co2e_low), sum(kg_co2e_high), sum(entries), sum(score_kg_co2e))::text
                            from ledger.rollup where tenant_id = ? and size = ?""",
                    tenant, size))
                .as(size)
                .isEqualTo(ledger.rows("""
                        select row(sum(kg_co2e), sum(kg_co2e_low), sum(kg_co2e_high), count(*)::numeric,
                            sum(kg_co2e * quality_score))::text
                        from ledger.entry where tenant_id = ?""", tenant));
        }
        assertThat(ledger.number("""
                select count(*) from (select reverses from ledger.entry where tenant_id = ? and reverses is not null
                group by 1 having count(*) > 1) twice""", tenant)).isZero();
    }

    @Test
    void otherContentUnderOneRevisionIsAConflictAndAnnounced() {
        // When
        ledger.deliver(0, version("line-1", "1", "100", "40.000000"));
        ledger.deliver(0, version("line-1", "1", "101", "41.000000"));

        // Then
        ledger.awaitTally(tenant, Map.of("booked", 1L, "rejected", 1L));
        await().atMost(LedgerProbe.PATIENCE)
            .untilAsserted(() -> assertThat(ledger.topics().read(Topics.DEAD_LEDGER, tenant, DeadLetter.class))
                .extracting(letter -> letter.value().getReasons().get(0).getCode() + " " + letter.value().getStage())
                .containsExactly("DUPLICATE_CONFLICT ledger"));
    }

    private CalculatedEmission version(String eventId, String revision, String quantity, String kilograms) {
        var emission = anEmissionOf(aPurchase().tenant(tenant)
            .eventId(eventId)
            .quantity(quantity, "EUR")
            .occurredAt(OCCURRED_AT)
            .build())
            .result(kilograms, 3, 1, "spend_based")
            .where(result -> {
                result.setKgCo2eLow(new BigDecimal("0.500000"));
                result.setKgCo2eHigh(new BigDecimal("2000.250000"));
                result.setQualityScore("3.5");
            })
            .build();
        emission.setRevision(revision);
        return emission;
    }

    private CalculatedEmission cancel(String eventId, String revision) {
        var emission = version(eventId, revision, "0", "0.000000");
        emission.setOperation("cancel");
        emission.setResults(List.of());
        return emission;
    }
}
