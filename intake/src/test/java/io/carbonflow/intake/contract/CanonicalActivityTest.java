package io.carbonflow.intake.contract;

import static io.carbonflow.intake.contract.Samples.RECEIVED_AT;
import static io.carbonflow.intake.contract.Samples.activityOf;
import static io.carbonflow.intake.contract.Samples.anEnergyActivity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.contracts.avro.ActivityKind;
import io.carbonflow.contracts.avro.EnergyBody;
import io.carbonflow.contracts.avro.LogisticsBody;
import io.carbonflow.contracts.avro.ProcurementBody;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.SupplierBody;
import io.carbonflow.contracts.avro.SupplierFactor;

class CanonicalActivityTest {

    private static final Instant OCCURRED_AT = Instant.parse("2025-11-03T10:00:00Z");

    @Test
    void writesTheSameBytesForEver() {
        var activity = activityOf(new ActivityContract(Samples.CONFIG).examine(anEnergyActivity(), RECEIVED_AT));

        assertThat(CanonicalActivity.write(activity)).isEqualTo("""
                {"activity":"electricity.grid","attributes":{},"body":{},"country":"DE","data_quality":"measured",\
                "facility_id":"FACILITY_MUENCHEN_01","id":"evt-0001","kind":"ENERGY",\
                "occurred_at":"2025-11-03T10:00:00Z","quantity":1247.3,"source_id":"SM-PLANT-DE-042",\
                "supplier_id":"SUP_042_DE","unit":"kWh"}""");
        assertThat(HexFormat.of().formatHex(ContentHash.of(activity).bytes()))
            .isEqualTo("7c15ba23cf6b12b0041091a0b391b19509ae65a1fb8e8238a0bcb04a45cc5eb1");
    }

    static Stream<RawActivity> oneOfEachBody() {
        var energy = new EnergyBody();
        energy.setEnergySource("grid");
        energy.setCarriedGridIntensityGPerKwh("385.2");
        energy.setCounterStart("0");
        energy.setCounterEnd("1247.3");
        var freight = new LogisticsBody();
        freight.setMass("87");
        freight.setMassUnit("kg");
        freight.setDistance("423.5");
        freight.setDistanceUnit("km");
        freight.setDirection("inbound");
        freight.setPaidBy("us");
        freight.setShipmentId("S-\"1\"");
        freight.setCarriedKgCo2eWtw("3.68");
        var purchase = new ProcurementBody();
        purchase.setPriceYear(2022);
        purchase.setDocumentId("PO-1");
        purchase.setDocumentLine("10");
        var figure = new SupplierBody();
        figure.setFactor(new SupplierFactor("0.000125", "t", "2025-01-01", "2025-12-31", "EPD 17"));
        return Stream.of(activity(ActivityKind.ENERGY, energy), activity(ActivityKind.LOGISTICS, freight),
                activity(ActivityKind.PROCUREMENT, purchase), activity(ActivityKind.SUPPLIER, figure),
                activity(ActivityKind.ENERGY, new EnergyBody()), activity(ActivityKind.LOGISTICS, new LogisticsBody()),
                activity(ActivityKind.PROCUREMENT, new ProcurementBody()),
                activity(ActivityKind.SUPPLIER, new SupplierBody()));
    }

    @ParameterizedTest
    @MethodSource("oneOfEachBody")
    void readsBackWhatItWrote(RawActivity activity) {
        assertThat(CanonicalActivity.read(CanonicalActivity.write(activity), null)).isEqualTo(activity);
    }

    @Test
    void readsBackWhateverStandsInTheFields() {
        var chance = new Random(20251103);
        for (int round = 0; round < 500; round++) {
            RawActivity activity = anyActivity(chance);

            String content = CanonicalActivity.write(activity);

            var read = CanonicalActivity.read(content, activity.getOccurredAt());
            assertThat(CanonicalActivity.write(read)).isEqualTo(content);
            assertThat(read.getAttributes()).isEqualTo(activity.getAttributes());
            assertThat(read.getOccurredAt()).isEqualTo(activity.getOccurredAt());
            assertThat(read.getFacilityId()).isEqualTo(activity.getFacilityId());
            assertThat(read.getBody()).hasSameClassAs(activity.getBody());
        }
    }

