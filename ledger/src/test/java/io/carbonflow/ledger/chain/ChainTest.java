package io.carbonflow.ledger.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.receipt.CanonicalJson;

/** Pins the bytes of docs/reference/ledger-format.md: a change here is a new version of the format. */
class ChainTest {

    private static final Instant BOOKED_AT = Instant.parse("2025-11-03T10:00:02.000305Z");

    @Test
    void theCanonicalFormIsTheOneOfTheReference() {
        assertThat(anEntry("1247.30", null).canonical()).isEqualTo(
                """
                        {"activity":"electricity.grid","booked_at":"2025-11-03T10:00:02.000305Z",\
                        "calculated_at":"2025-11-03T10:00:01.500000Z","category":null,"channel":"rest",\
                        "correlation_id":"c-1","country":"DE","data_quality":"measured","entry_type":"booked",\
                        "event_id":"evt-\\"1\\"","facility_id":null,"factor_edition":"2025.1","factor_id":"f-1","gwp_set":"AR6",\
                        "id":"019a4957-3f92-7000-8000-000000000001","kg_biogenic_co2":null,"kg_ch4":null,"kg_co2":null,\
                        "kg_co2e":"480.459960","kg_co2e_ar4":"480.459960","kg_co2e_ar5":"480.459960",\
                        "kg_co2e_ar6":"480.459960","kg_co2e_high":null,"kg_co2e_low":null,"kg_n2o":null,"kind":"energy",\
                        "method":"location_based","notices":["REGION_PROXY","YEAR_EARLIER"],\
                        "occurred_at":"2025-11-03T10:00:00.000000Z","official":true,\
                        "payload_sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",\
                        "period_end":null,"period_start":null,"product_id":null,"quantity":"1247.3",\
                        "receipt_sha256":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",\
                        "received_at":"2025-11-03T10:00:01.000000Z","result_key":"location_based","scope":2,\
                        "source_id":"SM-PLANT-DE-042","subdivision":null,"supplier_id":null,"tenant_id":"demo","unit":"kWh"}""");
    }

    @Test
    void whatCameLaterStandsInTheCanonicalFormOnlyWhereItSaysSomething() {
        // Given
        var plain = anEntry("1", null);
        var result = plain.result();
        var full = new LedgerEntry(plain.id(), plain.entryType(), plain.activity(),
                new BookedResult(result.resultKey(), "well_to_tank", "leg-1", true, 3, 3, result.method(),
                        result.gwpSet(), result.masses(), result.factorId(), result.factorEdition(),
                        new Methodology("energy.fuel", 4), new Quality(new BigDecimal("2"), 3), result.notices(),
                        result.receipt()),
                new Links("0007", UUID.fromString("019a4957-3f92-7000-8000-000000000002"),
                        UUID.fromString("019a4957-3f92-7000-8000-000000000003"), "estimate-1", new BigDecimal("0.9"),
                        "augment", "country from the device",
                        UUID.fromString("019a4957-3f92-7000-8000-000000000005")),
                new Accounting(true, Instant.parse("2025-12-01T00:00:00Z"),
                        UUID.fromString("019a4957-3f92-7000-8000-000000000004")),
                plain.bookedAt());

        // When
        Object read = CanonicalJson.read(full.canonical());

        // Then
        assertThat(CanonicalJson.write(read)).isEqualTo(full.canonical());
        assertThat(full.canonical()).contains("\"data_quality\":\"measured\",\"element\":\"leg-1\",\"entry_type\"")
            .contains("\"methodology_id\":\"energy.fuel\",\"methodology_version\":4,\"notices\"")
            .contains("\"part\":\"well_to_tank\",\"payload_sha256\"")
            .contains("\"pcaf\":3,\"period_end\"")
            .contains("\"product_id\":null,\"quality_score\":\"2.0\",\"quantity\"")
            .contains("\"gate_outcome\":\"augment\",\"gate_reason\":\"country from the device\",\"gwp_set\"")
            .contains("{\"accounted_at\":\"2025-12-01T00:00:00.000000Z\",\"activity\":\"electricity.grid\","
                    + "\"adjusts_period\":\"019a4957-3f92-7000-8000-000000000004\",\"booked_at\"")
            .contains("\"quantity\":\"1\",\"recalculation_id\":\"019a4957-3f92-7000-8000-000000000005\","
                    + "\"receipt_sha256\"")
            .contains("\"replaces\":\"019a4957-3f92-7000-8000-000000000003\","
                    + "\"replaces_event_id\":\"estimate-1\",\"result_key\"")
            .contains("\"reverses\":\"019a4957-3f92-7000-8000-000000000002\",\"revision\":\"0007\",\"scope\"")
            .contains("\"source_trust\":\"0.90\",\"state\":\"provisional\",\"subdivision\"");
        assertThat(plain.canonical()).doesNotContain("element", "methodology", "\"part\"", "pcaf", "quality_score",
                "gate_", "replaces", "reverses", "revision", "source_trust", "state", "accounted_at", "adjusts_period",
                "recalculation_id");
    }

    @Test
    void theDigestOfWhatTheEventSaidStandsWhereThereIsOneAndAReversalKeepsIt() {
        // Given
        String digest = Sha256.hex(Sha256.of("{}".getBytes(UTF_8)));
        var plain = anEntry("1", null);
        var entry = new LedgerEntry(plain.id(), plain.entryType(), anActivity("1", null, digest), plain.result(),
                plain.links(), plain.accounting(), plain.bookedAt());

        // When
        var reversal = entry.reversal(UUID.fromString("019a4957-3f92-7000-8000-000000000009"), plain.activity(),
                Links.NONE, Accounting.AS_IT_OCCURRED, BOOKED_AT);

        // Then
        String member = "{\"activity\":\"electricity.grid\",\"activity_sha256\":"
                + "\"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\",\"booked_at\"";
        assertThat(entry.canonical()).startsWith(member);
        assertThat(reversal.canonical()).startsWith(member);
        assertThat(plain.canonical()).doesNotContain("activity_sha256");
    }

