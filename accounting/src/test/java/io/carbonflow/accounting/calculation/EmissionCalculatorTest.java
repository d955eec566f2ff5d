package io.carbonflow.accounting.calculation;

import static io.carbonflow.accounting.factor.Factors.aFactor;
import static io.carbonflow.accounting.factor.Factors.library;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.factor.Boundary;
import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.factor.NoticeCode;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.gas.MethaneOrigin;
import io.carbonflow.accounting.rules.TestRules;

class EmissionCalculatorTest {

    private static final Instant NOVEMBER_2025 = Instant.parse("2025-11-03T10:00:00Z");

    @Test
    void multipliesAReadingByTheGridIntensityItCarries() {
        // Given: the contract's example, although the library has another figure for Germany
        var activity = reading("1247.3", "kWh").carriedGridIntensity(new BigDecimal("385.2")).supplier("SUP_042_DE");

        // When
        var result = official(activity, library(aFactor("de").kgCo2e("0.3", GwpSet.AR5)));

        // Then: 1247.3 x 385.2 / 1000
        assertThat(result.co2e().kilograms()).isEqualByComparingTo("480.45996");
        assertThat(result.working().method()).isEqualTo(CalculationMethod.LOCATION_BASED);
        assertThat(result.factor().id()).isEqualTo("carried:grid_intensity");
        assertThat(result.working().attribution().scope()).isEqualTo(3);
        assertThat(result.working().attribution().category()).hasValue(1);
        assertThat(result.notices()).extracting(Notice::code)
            .containsExactly(NoticeCode.CARRIED_INTENSITY, NoticeCode.GWP_AS_PUBLISHED);
    }

    @Test
    void convertsMegawattHoursBeforeApplyingACarriedIntensity() {
        // When
        var result = official(reading("1.2473", "MWh").carriedGridIntensity(new BigDecimal("385.2")), library());

        // Then
        assertThat(result.co2e().kilograms()).isEqualByComparingTo("480.45996");
        assertThat(result.amounts().normalised()).hasToString("1247.3000 kWh");
    }

    @Test
    void worksTheGasesOutUnderEverySetAndKeepsThePublishedFigureForItsOwn() {
        // Given: per litre 2.5 kg CO2, 0.0001 kg fossil CH4, 0.0001 kg N2O; published under AR5 as 2.53
        var diesel = aFactor("diesel").of("fuel.diesel")
            .per("L")
            .kgCo2e("2.53", GwpSet.AR5)
            .gases("2.5", "0.0001", MethaneOrigin.FOSSIL, "0.0001")
            .biogenic("0.2")
            .boundary(Boundary.COMBUSTION)
            .method(CalculationMethod.FUEL_BASED);

        // When
        var result = official(energy("fuel.diesel", "100", "L"), library(diesel));

        // Then: AR6 100 x (2.5 + 0.00298 + 0.0273), AR4 100 x (2.5 + 0.0025 + 0.0298)
        assertThat(result.amounts().ar6().kilograms()).isEqualByComparingTo("253.028");
        assertThat(result.amounts().ar5().kilograms()).isEqualByComparingTo("253");
        assertThat(result.amounts().ar4().kilograms()).isEqualByComparingTo("253.23");
        assertThat(result.amounts().gases().ch4()).isEqualByComparingTo("0.01");
        assertThat(result.amounts().gases().biogenicCo2()).isEqualByComparingTo("20");
        assertThat(result.working().attribution().scope()).isEqualTo(1);
        assertThat(result.notices()).isEmpty();
    }

    @Test
    void usesAPublishedFigureForEverySetWhereNoGasesAreKnownAndSaysSo() {
        // When
        var result = official(reading("10", "kWh"), library(aFactor("de").kgCo2e("0.4", GwpSet.AR5)));

        // Then
        assertThat(result.amounts().ar4()).isEqualTo(result.amounts().ar6());
        assertThat(result.notices()).extracting(Notice::code).containsExactly(NoticeCode.GWP_AS_PUBLISHED);
    }

    @Test
    void standsInTheSetThePolicyNames() {
        // Given
        var factor = aFactor("de").kgCo2e(null, null).gases("0.4", "0.001", MethaneOrigin.FOSSIL, "0");

        // When
        var result = official(reading("100", "kWh"), library(factor), TestRules.rules().official(GwpSet.AR4, null));

        // Then: 100 x (0.4 + 0.001 x 25)
        assertThat(result.co2e().kilograms()).isEqualByComparingTo("42.5");
    }

