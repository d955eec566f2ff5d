package io.carbonflow.accounting.receipt;

import static io.carbonflow.accounting.factor.Factors.aFactor;
import static io.carbonflow.accounting.factor.Factors.library;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.calculation.ActivityData;
import io.carbonflow.accounting.calculation.EmissionCalculator;
import io.carbonflow.accounting.calculation.FreightDetails;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.gas.MethaneOrigin;
import io.carbonflow.accounting.rules.TestRules;

class ReceiptTest {

    private static final Instant DAY = Instant.parse("2025-11-03T10:00:00Z");

    private static final FactorLibrary LIBRARY = library(
            aFactor("de.grid").kgCo2e("0.4", GwpSet.AR5),
            aFactor("diesel").of("fuel.diesel")
                .per("mmBtu")
                .kgCo2e(null, null)
                .gases("73.96", "0.003", MethaneOrigin.FOSSIL, "0.0006")
                .biogenic("1.5"),
            aFactor("hgv").of("freight.road")
                .per("t.km")
                .kgCo2e("0.10650", GwpSet.AR5)
                .gases("0.105", "0.0000001", MethaneOrigin.FOSSIL, "0.000005"));

    @Test
    void isTheSameTextEveryTime() {
        // Given
        var reading = reading().carriedGridIntensity(new BigDecimal("385.2"));

        // Then: written out, so that a change of form cannot go unnoticed
        assertThat(receipt(reading)).isEqualTo("{\"activity\":\"electricity.grid\","
                + "\"attribution\":{\"assumed\":false,\"category\":null,\"rule\":\"purchased_energy\","
                + "\"rules\":\"test\",\"scope\":2,\"version\":1},"
                + "\"conversion\":{\"divisor\":1,\"multiplier\":1},"
                + "\"factor\":{\"edition\":\"carried\",\"gases\":{},\"id\":\"carried:grid_intensity\","
                + "\"mass_unit\":\"g\",\"methane_origin\":\"mixed\",\"per\":\"kWh\",\"portion\":\"whole\","
                + "\"published_gwp_set\":null,\"published_value\":385.2,\"region\":\"DE\","
                + "\"source\":\"carried with the reading\",\"unit\":\"g CO2e/kWh\",\"value\":385.2,\"year\":2025},"
                + "\"format\":2,\"gases\":{},\"gwp\":{\"ch4\":27.9,\"n2o\":273},\"gwp_set\":\"AR6\","
                + "\"method\":\"location_based\",\"methodology\":{\"id\":\"carried.grid_intensity\",\"version\":1},"
                + "\"notices\":[\"CARRIED_INTENSITY\",\"GWP_AS_PUBLISHED\"],\"part\":\"activity\","
                + "\"policy\":{\"version\":0},\"quantity_normalised\":1247.3,\"quantity_received\":1247.3,"
                + "\"result\":{\"kg_co2e\":480.459960,\"kg_co2e_ar4\":480.459960,\"kg_co2e_ar5\":480.459960,"
                + "\"kg_co2e_ar6\":480.459960},\"rounding\":\"half_even, 6 decimals, once\","
                + "\"uncertainty\":{\"activity\":1,\"basic\":1.05,\"completeness\":1,\"geographical\":1,"
                + "\"gsd2\":1.1130,\"high\":534.751935,\"low\":431.680108,\"pcaf\":2,\"reliability\":2,"
                + "\"score\":1.2,\"stated_gsd2\":null,\"technological\":1,\"temporal\":1},"
                + "\"unit\":\"kWh\",\"unit_received\":\"kWh\"}");
    }

    @ParameterizedTest
    @MethodSource("activities")
    void isRecomputedToTheSameBytes(ActivityData.Builder activity) {
        // Given
        String receipt = receipt(activity);

        // Then
        assertThat(Receipt.recompute(receipt)).isEqualTo(receipt);
        assertThat(CanonicalJson.write(CanonicalJson.read(receipt))).isEqualTo(receipt);
    }

    @Test
    void showsAResultThatWasTamperedWith() {
        // Given
        String forged = receipt(reading()).replace("\"kg_co2e\":498.920000", "\"kg_co2e\":49.892000");

        // Then
        assertThat(Receipt.recompute(forged)).isNotEqualTo(forged).contains("\"kg_co2e\":498.920000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "1", "{\"format\":1}", "not json"})
    void refusesATextThatIsNoReceipt(String text) {
        assertThatThrownBy(() -> Receipt.recompute(text)).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<ActivityData.Builder> activities() {
        return Stream.of(
                reading(),
                reading().carriedGridIntensity(new BigDecimal("385.20")).supplier("S"),
                ActivityData.of(ActivityKind.ENERGY, "fuel.diesel", DAY)
                    .quantity(new BigDecimal("1E+3"), "kWh")
                    .place(
                            "DE", null),
                freight(null),
                freight(new BigDecimal("3.6801")));
    }

    private static ActivityData.Builder reading() {
        return ActivityData.of(ActivityKind.ENERGY, "electricity.grid", DAY)
            .quantity(new BigDecimal("1247.3"), "kwh")
            .dataQuality("measured")
            .place("DE", null);
    }

    private static ActivityData.Builder freight(BigDecimal carried) {
        return ActivityData.of(ActivityKind.LOGISTICS, "freight.road", DAY)
            .freight(new FreightDetails(new BigDecimal(
                    "87"), "kg", new BigDecimal("423"), "km", "inbound", "us", carried))
            .place("DE", null);
    }

    private static String receipt(ActivityData.Builder activity) {
        return new EmissionCalculator(LIBRARY, TestRules.rules().build())
            .calculate(activity.build())
            .fold(calculated -> calculated.official().receipt().json(), held -> {
                throw new AssertionError(held.reasons().toString());
            }, refused -> {
                throw new AssertionError(refused.reasons().toString());
            });
    }
}
