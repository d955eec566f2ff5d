package io.carbonflow.ledger.booking;

import static io.carbonflow.testsupport.ActivityBuilder.aPurchase;
import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.BookedEntry;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.contracts.avro.EmissionResult;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe.Received;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(LedgerStack.class)
class BookingsTest {

    private final LedgerProbe ledger = new LedgerProbe();
    private final String tenant = TestStack.aTenant();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void booksOneEntryPerResultAndAnnouncesEach() {
        // Given
        var emission = anEmissionOf(anActivity().tenant(tenant).eventId("evt-1").build())
            .result("480.459960", 2, null, "location_based")
            .result("12.000000", 3, 3, "average_data")
            .build();

        // When
        ledger.deliver(0, emission);

        // Then
        ledger.awaitTally(tenant, Map.of("booked", 1L));
        assertThat(ledger.rows("""
                select method, official, scope, category, kg_co2e, quantity, entry_type, event_id, receipt
                from ledger.entry where tenant_id = ? order by id""", tenant))
            .containsExactly(
                    List.of("location_based", "t", "2", "", "480.459960", "1247.3", "booked", "evt-1",
                            "{\"result\":\"480.459960\"}")
                        .stream()
                        .map(text -> text.isEmpty() ? null : text)
                        .toList(),
                    List.of("average_data", "f", "3", "3", "12.000000", "1247.3", "booked", "evt-1",
                            "{\"result\":\"12.000000\"}"));
        await().atMost(LedgerProbe.PATIENCE)
            .untilAsserted(() -> assertThat(announced()).extracting(one -> one.value().getKgCo2e().toPlainString())
                .containsExactly("480.459960", "12.000000"));
    }

    @Test
    void booksAnEventOnceUnderRepeatedDeliveriesInAnyOrder() {
        // Given: 40 events, each sent twice by its source, each record delivered three times
        var deliveries = new ArrayList<CalculatedEmission>();
        for (int i = 0; i < 40; i++) {
            var activity = anActivity().tenant(tenant).eventId("evt-" + i).source("s-" + i % 4).build();
            for (int sent = 0; sent < 2; sent++) {
                var emission = anEmissionOf(activity).build();
                deliveries.addAll(Collections.nCopies(3, emission));
            }
        }
        Collections.shuffle(deliveries, new Random(7));

        // When
        deliveries.forEach(emission -> ledger.deliver(Integer.parseInt(emission.getSourceId().substring(2)), emission));

        // Then
        ledger.awaitTally(tenant, Map.of("booked", 40L, "duplicates", 40L));
        awaitAllRead();
        assertThat(ledger.tallyOf(tenant)).isEqualTo(Map.of("booked", 40L, "duplicates", 40L));
        assertThat(ledger.entriesOf(tenant)).isEqualTo(40);
        assertThat(ledger.sumOf(tenant)).isEqualByComparingTo(new BigDecimal("480.459960").multiply(
                new BigDecimal(40)));
    }

    @Test
    void keepsAConflictWithItsBytesAndDoesNotBookIt() {
        // Given
        var first = anActivity().tenant(tenant).eventId("evt-1").quantity("1", "kWh").build();
        var other = anActivity().tenant(tenant).eventId("evt-1").quantity("2", "kWh").build();
        var conflict = anEmissionOf(other).result("999.000000", 2, null, "location_based").build();

        // When: also delivered again
        ledger.deliver(1, anEmissionOf(first).result("1.000000", 2, null, "location_based").build());
        ledger.deliver(1, conflict);
        ledger.deliver(1, conflict);

        // Then
        ledger.awaitTally(tenant, Map.of("booked", 1L, "rejected", 1L));
        awaitAllRead();
        assertThat(ledger.tallyOf(tenant)).isEqualTo(Map.of("booked", 1L, "rejected", 1L));
        assertThat(ledger.sumOf(tenant)).isEqualByComparingTo("1");
        assertThat(ledger.rows("""
                select stage, event_id, reasons->0->>'code', convert_from(p.payload, 'UTF8'), raw_offset
                from ledger.dead_letter d join ledger.letter_payload p using (tenant_id)
                where tenant_id = ? and p.letter_id = d.id""", tenant))
            .containsExactly(List.of("ledger", "evt-1", "DUPLICATE_CONFLICT",
                    new String(conflict.getPayload().array(), UTF_8),
                    Long.toString(conflict.getRaw().getOffset())));
    }

    @Test
    void keepsAnUndecodableRecordWithoutEffectOnItsNeighbours() {
        // Given
        var key = new RecordKey(tenant, "s-1");

        // When
        ledger.topics().write(Topics.CALCULATED_EMISSIONS, key, emission("before"));
        ledger.topics().writeBytes(Topics.CALCULATED_EMISSIONS, key, new byte[]{9, 9, 9});
        ledger.topics().write(Topics.CALCULATED_EMISSIONS, key, emission("after"));

        // Then
        ledger.awaitTally(tenant, Map.of("booked", 2L, "rejected", 1L));
        assertThat(ledger.rows("""
                select stage, source, reasons->0->>'code', encode(p.payload, 'hex')
                from ledger.dead_letter d join ledger.letter_payload p using (tenant_id)
                where tenant_id = ? and p.letter_id = d.id""", tenant))
            .containsExactly(List.of("ledger", "s-1", "SCHEMA_INCOMPATIBLE", "090909"));
    }

