package io.carbonflow.accounting.calculation;

import static io.carbonflow.accounting.calculation.Activities.anActivity;
import static io.carbonflow.accounting.calculation.Activities.calculated;
import static io.carbonflow.accounting.calculation.Activities.electricity;
import static io.carbonflow.accounting.calculation.Activities.keys;
import static io.carbonflow.accounting.calculation.Activities.refused;
import static io.carbonflow.accounting.calculation.Activities.result;
import static io.carbonflow.accounting.factor.Factors.aFactor;
import static io.carbonflow.accounting.factor.Factors.library;
import static io.carbonflow.accounting.rules.TestRules.aMethodology;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.basis.Formula;
import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.factor.NoticeCode;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.market.EnergyInstruments.Instrument;
import io.carbonflow.accounting.market.EnergyInstruments.Kind;
import io.carbonflow.accounting.methodology.BasisRule;
import io.carbonflow.accounting.money.PriceTables;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.accounting.rules.Policy;
import io.carbonflow.accounting.rules.TestRules;

class SeveralResultsTest {

    private static final FactorLibrary GRID = library(aFactor("de").kgCo2e("0.4", GwpSet.AR6));

    @Test
    void givesOwnElectricityByLocationAndByMarket() {
        // When
        var calculated = calculated(electricity("1000"), GRID, TestRules.rules());

        // Then: nothing was contracted, so the grid average stands in
        assertThat(keys(calculated)).containsExactly("location_based", "market_based");
        assertThat(calculated.official().key()).isEqualTo("location_based");
        EmissionResult market = result(calculated, "market_based");
        assertThat(market.co2e()).isEqualTo(calculated.official().co2e());
        assertThat(market.notices()).extracting(Notice::code).contains(NoticeCode.MARKET_BY_LOCATION);
    }

    @Test
    void coversEnergyByCertificatesThenByTheResidualMix() {
        // Given: 60 % by certificates at nothing, the rest by a residual mix
        var rules = TestRules.rules()
            .with(instrument("GO-1", Kind.CERTIFICATE, "0.6", "0"), instrument("AIB", Kind.RESIDUAL_MIX, "1", "0.7"));

        // When
        EmissionResult market = result(calculated(electricity("1000"), GRID, rules), "market_based");

        // Then: 1000 x 0.4 x 0.7
        assertThat(market.co2e().kilograms()).isEqualByComparingTo("280");
        assertThat(market.factor().id()).isEqualTo("market:GO-1+AIB");
        assertThat(market.notices()).extracting(Notice::code).doesNotContain(NoticeCode.MARKET_BY_LOCATION);
    }

    @Test
    void letsTheCarriedIntensityStandInForWhatNoContractCovers() {
        // Given
        var rules = TestRules.rules().with(instrument("PPA", Kind.CONTRACT, "0.25", "0.02"));
        var reading = electricity("1000").carriedGridIntensity(new BigDecimal("300"));

        // When
        EmissionResult market = result(calculated(reading, GRID, rules), "market_based");

        // Then: 250 x 0.02 + 750 x 0.3
        assertThat(market.co2e().kilograms()).isEqualByComparingTo("230");
    }

    @Test
    void givesASuppliersElectricityNoMarketBasedFigure() {
        assertThat(keys(calculated(electricity("1000").supplier("S"), GRID, TestRules.rules())))
            .containsExactly("location_based");
    }

    @Test
    void takesTheMethodThePolicyPutsFirst() {
        // Given
        var byMarket = policy(List.of(CalculationMethod.MARKET_BASED, CalculationMethod.LOCATION_BASED), true);
        var rules = TestRules.rules().policy(byMarket).with(instrument("PPA", Kind.CONTRACT, "1", "0.1"));

        // When
        var calculated = calculated(electricity("1000"), GRID, rules);

        // Then
        assertThat(keys(calculated)).containsExactly("market_based", "location_based");
        assertThat(calculated.official().co2e().kilograms()).isEqualByComparingTo("100");
    }

    @Test
    void putsTheSuppliersFigureBesideTheAverage() {
        // Given
        var library = library(aFactor("average").of("product.steel").per("kg").kgCo2e("2.1", GwpSet.AR6));
        var steel = anActivity(ActivityKind.SUPPLIER, "product.steel", "100", "kg").supplierFactor(
                new SupplierFactor(new BigDecimal("1.7"), "kg", null, null, "EPD 9"));

        // When
        var calculated = calculated(steel, library, TestRules.rules());

        // Then
        assertThat(keys(calculated)).containsExactly("supplier_specific", "average_data");
        assertThat(calculated.official().co2e().kilograms()).isEqualByComparingTo("170");
        assertThat(result(calculated, "average_data").co2e().kilograms()).isEqualByComparingTo("210");
    }

    @Test
    void passesOverAMethodWhoseInputIsNotStatedAndTakesItWhereItIs() {
        // Given: spend beside the quantity of goods, where the event has it
        var library = library(aFactor("average").of("product.steel").per("kg").kgCo2e("2.1", GwpSet.AR6),
                aFactor("spend").of("spend.naics.331110").in("DE", 2025).per("USD").kgCo2e("0.9", GwpSet.AR6));
        var rules = TestRules.rules()
            .with(aMethodology("spend beside", CalculationMethod.SPEND_BASED)
                .when(facts -> facts.family().equals("product"))
                .factorOf("spend.naics.331110")
                .basis(new BasisRule(Formula.parse("spend"), Unit.US_DOLLAR, List.of(new BasisRule.Input("spend",
                        "attributes.spend_amount", Unit.US_DOLLAR, null, ""))))
                .build());
        var steel = anActivity(ActivityKind.SUPPLIER, "product.steel", "100", "kg");

        // Then
        assertThat(keys(calculated(steel, library, rules))).containsExactly("average_data");
        var both = calculated(steel.attributes(Map.of("spend_amount", "250")), library, rules);
        assertThat(result(both, "spend_based").co2e().kilograms()).isEqualByComparingTo("225");
        assertThat(both.official().key()).isEqualTo("average_data");
    }

