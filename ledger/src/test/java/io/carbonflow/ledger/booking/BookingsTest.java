package io.carbonflow.ledger.booking;

import static io.carbonflow.testsupport.ActivityBuilder.aPurchase;
import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.BookedEntry;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.database.Migrations;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe.Received;
import io.carbonflow.testsupport.WithStack;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithStack(value = {StackPart.KAFKA, StackPart.POSTGRES, StackPart.REGISTRY}, databaseRole = Migrations.LEDGER_ROLE)
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
                select stage, event_id, reasons->0->>'code', convert_from(payload, 'UTF8'), raw_offset
                from ledger.dead_letter where tenant_id = ?""", tenant))
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
                select stage, source, reasons->0->>'code', encode(payload, 'hex')
                from ledger.dead_letter where tenant_id = ?""", tenant))
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
                .result(mass(random), 3, 1, "supplier_specific")
                .build());
        }
        ledger.awaitEntries(tenant, 600);

        // Then
        var keys = "supplier_id, facility_id, country, scope, category, method, data_quality, gwp_set, official";
        for (var window : Map.of("5m", "5 minutes", "1h", "1 hour", "24h", "24 hours").entrySet()) {
            var fromEntries = ledger.rows("""
                    select date_bin('%s'::interval, occurred_at, '2000-01-01Z') as w, coalesce(supplier_id, ''),
                        coalesce(facility_id, ''), coalesce(country, ''), scope, coalesce(category, 0), method,
                        data_quality, gwp_set, official, sum(kg_co2e), sum(kg_co2e_ar4), count(*), max(occurred_at)
                    from ledger.entry where tenant_id = ? group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
                    order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10""".formatted(window.getValue()), tenant);
            var fromRollups = ledger.rows("""
                    select window_start, %s, sum(kg_co2e), sum(kg_co2e_ar4), sum(entries), max(last_occurred_at)
                    from ledger.rollup where tenant_id = ? and size = ? group by window_start, %s
                    order by window_start, %s""".formatted(keys, keys, keys), tenant, window.getKey());
            assertThat(fromRollups).as(window.getKey()).isNotEmpty().isEqualTo(fromEntries);
        }
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
