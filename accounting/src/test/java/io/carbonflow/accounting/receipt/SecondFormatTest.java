package io.carbonflow.accounting.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.basis.Basis;
import io.carbonflow.accounting.basis.BasisInput;
import io.carbonflow.accounting.basis.Formula;
import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.factor.FactorPart;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.gas.MethaneOrigin;
import io.carbonflow.accounting.gas.OtherGases;
import io.carbonflow.accounting.quality.QualityMarks;
import io.carbonflow.accounting.quality.ResultQuality;
import io.carbonflow.accounting.quality.Uncertainty;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.accounting.receipt.Recomputation.Difference;

class SecondFormatTest {

    private static final GasMasses GASES = new GasMasses(new BigDecimal("2.4801"), new BigDecimal("0.000125"),
            MethaneOrigin.FOSSIL, new BigDecimal("0.00012910"), new BigDecimal("0.2"));
    private static final AppliedFactor DIESEL = new AppliedFactor("diesel", "2025.1", "Pub \"1\", \u00a7 2, r\u00f6w 3",
            "GB", 2025, new BigDecimal("2.5278"), Unit.KILOGRAM, Unit.of("L"), GASES, GwpSet.AR5,
            new BigDecimal("0.61"), Portion.WHOLE, List.of());

    @RepeatedTest(40)
    void givesWhatPlainDecimalsGive(RepetitionInfo repetition) {
        // Given: amounts of up to 25 digits, in a unit whose conversion does not terminate
        var random = new Random(repetition.getCurrentRepetition());
        BigDecimal amount = new BigDecimal(new java.math.BigInteger(random.nextInt(70) + 1, random), random.nextInt(9));
        BigDecimal share = BigDecimal.valueOf(random.nextInt(1001), 3);
        AppliedFactor factor = new AppliedFactor("f", "e", "s", null, 2025, null, Unit.of("g"), Unit.KILOWATT_HOUR,
                GASES, null);
        Working working = working(factor, "GJ", "GJ", share(share));

        // When
        Amounts amounts = ReceiptPlan.of(working).receipt(amount, null, null).amounts();

        // Then: one operation after the other, rounded at the end
        BigDecimal normalised = new Quantity(amount, Unit.of("GJ")).in(Unit.KILOWATT_HOUR).amount();
        for (GwpSet set : GwpSet.values()) {
            BigDecimal plain = normalised.multiply(set.co2eOf(GASES))
                .divide(new BigDecimal(1000))
                .multiply(share)
                .setScale(6, RoundingMode.HALF_EVEN);
            assertThat(amounts.under(set).kilograms()).isEqualTo(plain);
        }
        assertThat(amounts.gases().ch4()).isEqualTo(normalised.multiply(GASES.ch4())
            .multiply(share)
            .setScale(6, RoundingMode.HALF_EVEN));
    }

    @RepeatedTest(40)
    void writesEveryNumberWithTheDigitsItHas(RepetitionInfo repetition) {
        // Given
        var random = new Random(repetition.getCurrentRepetition());
        BigDecimal number = new BigDecimal(new java.math.BigInteger(random.nextInt(100), random), random.nextInt(24)
                - 4);

        // Then
        assertThat(Buffer.empty().put(number).text()).isEqualTo(number.toPlainString());
        assertThat(Buffer.empty().put(number.negate()).text()).isEqualTo(number.negate().toPlainString());
    }

    @Test
    void takesAPortionOfAFactor() {
        // Then: published under AR5, worked out from the gases plus the supply under AR6
        assertThat(DIESEL.valueUnder(GwpSet.AR5)).isEqualByComparingTo("2.5278");
        assertThat(DIESEL.valueUnder(GwpSet.AR6)).isEqualByComparingTo("3.1290693"); // 2.4801+0.003725+0.0352443+0.61
        assertThat(DIESEL.with(Portion.WITHOUT_WELL_TO_TANK).valueUnder(GwpSet.AR5)).isEqualByComparingTo("1.9178");
        assertThat(DIESEL.with(Portion.WELL_TO_TANK).valueUnder(GwpSet.AR4)).isEqualByComparingTo("0.61");
    }

    @Test
    void countsOtherGasesUnderEverySetThatHasThem() {
        // Given: a blend of half R-32 and half R-125
        var blend = GasMasses.of(new OtherGases(Map.of("HFC-32", new BigDecimal("0.5"), "HFC-125",
                new BigDecimal("0.5"))));
        var factor = new AppliedFactor("r-410a", "2025.1", "IPCC", "WORLD", 2025, null, Unit.KILOGRAM, Unit.KILOGRAM,
                blend, null);

        // When
        String receipt = receipt(working(factor, "kg", "kg", Optional.empty()), "10", null);

        // Then
        assertThat(receipt).contains("\"gases\":{\"other\":{\"HFC-125\":5.000000,\"HFC-32\":5.000000}}");
        assertThat(Receipt.recompute(receipt)).isEqualTo(receipt);
    }