    @Test
    void keepsARecordTheDatabaseRefusesWithoutEffectOnItsNeighbours() {
        // Given: a text no column can hold
        var key = new RecordKey(tenant, "s-1");
        var withNul = emission("nul");
        withNul.setUnit("k\0Wh");

        // When
        ledger.topics().write(Topics.CALCULATED_EMISSIONS, key, emission("before"));
        ledger.topics().write(Topics.CALCULATED_EMISSIONS, key, withNul);
        ledger.topics().write(Topics.CALCULATED_EMISSIONS, key, emission("after"));

        // Then
        ledger.awaitTally(tenant, Map.of("booked", 2L, "rejected", 1L));
        assertThat(ledger.rows("select reasons->0->>'code' from ledger.dead_letter where tenant_id = ?", tenant))
            .containsExactly(List.of("SCHEMA_INCOMPATIBLE"));
    }

    @Test
    void sumsOfWindowsEqualSumsOfEntriesExactly() {
        // Given: random masses, times over three days, suppliers and methods
        var random = new Random(42);
        var start = Instant.parse("2025-11-01T00:00:00Z");

        // When
        for (int i = 0; i < 300; i++) {
            var activity = aPurchase().tenant(tenant)
                .eventId("evt-" + i)
                .supplier("sup-" + random.nextInt(3))
                .occurredAt(start.plusSeconds(random.nextInt(3 * 86_400)))
                .source("s-" + i)
                .build();
            ledger.deliver(random.nextInt(4), anEmissionOf(activity)
                .result(mass(random), 3, 1, "spend_based")
                .where(rated(random))
                .result(mass(random), 3, 1, "supplier_specific")
                .derived("well_to_tank", mass(random), "average_data")
                .where(rated(random))
                .build());
        }
        ledger.awaitEntries(tenant, 900);

        // Then
        var keys = """
                supplier_id, facility_id, country, scope, category, part, method, data_quality, gwp_set, factor_id,
                official""";
        for (var window : Map.of("5m", "5 minutes", "1h", "1 hour", "24h", "24 hours").entrySet()) {
            var fromEntries = ledger.rows("""
                    select date_bin('%s'::interval, occurred_at, '2000-01-01Z') as w, coalesce(supplier_id, ''),
                        coalesce(facility_id, ''), coalesce(country, ''), scope, coalesce(category, 0), part,
                        method, data_quality, gwp_set, factor_id, official, sum(kg_co2e), sum(kg_co2e_ar4), count(*),
                        max(occurred_at), sum(coalesce(kg_co2e_low, kg_co2e)), sum(coalesce(kg_co2e_high, kg_co2e)),
                        coalesce(sum(kg_co2e) filter (where quality_score is not null), 0.000000),
                        coalesce(sum(kg_co2e * quality_score), 0.0000000)
                    from ledger.entry where tenant_id = ? group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
                    order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12""".formatted(window.getValue()), tenant);
            var fromRollups = ledger.rows("""
                    select window_start, %s, sum(kg_co2e), sum(kg_co2e_ar4), sum(entries), max(last_occurred_at),
                        sum(kg_co2e_low), sum(kg_co2e_high), sum(kg_co2e_scored), sum(score_kg_co2e)
                    from ledger.rollup where tenant_id = ? and size = ? group by window_start, %s
                    order by window_start, %s""".formatted(keys, keys, keys), tenant, window.getKey());
            assertThat(fromRollups).as(window.getKey()).isNotEmpty().isEqualTo(fromEntries);
        }
    }