    @Test
    void worksFreightOutFromMassAndDistance() {
        // When
        var result = official(freight(new FreightDetails(new BigDecimal("12"), "t", new BigDecimal("250"), "km",
                "outbound", "customer", null)), freightLibrary("0.2"));

        // Then: 12 t x 250 km x 0.2
        assertThat(result.co2e().kilograms()).isEqualByComparingTo("600");
        assertThat(result.receipt().received()).hasToString("3000 t.km");
        assertThat(result.working().attribution().category()).hasValue(9);
    }

    @Test
    void refusesTonneKilometresThatAreNotMassTimesDistance() {
        // Given: the wrong first leg of the iLEAP specification's second example
        var activity = freight(details("87", "kg", "423", "km")).quantity(new BigDecimal("3.6801"), "t.km");

        // Then
        assertThat(refusals(activity, freightLibrary("0.1"))).singleElement().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(RefusalCode.FIELD_INVALID);
            assertThat(refusal.detail()).contains("3.6801 t.km", "87 kg", "423 km", "36.801 t.km");
        });
    }

    @Test
    void takesTheCarriersOwnFigure() {
        // When
        var result = official(freight(new FreightDetails(new BigDecimal("87"), "kg", new BigDecimal("423"), "km", null,
                null, new BigDecimal("3.6801"))), library());

        // Then
        assertThat(result.co2e().kilograms()).isEqualByComparingTo("3.6801");
        assertThat(result.factor().id()).isEqualTo("carried:co2e_wtw");
        assertThat(result.receipt().received()).hasToString("36.801 t.km");
        assertThat(result.notices()).extracting(Notice::code).contains(NoticeCode.ATTRIBUTION_ASSUMED);
    }

    @Test
    void takesTheSuppliersOwnFactorInItsUnit() {
        // Given
        var factor = new SupplierFactor(new BigDecimal("1850"), "t", LocalDate.of(2025, 1, 1), LocalDate.of(2025, 12,
                31), "EPD 7");

        // When
        var result = official(supplier("production", "2500", "kg").supplierFactor(factor), library());

        // Then: 2.5 t x 1850
        assertThat(result.co2e().kilograms()).isEqualByComparingTo("4625");
        assertThat(result.key()).isEqualTo("supplier_specific");
        assertThat(result.factor().source()).isEqualTo("EPD 7");
    }

    @Test
    void refusesASuppliersFactorOutsideItsValidity() {
        // Given
        var factor = new SupplierFactor(BigDecimal.ONE, "kg", null, LocalDate.of(2024, 12, 31), null);

        // Then
        assertThat(refusals(supplier("production", "1", "kg").supplierFactor(factor), library()))
            .extracting(Refusal::code)
            .containsExactly(RefusalCode.FIELD_INVALID);
    }

    @Test
    void saysWhenMoneyIsOfAnotherYearThanTheFactorsPrices() {
        // Given
        var activity = ActivityData.of(ActivityKind.PROCUREMENT, "spend.naics.331110", NOVEMBER_2025)
            .quantity(new BigDecimal("1000"), "USD")
            .place("US", null)
            .priceYear(2024);

        // When
        var result = official(activity, spendLibrary());

        // Then
        assertThat(result.co2e().kilograms()).isEqualByComparingTo("1500");
        assertThat(result.notices()).extracting(Notice::code)
            .containsExactly(NoticeCode.YEAR_FALLBACK, NoticeCode.PRICE_YEAR_NOT_ADJUSTED);
    }

    @Test
    void refusesAnotherCurrencyThanTheFactors() {
        // Given
        var activity = ActivityData.of(ActivityKind.PROCUREMENT, "spend.naics.331110", NOVEMBER_2025)
            .quantity(new BigDecimal("1000"), "EUR")
            .place("US", null);

        // Then
        assertThat(refusals(activity, spendLibrary())).singleElement().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(RefusalCode.UNIT_MISMATCH);
            assertThat(refusal.detail()).contains("EUR", "per USD", "no exchange rate of EUR");
        });
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"magic.beans,1,kWh,ACTIVITY_UNKNOWN", "electricity.grid,1,kW,UNIT_MISMATCH",
            "electricity.grid,1,parsec,UNIT_UNKNOWN", "electricity.grid,-1,kWh,QUANTITY_NEGATIVE",
            "electricity.grid,-,kWh,FIELD_MISSING", "electricity.grid,1,-,FIELD_MISSING",
            "electricity.grid,-,-,FIELD_MISSING", "electricity.grid,1000000000000001,kWh,OUT_OF_RANGE",
            "fuel.coal,1,t,FACTOR_NOT_FOUND"})
    void refusesWithTheReasonAndNeverWithZero(String activity, BigDecimal quantity, String unit, RefusalCode code) {
        // Given
        var data = ActivityData.of(ActivityKind.ENERGY, activity, NOVEMBER_2025).quantity(quantity, unit);

        // Then
        assertThat(refusals(data, library(aFactor("de")))).extracting(Refusal::code).containsExactly(code);
    }

    @Test
    void explainsThatAPowerIsNoEnergy() {
        assertThat(refusals(reading("5", "kW"), library(aFactor("de")))).extracting(Refusal::detail)
            .singleElement()
            .asString()
            .contains("1 kW for 1 h is 1 kWh");
    }

    @Test
    void reportsEveryReasonAtOnce() {
        assertThat(refusals(freight(details("-1", "parsec", "5", "kg")), library())).extracting(Refusal::code)
            .containsExactly(RefusalCode.QUANTITY_NEGATIVE, RefusalCode.UNIT_UNKNOWN, RefusalCode.UNIT_MISMATCH);
    }

    @Test
    void booksZeroForZero() {
        assertThat(official(reading("0", "kWh"), library(aFactor("de"))).co2e().kilograms()).isEqualByComparingTo("0");
    }

    private static ActivityData.Builder reading(String quantity, String unit) {
        return energy("electricity.grid", quantity, unit);
    }

    private static ActivityData.Builder energy(String activity, String quantity, String unit) {
        return ActivityData.of(ActivityKind.ENERGY, activity, NOVEMBER_2025)
            .quantity(new BigDecimal(quantity), unit)
            .place("DE", null);
    }

    private static ActivityData.Builder supplier(String activity, String quantity, String unit) {
        return ActivityData.of(ActivityKind.SUPPLIER, activity, NOVEMBER_2025).quantity(new BigDecimal(quantity), unit);
    }

    private static ActivityData.Builder freight(FreightDetails details) {
        return ActivityData.of(ActivityKind.LOGISTICS, "freight.road.hgv", NOVEMBER_2025)
            .freight(details)
            .place("DE",
                    null);
    }

    private static FreightDetails details(String mass, String massUnit, String distance, String distanceUnit) {
        return new FreightDetails(new BigDecimal(mass), massUnit, new BigDecimal(distance), distanceUnit, null, null,
                null);
    }

    private static FactorLibrary freightLibrary(String kgPerTonneKilometre) {
        return library(aFactor("hgv").of("freight.road.hgv")
            .per("t.km")
            .kgCo2e(kgPerTonneKilometre, GwpSet.AR6)
            .method(CalculationMethod.DISTANCE_BASED));
    }

    private static FactorLibrary spendLibrary() {
        return library(aFactor("steel").of("spend.naics.331110")
            .in("US", 2022)
            .per("USD")
            .kgCo2e("1.5", GwpSet.AR6)
            .method(CalculationMethod.SPEND_BASED));
    }

    private static EmissionResult official(ActivityData.Builder activity, FactorLibrary library) {
        return official(activity, library, TestRules.rules());
    }

    private static EmissionResult official(ActivityData.Builder activity, FactorLibrary library, TestRules rules) {
        return new EmissionCalculator(library, rules.build()).calculate(activity.build())
            .fold(Calculation.Calculated::official, held -> {
                throw new AssertionError(held.reasons().toString());
            }, refused -> {
                throw new AssertionError(refused.reasons().toString());
            });
    }

    private static List<Refusal> refusals(ActivityData.Builder activity, FactorLibrary library) {
        return new EmissionCalculator(library, TestRules.rules().build()).calculate(activity.build())
            .fold(calculated -> {
                throw new AssertionError("calculated " + calculated.official().co2e());
            }, held -> {
                throw new AssertionError("held " + held.reasons());
            }, Calculation.Refused::reasons);
    }
}