    @Test
    void keepsTheBasisOfAQuantity() {
        // Given
        var inputs = new TreeMap<String, BasisInput>();
        inputs.put("mass", new BasisInput(new BigDecimal("12.5"), "t", "mass"));
        inputs.put("distance", new BasisInput(new BigDecimal("250"), "km", "distance"));
        var basis = new Basis(Formula.parse("mass * distance"), inputs, Unit.TONNE_KILOMETRE);
        var factor = new AppliedFactor("hgv", "2025.1", "Pub", "GB", 2025, new BigDecimal("0.1"), Unit.KILOGRAM,
                Unit.TONNE_KILOMETRE, GasMasses.UNKNOWN, GwpSet.AR5);

        // When
        String receipt = receipt(working(factor, "t.km", "t.km", Optional.empty()), "3125.0", basis);

        // Then
        assertThat(receipt).contains("\"basis\":{\"formula\":\"mass * distance\",\"inputs\":{\"distance\":"
                + "{\"source\":\"distance\",\"unit\":\"km\",\"value\":250},\"mass\":{\"source\":\"mass\",\"unit\":\"t\","
                + "\"value\":12.5}},\"unit\":\"t.km\",\"value\":3125.0},");
        assertThat(Receipt.recompute(receipt)).isEqualTo(receipt);
        assertThat(paths(receipt.replace("\"value\":12.5", "\"value\":12.6"))).contains("basis.value",
                "quantity_normalised", "result.kg_co2e");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "\"kg_co2e\":; \"kg_co2e\":1; result.kg_co2e",
            "\"low\":; \"low\":9; uncertainty.low",
            "\"gsd2\":1; \"gsd2\":2; uncertainty.gsd2",
            "\"score\":; \"score\":4; uncertainty.score",
            "\"value\":3.; \"value\":4.; factor.value",
            "\"co2\":2.4801; \"co2\":3.4801; result.kg_co2e",
            "\"well_to_tank\":0.61; \"well_to_tank\":0.62; factor.value",
            "\"portion\":\"whole\"; \"portion\":\"well_to_tank\"; gases.co2",
            "\"AR4\":{\"ch4\":25; \"AR4\":{\"ch4\":26; factor.gwp.AR4.ch4",
            "\"reliability\":2; \"reliability\":1; uncertainty.gsd2"})
    void showsEveryMemberThatWasTamperedWith(String original, String changed, String path) {
        // Given
        String receipt = receipt(working(DIESEL, "L", "L", Optional.empty()), "100", null);
        assertThat(receipt).contains(original);

        // Then
        assertThat(paths(receipt.replace(original, changed))).contains(path);
    }

    @Test
    void splitsAResultIntoSharesThatAddUp() {
        // Given
        List<BigDecimal> amounts = List.of(new BigDecimal("1"), new BigDecimal("1"), new BigDecimal("1"));
        var plans = new ArrayList<ReceiptPlan>();
        for (int i = 0; i < amounts.size(); i++) {
            plans.add(ReceiptPlan.of(working(DIESEL, "L", "L", Optional.empty()).sharedBy("P-" + i,
                    new Working.AllocatedShare(new Working.Version("key", 1), "mass", amounts, i))));
        }

        // When
        List<Receipt> shares = ReceiptPlan.receipts(plans, new BigDecimal("100"), null, null);

        // Then
        Amounts whole = plans.get(0).amounts(new BigDecimal("100"), null, null);
        assertThat(shares).extracting(share -> share.co2e().kilograms())
            .containsExactly(new BigDecimal("104.302310"), new BigDecimal("104.302310"), new BigDecimal("104.302310"));
        assertThat(sum(shares.stream().map(share -> share.amounts().gases().ch4()).toList()))
            .isEqualTo(whole.gases().ch4());
        for (Receipt share : shares) {
            assertThat(Receipt.recompute(share.json())).isEqualTo(share.json());
        }
        assertThat(paths(shares.get(1).json().replace("\"index\":1", "\"index\":3"))).containsExactly("not a receipt");
    }

    @Test
    void refusesAReceiptOfAnUnknownUnitOrPortion() {
        String receipt = receipt(working(DIESEL, "L", "L", Optional.empty()), "100", null);
        assertThatThrownBy(() -> Receipt.recompute(receipt.replace("\"unit_received\":\"L\"",
                "\"unit_received\":\"furlong\"")))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Receipt.recompute(receipt.replace("\"portion\":\"whole\"", "\"portion\":\"half\"")))
            .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> paths(String receipt) {
        return Recomputation.of(receipt)
            .fold(same -> List.of(), differs -> differs.differences()
                .stream()
                .map(Difference::path)
                .toList(), no -> List.of("not a receipt"));
    }

    private static String receipt(Working working, String amount, Basis basis) {
        return ReceiptPlan.of(working).receipt(new BigDecimal(amount), basis, null).json();
    }

    private static BigDecimal sum(List<BigDecimal> masses) {
        return masses.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Optional<Working.ConsolidatedShare> share(BigDecimal value) {
        return Optional.of(new Working.ConsolidatedShare("equity_share", "JV", value));
    }

    private static Working working(AppliedFactor factor, String received, String basis,
            Optional<Working.ConsolidatedShare> share) {
        var quality = new ResultQuality(1, new QualityMarks(2, 1, 1, 1, 2), Uncertainty.BASIC, null,
                CalculationMethod.FUEL_BASED);
        return new Working("fuel.diesel", FactorPart.ACTIVITY, Optional.empty(), Unit.of(received), Unit.of(basis),
                factor, GwpSet.AR6, CalculationMethod.FUEL_BASED, new Working.Version("m", 3), new Working.Version("a",
                        2),
                new Attribution(1, OptionalInt.empty(), "fuel", false), 7, share, Optional.empty(), quality, List.of(
                        "GWP_AS_PUBLISHED"));
    }
}