    @Test
    void booksEveryElementAndPartOfAnEventWithWhatIsItsOwn() {
        // Given: one purchase shared by two products, one of them at a facility of its own, and the fuel behind it
        var emission = anEmissionOf(aPurchase().tenant(tenant).eventId("evt-1").facility("fac-1").build())
            .result("60", 3, 1, "spend_based")
            .where(result -> {
                result.setResultKey("spend_based@red");
                result.setElement("red");
                result.setProductId("P-RED");
            })
            .result("40", 3, 1, "spend_based")
            .where(result -> {
                result.setOfficial(true);
                result.setResultKey("spend_based@blue");
                result.setElement("blue");
                result.setProductId("P-BLUE");
                result.setFacilityId("fac-2");
                result.setMethodologyId("purchased.spend");
                result.setMethodologyVersion(7);
                result.setQualityScore("3.5");
                result.setPcaf(4);
                result.setKgCo2eLow(new BigDecimal("20.000000"));
                result.setKgCo2eHigh(new BigDecimal("80.000000"));
            })
            .derived("well_to_tank", "5", "average_data")
            .build();

        // When
        ledger.deliver(0, emission);

        // Then
        ledger.awaitTally(tenant, Map.of("booked", 1L));
        assertThat(ledger.rows("""
                select result_key, part, element, official, facility_id, product_id, methodology_id,
                    methodology_version, quality_score, pcaf, kg_co2e_low, kg_co2e_high
                from ledger.entry where tenant_id = ? order by leaf_index""", tenant))
            .containsExactly(
                    Arrays.asList("spend_based@red", "activity", "red", "t", "fac-1", "P-RED", "default", "1", null,
                            null, null, null),
                    Arrays.asList("spend_based@blue", "activity", "blue", "t", "fac-2", "P-BLUE", "purchased.spend",
                            "7", "3.5", "4", "20.000000", "80.000000"),
                    Arrays.asList("well_to_tank:average_data", "well_to_tank", null, "t", "fac-1", null, "default",
                            "1", null, null, null, null));
        assertThat(ledger.rows("""
                select facility_id, part, kg_co2e, kg_co2e_low, kg_co2e_high, kg_co2e_scored, score_kg_co2e
                from ledger.rollup where tenant_id = ? and size = '24h' order by 1, 2""", tenant))
            .containsExactly(
                    List.of("fac-1", "activity", "60.000000", "60.000000", "60.000000", "0.000000", "0.0000000"),
                    List.of("fac-1", "well_to_tank", "5.000000", "5.000000", "5.000000", "0.000000", "0.0000000"),
                    List.of("fac-2", "activity", "40.000000", "20.000000", "80.000000", "40.000000", "140.0000000"));
        await().atMost(LedgerProbe.PATIENCE)
            .untilAsserted(() -> assertThat(announced()).extracting(one -> one.value().getPart())
                .containsExactly("activity", "activity", "well_to_tank"));
    }

    @Test
    void aWindowIsRevisedByALateEntryOnceItHeldEntriesAndOnlyThen() {
        // Given: a window long over, which begins with one entry
        ledger.deliver(0, emission("first of its window"));
        ledger.awaitEntries(tenant, 1);
        assertThat(revisedSizes()).isEmpty();

        // When: one in a window that is still open, and another supplier's in the window that is over
        ledger.deliver(0, anEmissionOf(anActivity().tenant(tenant).occurredAt(Instant.now()).build()).build());
        ledger.awaitEntries(tenant, 2);
        assertThat(revisedSizes()).isEmpty();
        ledger.deliver(1, anEmissionOf(anActivity().tenant(tenant).supplier("late").build()).build());
        ledger.awaitEntries(tenant, 3);

        // Then
        assertThat(revisedSizes()).containsExactly(List.of("1h", "late"), List.of("24h", "late"),
                List.of("5m", "late"));
    }

    private List<List<String>> revisedSizes() {
        return ledger.rows("select size, supplier_id from ledger.rollup where tenant_id = ? and revised order by 1",
                tenant);
    }

    @Test
    void everyBlockNamesTheOneBelowItAndEveryLeafItsEntry() {
        ledger.deliver(2, emission("one"));
        ledger.awaitEntries(tenant, 1);
        ledger.deliver(2, emission("two"));
        ledger.awaitEntries(tenant, 2);

        assertThat(ledger.number("""
                select count(*) from ledger.block b join ledger.block below
                    on below.chain = b.chain and below.height = b.height - 1
                where b.chain = 2 and b.previous_head <> below.head""")).isZero();
        assertThat(ledger.number("""
                select count(*) from ledger.block b where b.entries <>
                    (select count(*) from ledger.entry e where e.chain = b.chain and e.height = b.height)""")).isZero();
        assertThat(ledger.number("select count(distinct (chain, height)) from ledger.entry where tenant_id = ?",
                tenant))
            .isEqualTo(2);
    }

    private CalculatedEmission emission(String eventId) {
        return anEmissionOf(anActivity().tenant(tenant).eventId(eventId).build()).build();
    }

    private static Consumer<EmissionResult> rated(Random random) {
        return result -> {
            result.setFactorId("factor-" + random.nextInt(3));
            result.setQualityScore(random.nextInt(1, 5) + "." + random.nextInt(10));
            result.setKgCo2eLow(result.getKgCo2e().divide(BigDecimal.valueOf(2), 6, RoundingMode.HALF_EVEN));
            result.setKgCo2eHigh(result.getKgCo2e().multiply(BigDecimal.valueOf(2)));
        };
    }

    private static String mass(Random random) {
        return new BigDecimal(Math.abs(random.nextLong() % 1_000_000_000_000L)).movePointLeft(6).toPlainString();
    }

    private List<Received<BookedEntry>> announced() {
        return ledger.topics()
            .read(Topics.LEDGER_BOOKED, tenant, BookedEntry.class)
            .stream()
            .collect(Collectors.toMap(one -> one.value().getId(), one -> one, (a, b) -> a,
                    LinkedHashMap::new))
            .values()
            .stream()
            .toList();
    }

    /** Everything delivered before has been read once this has been booked, on every partition. */
    private void awaitAllRead() {
        String marker = TestStack.aTenant();
        for (int partition = 0; partition < 4; partition++) {
            ledger.deliver(partition, anEmissionOf(anActivity().tenant(marker).eventId("m-" + partition).build())
                .build());
        }
        ledger.awaitEntries(marker, 4);
    }
}