    @Test
    void convertsAnInvesteesRevenueAfterTheShareIsTaken() {
        // Given: 20 % of 1,000,000 EUR of 2025, a factor per USD of 2022
        var library = library(aFactor("spend").of("spend.naics.331110")
            .in("DE", 2022)
            .per("USD")
            .kgCo2e("0.5",
                    GwpSet.AR6));
        var prices = new PriceTables(1, Map.of(new PriceTables.CurrencyYear("EUR", 2025), rate("0.8")), Map.of(2022,
                rate("100"), 2025, rate("125")));
        var rules = TestRules.rules()
            .with(prices)
            .with(aMethodology("investment", CalculationMethod.AVERAGE_DATA)
                .factorOf("spend.naics.{attributes.naics}")
                .basis(new BasisRule(Formula.parse("revenue * share / 100"), Unit.US_DOLLAR, List.of(
                        new BasisRule.Input("revenue", "quantity", Unit.US_DOLLAR, null, ""),
                        new BasisRule.Input("share", "attributes.share_percent", null, null, ""))))
                .priority(5)
                .build());
        var investment = anActivity(ActivityKind.SUPPLIER, "spend.industry.steel", "1000000", "EUR").attributes(Map.of(
                "naics", "331110", "share_percent", "20"));

        // When
        EmissionResult result = result(calculated(investment, library, rules), "average_data");

        // Then: 1,000,000 x 20 / 100 / 0.8 x 100 / 125 x 0.5
        assertThat(result.co2e().kilograms()).isEqualByComparingTo("100000");
        assertThat(result.receipt().basis().orElseThrow().formula().text()).isEqualTo(
                "(revenue * share / 100) / exchange_rate * price_level / price_level_then");
    }

    @Test
    void namesAnAttributeThatIsNoNumberAndRemembersNothingOfIt() {
        // Given
        var library = library(aFactor("average").of("product.steel").per("kg").kgCo2e("2", GwpSet.AR6));
        var rules = TestRules.rules()
            .with(aMethodology("uses", CalculationMethod.AVERAGE_DATA).priority(9)
                .basis(new BasisRule(Formula.parse("quantity * uses"), Unit.KILOGRAM, List.of(
                        new BasisRule.Input("quantity", "quantity", Unit.KILOGRAM, null, ""),
                        new BasisRule.Input("uses", "attributes.uses", null, null, ""))))
                .build());
        var calculator = new EmissionCalculator(library, rules.build());
        var product = anActivity(ActivityKind.SUPPLIER, "product.steel", "10", "kg");

        // When
        Calculation wrong = calculator.calculate(product.attributes(Map.of("uses", "many")).build());
        Calculation right = calculator.calculate(product.attributes(Map.of("uses", "3")).build());

        // Then
        assertThat(wrong).isInstanceOfSatisfying(Calculation.Refused.class, refused -> assertThat(refused.reasons())
            .extracting(Refusal::field)
            .containsExactly("attributes.uses"));
        assertThat(right).isInstanceOfSatisfying(Calculation.Calculated.class, found -> assertThat(found.official()
            .co2e()
            .kilograms()).isEqualByComparingTo("60"));
    }

    @Test
    void refusesWhatNoMethodologyAppliesTo() {
        assertThat(refused(electricity("1"), GRID, TestRules.rules().without("energy").without("market")))
            .extracting(Refusal::code)
            .containsExactly(RefusalCode.METHODOLOGY_NOT_FOUND);
    }

    @Test
    void holdsWhatNoRuleGivesAPlace() {
        // When
        Calculation calculation = new EmissionCalculator(GRID, TestRules.rules().withoutAttribution().build())
            .calculate(electricity("1").build());

        // Then
        assertThat(calculation).isInstanceOfSatisfying(Calculation.Held.class, held -> assertThat(held.reasons())
            .extracting(Refusal::code)
            .containsExactly(RefusalCode.ATTRIBUTION_NOT_FOUND));
    }

    @Test
    void namesTheNearestOfAnUnknownActivity() {
        assertThat(refused(anActivity(ActivityKind.ENERGY, "electricity.gird", "1", "kWh"), GRID, TestRules.rules()))
            .extracting(Refusal::detail)
            .singleElement()
            .asString()
            .contains("electricity.grid");
    }

    @Test
    void leavesACarriedIntensityAsideWhereThePolicySaysSo() {
        // Given
        var rules = TestRules.rules().policy(policy(Policy.SHIPPED.official(), false));

        // When
        var calculated = calculated(electricity("10").carriedGridIntensity(new BigDecimal("1")), GRID, rules);

        // Then
        assertThat(calculated.official().co2e().kilograms()).isEqualByComparingTo("4");
    }

    private static Policy policy(List<CalculationMethod> official, boolean carried) {
        Policy shipped = Policy.SHIPPED;
        return new Policy(1, shipped.gwpSet(), null, List.of(), official, carried, true, true, true, false, true,
                shipped.consolidation());
    }

    private static PriceTables.Rate rate(String value) {
        return new PriceTables.Rate(new BigDecimal(value), "test");
    }

    private static Instrument instrument(String id, Kind kind, String share, String kgCo2ePerKwh) {
        return new Instrument(id, kind, "electricity.grid", "DE", Set.of(), null, null, new BigDecimal(share),
                new BigDecimal(kgCo2ePerKwh), "issuer of " + id);
    }
}