    @Test
    void aReversalIsTheEntryWithEveryAmountItsNegativeAndTheDeliveryThatCausedIt() {
        // Given
        var entry = anEntry("1247.3", "FACILITY_1");
        var cause = anEntry("1", null).activity();
        var id = UUID.fromString("019a4957-3f92-7000-8000-000000000009");

        // When
        var reversal = entry.reversal(id, cause, new Links("0002", null, null, null, null, null, null, null),
                Accounting.AS_IT_OCCURRED, BOOKED_AT);

        // Then
        assertThat(reversal.entryType()).isEqualTo("reversal");
        assertThat(reversal.links().reverses()).isEqualTo(entry.id());
        assertThat(reversal.links().revision()).isEqualTo("0002");
        assertThat(reversal.activity().quantity()).isEqualByComparingTo("-1247.3");
        assertThat(reversal.activity().facilityId()).isEqualTo("FACILITY_1");
        assertThat(reversal.activity().payloadSha256()).isEqualTo(cause.payloadSha256());
        assertThat(reversal.result().masses().co2e()).isEqualByComparingTo("-480.45996");
        assertThat(reversal.result().masses().co2eAr4()).isEqualByComparingTo("-480.45996");
        assertThat(reversal.result().masses().co2eLow()).isNull();
        assertThat(reversal.result().receipt()).isEqualTo(entry.result().receipt());
    }

    @Test
    void theCanonicalFormIsThatOfAnyCanonicalJsonWriter() {
        var entry = anEntry("1e3", "Zürich\n\u0001\\");

        Object read = CanonicalJson.read(entry.canonical());

        assertThat(CanonicalJson.write(read)).isEqualTo(entry.canonical());
        assertThat(new ArrayList<>(((Map<?, ?>) read).keySet()))
            .isEqualTo(new ArrayList<>(new TreeMap<>((Map<?, ?>) read).keySet()));
        assertThat(((Map<?, ?>) read).get("quantity")).isEqualTo("1000");
        assertThat(((Map<?, ?>) read).get("facility_id")).isEqualTo("Zürich\n\u0001\\");
    }

    @Test
    void theLeafIsTheDigestOfAZeroByteAndTheCanonicalForm() {
        var entry = anEntry("1247.3", null);

        assertThat(entry.leafHash()).isEqualTo(Sha256.of(new byte[]{0}, entry.canonical().getBytes(UTF_8)));
    }

    @Test
    void equalAmountsAreEqualBytesHoweverTheyWereWritten() {
        assertThat(anEntry("1247.300", null).canonical()).isEqualTo(anEntry("1247.3", null).canonical());
        assertThat(anEntry("0.00", null).canonical()).isEqualTo(anEntry("0", null).canonical());
    }

    @Test
    void aMassWithMoreThanSixDecimalsIsRefusedAndNotRounded() {
        var mass = new BigDecimal("0.0000001");

        assertThatThrownBy(() -> new Masses(mass, mass, mass, mass, null, null, null, null, null, null))
            .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void theHeadIsTheOneOfTheReference() {
        var block = new Block(2, 7, new byte[32], anEntry("1247.3", null).leafHash(), 1, BOOKED_AT);

        // 02 | 00000002 | 0000000000000007 | previous head | root | 00000001 | microseconds since 1970
        byte[] content = ByteBuffer.allocate(89)
            .put((byte) 2)
            .putInt(2)
            .putLong(7)
            .put(new byte[32])
            .put(block.merkleRoot())
            .putInt(1)
            .putLong(1_762_164_002_000_305L)
            .array();
        assertThat(block.head()).isEqualTo(Sha256.of(content));
    }

    @Test
    void eachChainBeginsWithAHeadOfItsOwn() {
        assertThat(Block.genesis(0)).isEqualTo(Sha256.of("carbonflow/ledger/v1/chain/0".getBytes(UTF_8)));
        assertThat(Block.genesis(1)).isNotEqualTo(Block.genesis(0));
    }

    private static LedgerEntry anEntry(String quantity, String facility) {
        var mass = new BigDecimal("480.45996");
        var activity = anActivity(quantity, facility, null);
        var result = new BookedResult("location_based", BookedResult.ACTIVITY, null, true, 2, null, "location_based",
                "AR6", new Masses(mass, mass, mass, mass, null, null, null, null, null, null), "f-1", "2025.1",
                Methodology.DEFAULT, Quality.UNSCORED, List.of("REGION_PROXY", "YEAR_EARLIER"), "{}");
        return new LedgerEntry(UUID.fromString("019a4957-3f92-7000-8000-000000000001"), "booked", activity, result,
                Links.NONE, Accounting.AS_IT_OCCURRED, BOOKED_AT);
    }

    private static ActivityFacts anActivity(String quantity, String facility, String activitySha256) {
        return new ActivityFacts("demo", "evt-\"1\"", "c-1", "energy", "electricity.grid",
                new BigDecimal(quantity), "kWh", "SM-PLANT-DE-042", facility, null, null, "DE", null, "measured",
                "rest", Instant.parse("2025-11-03T10:00:00Z"), null, null, Instant.parse("2025-11-03T10:00:01Z"),
                Instant.parse("2025-11-03T10:00:01.5Z"), Sha256.of(), activitySha256);
    }
}