    @Test
    void readsDecimalsByTheirValue() {
        var activity = activity(ActivityKind.PROCUREMENT, new ProcurementBody());
        activity.setQuantity("1.50E+3");

        assertThat(CanonicalActivity.read(CanonicalActivity.write(activity), null).getQuantity()).isEqualTo("1500");
    }

    @Test
    void takesTheTimeFromElsewhereWhereTheEventHadNone() {
        var activity = activity(ActivityKind.ENERGY, new EnergyBody());
        activity.setAttributes(Map.of("occurred_at_basis", "received"));

        String content = CanonicalActivity.write(activity);

        assertThat(content).doesNotContain("occurred_at\":\"2025");
        assertThat(CanonicalActivity.read(content, RECEIVED_AT).getOccurredAt()).isEqualTo(RECEIVED_AT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"id\":1}", "null"})
    void refusesWhatIsNoActivity(String content) {
        assertThatThrownBy(() -> CanonicalActivity.read(content, OCCURRED_AT))
            .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhichMemberIsWrongAndWhatWasFound() {
        String content = CanonicalActivity.write(activity(ActivityKind.ENERGY, new EnergyBody()));

        assertThatThrownBy(() -> CanonicalActivity.read(content.replace("\"ENERGY\"", "\"MAGIC\""), null))
            .hasMessageContaining("kind is one of")
            .hasMessageContaining("MAGIC");
        assertThatThrownBy(() -> CanonicalActivity.read(content.replace("\"quantity\":1247.3", "\"quantity\":\"x\""),
                null))
            .hasMessageContaining("quantity is a number");
        assertThatThrownBy(() -> CanonicalActivity.read(content.replace("\"body\":{}", "\"body\":{\"wings\":2}"), null))
            .hasMessageContaining("wings");
    }

    private static RawActivity activity(ActivityKind kind, Object body) {
        var activity = new RawActivity();
        activity.setEventId("evt-1");
        activity.setKind(kind);
        activity.setActivity("electricity.grid");
        activity.setQuantity("1247.3");
        activity.setUnit("kWh");
        activity.setOccurredAt(OCCURRED_AT);
        activity.setPeriodStart(OCCURRED_AT.minusSeconds(3_600));
        activity.setPeriodEnd(Instant.parse("2025-11-03T10:00:00.000305Z"));
        activity.setSourceId("SM-PLANT-DE-042");
        activity.setFacilityId("Zürich\n\u0001\\");
        activity.setSupplierId("SUP_042_DE");
        activity.setProductId("P-1");
        activity.setCountry("DE");
        activity.setSubdivision("DE-BY");
        activity.setReplacesEventId("evt-0");
        activity.setDataQuality("measured");
        activity.setAttributes(Map.of("industry", "334111", "allocation", "{\"by\":[1,2]}"));
        activity.setBody(body);
        return activity;
    }

    private static RawActivity anyActivity(Random chance) {
        var bodies = oneOfEachBody().toList();
        RawActivity activity = bodies.get(chance.nextInt(bodies.size()));
        activity.setQuantity(chance.nextInt(4) == 0 ? null : decimal(chance));
        activity
            .setOccurredAt(Instant.ofEpochSecond(chance.nextLong(4_000_000_000L), chance.nextInt(1_000_000) * 1_000));
        activity.setPeriodStart(chance.nextBoolean() ? null : activity.getOccurredAt());
        activity.setFacilityId(chance.nextBoolean() ? null : text(chance));
        activity.setSubdivision(null);
        var attributes = new TreeMap<String, String>();
        for (int i = chance.nextInt(5); i > 0; i--) {
            attributes.put(text(chance), text(chance));
        }
        if (chance.nextInt(5) == 0) {
            attributes.put("occurred_at_basis", "received");
        }
        activity.setAttributes(attributes);
        return activity;
    }

    private static String decimal(Random chance) {
        String digits = String.valueOf(chance.nextLong(1_000_000_000_000L));
        return List.of(digits, digits + ".50", "0." + digits, "-" + digits + "E-7", "0.000").get(chance.nextInt(5));
    }

    private static String text(Random chance) {
        var text = new StringBuilder();
        for (int i = 1 + chance.nextInt(12); i > 0; i--) {
            text.append((char) (chance.nextInt(4) == 0 ? chance.nextInt(0x80) : 0xA0 + chance.nextInt(0x500)));
        }
        return text.toString();
    }
}
