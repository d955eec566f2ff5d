package io.carbonflow.accounting.calculation;

import static io.carbonflow.accounting.calculation.Activities.anActivity;
import static io.carbonflow.accounting.calculation.Activities.calculated;
import static io.carbonflow.accounting.calculation.Activities.electricity;
import static io.carbonflow.accounting.calculation.Activities.keys;
import static io.carbonflow.accounting.calculation.Activities.lorry;
import static io.carbonflow.accounting.calculation.Activities.refused;
import static io.carbonflow.accounting.calculation.Activities.result;
import static io.carbonflow.accounting.factor.Factors.aFactor;
import static io.carbonflow.accounting.factor.Factors.library;
import static io.carbonflow.accounting.rules.TestRules.aMethodology;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.allocation.AllocationKey;
import io.carbonflow.accounting.factor.Boundary;
import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.FactorPart;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.factor.NoticeCode;
import io.carbonflow.accounting.gas.Co2eMass;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.organisation.Facility;
import io.carbonflow.accounting.organisation.Relation;
import io.carbonflow.accounting.rules.Consolidation;
import io.carbonflow.accounting.rules.Policy;
import io.carbonflow.accounting.rules.TestRules;

class PartsAndElementsTest {

    private static final FactorLibrary GRID = library(aFactor("de").kgCo2e("0.4", GwpSet.AR6),
            aFactor("de.wtt").part(FactorPart.WELL_TO_TANK).kgCo2e("0.05", GwpSet.AR6),
            aFactor("de.losses").part(FactorPart.TRANSMISSION_AND_DISTRIBUTION).kgCo2e("0.03", GwpSet.AR6));
    private static final FactorLibrary LORRY = library(aFactor("hgv").of("freight.road.hgv")
        .per("t.km")
        .kgCo2e("0.1", GwpSet.AR6)
        .wellToTank("0.02")
        .boundary(Boundary.WELL_TO_WHEEL), aFactor("rail").of("freight.rail").per("t.km").kgCo2e("0.03", GwpSet.AR6));

    @Test
    void putsTheSupplyOfOwnEnergyIntoCategoryThree() {
        // When
        var calculated = calculated(electricity("1000"), GRID, withDerived());

        // Then
        assertThat(keys(calculated)).containsExactly("location_based", "market_based", "well_to_tank:location_based",
                "transmission_and_distribution:location_based");
        EmissionResult supply = result(calculated, "well_to_tank:location_based");
        assertThat(supply.co2e().kilograms()).isEqualByComparingTo("50");
        assertThat(supply.official()).isTrue();
        assertThat(supply.working().attribution().category()).hasValue(3);
        assertThat(calculated.co2eOf(FactorPart.TRANSMISSION_AND_DISTRIBUTION).kilograms()).isEqualByComparingTo("30");
        assertThat(calculated.official().notices()).filteredOn(
                notice -> notice.code() == NoticeCode.UPSTREAM_NOT_COVERED)
            .singleElement()
            .extracting(Notice::detail)
            .asString()
            .contains("well to tank of losses");
    }

    @Test
    void leavesTheSupplyOutWhereThePolicySaysSoOrTheFactorHoldsIt() {
        // Given
        Policy shipped = Policy.SHIPPED;
        var without = new Policy(1, shipped.gwpSet(), null, List.of(), shipped.official(), true, true, true, false,
                false, true, shipped.consolidation());
        var wholeLife = library(aFactor("de").kgCo2e("0.4", GwpSet.AR6).boundary(Boundary.LIFE_CYCLE));

        // Then
        assertThat(keys(calculated(electricity("1"), GRID, withDerived().policy(without))))
            .containsExactly("location_based", "market_based");
        assertThat(keys(calculated(electricity("1"), wholeLife, withDerived())))
            .containsExactly("location_based", "market_based");
    }

    @Test
    void countsBoughtFreightWellToWheelInOneFigure() {
        // When
        var calculated = calculated(lorry("10", "100"), LORRY, TestRules.rules());

        // Then
        assertThat(keys(calculated)).containsExactly("distance_based");
        assertThat(calculated.official().co2e().kilograms()).isEqualByComparingTo("100");
    }

    @Test
    void takesTheSupplyOfTheFuelOutOfTheFigureOfAnOwnLorry() {
        // When
        var calculated = calculated(lorry("10", "100").ownFleet(true)
            .freight(new FreightDetails(BigDecimal.TEN, "t",
                    new BigDecimal("100"), "km", null, null, null)),
                LORRY, ownLorries());

        // Then
        assertThat(calculated.official().working().attribution().scope()).isEqualTo(1);
        assertThat(calculated.official().co2e().kilograms()).isEqualByComparingTo("80");
        EmissionResult supply = result(calculated, "well_to_tank:distance_based");
        assertThat(supply.co2e().kilograms()).isEqualByComparingTo("20");
        assertThat(supply.working().attribution().category()).hasValue(3);
    }

    @Test
    void addsTheSupplyToTransportThatIsGivenAsFuel() {
        // Given
        var library = library(
                aFactor("diesel").of("fuel.diesel").per("L").kgCo2e("2.5", GwpSet.AR6),
                aFactor("diesel.wtt").of("fuel.diesel")
                    .part(FactorPart.WELL_TO_TANK)
                    .per("L")
                    .kgCo2e("0.6",
                            GwpSet.AR6));
        var shipment = ActivityData.of(ActivityKind.LOGISTICS, "freight.road.hgv", Activities.NOVEMBER_2025)
            .place("DE", null)
            .attributes(Map.of("energy_activity", "fuel.diesel", "energy", "40", "energy_unit", "L", "direction",
                    "inbound"));

        // When
        var calculated = calculated(shipment, library, TestRules.rules());

        // Then: 40 x (2.5 + 0.6)
        assertThat(calculated.official().co2e().kilograms()).isEqualByComparingTo("124");
        assertThat(calculated.official().factor().id()).isEqualTo("diesel+diesel.wtt");
    }

    @Test
    void givesEveryLegOfAChainItsOwnFigure() {
        // Given
        var chain = ActivityData.of(ActivityKind.LOGISTICS, "freight.road", Activities.NOVEMBER_2025)
            .place("DE", null)
            .attributes(Map.of("mass", "12", "mass_unit", "t", "direction", "inbound", "legs", """
                    [{"activity": "freight.road.hgv", "distance": 40, "distance_unit": "km"},
                     {"activity": "freight.rail", "distance": 600, "distance_unit": "km"}]"""));

        // When
        var calculated = calculated(chain, LORRY, TestRules.rules());

        // Then
        assertThat(keys(calculated)).containsExactly("distance_based@leg-1", "distance_based@leg-2");
        assertThat(calculated.results()).extracting(EmissionResult::official).containsOnly(true);
        assertThat(calculated.results().get(0).co2e().kilograms()).isEqualByComparingTo("48");
        assertThat(calculated.results().get(1).co2e().kilograms()).isEqualByComparingTo("216");
        assertThat(calculated.co2eOf(FactorPart.ACTIVITY).kilograms()).isEqualByComparingTo("264");
        assertThat(calculated.received()).hasToString("7680 t.km");
    }

    @Test
    void refusesFreightWhoseCarriedFactorOrAmountIsNone() {
        // Given
        var outOfDate = new SupplierFactor(BigDecimal.ONE, "t.km", null, LocalDate.of(2020, 1, 1), null);
        var perKilogram = new SupplierFactor(BigDecimal.ONE, "kg", null, null, null);
        calculated(lorry("1", "1"), LORRY, TestRules.rules());

        // Then
        assertThat(refused(lorry("1", "1").supplierFactor(outOfDate), LORRY, TestRules.rules()))
            .extracting(Refusal::code)
            .containsExactly(RefusalCode.FIELD_INVALID);
        assertThat(refused(lorry("1", "1").supplierFactor(perKilogram), LORRY, TestRules.rules()))
            .extracting(Refusal::code)
            .containsExactly(RefusalCode.UNIT_MISMATCH);
        assertThat(refused(lorry("1000000000", "1000000000"), LORRY, TestRules.rules())).extracting(Refusal::code)
            .containsExactly(RefusalCode.OUT_OF_RANGE);
    }

    @RepeatedTest(20)
    void splitsASharedFacilityIntoSharesThatAddUpToTheDigit(RepetitionInfo repetition) {
        // Given
        String consumed = "1000.%03d".formatted(repetition.getCurrentRepetition() * 37);
        var key = new AllocationKey("halls", 3, "floor_area", "PLANT", null, null, List.of(
                new AllocationKey.Share("P-1", true, new BigDecimal("1")),
                new AllocationKey.Share("P-2", true, new BigDecimal("1")),
                new AllocationKey.Share("HALL", false, new BigDecimal("1.5"))));

        // When
        var whole = calculated(electricity(consumed), GRID, withDerived());
        var split = calculated(electricity(consumed).facility("PLANT"), GRID, withDerived().with(key));

        // Then
        assertThat(split.results()).hasSize(3 * whole.results().size());
        for (FactorPart part : FactorPart.values()) {
            assertThat(split.co2eOf(part)).isEqualTo(whole.co2eOf(part));
        }
        EmissionResult hall = result(split, "location_based@HALL");
        assertThat(hall.facilityId()).isEqualTo("HALL");
        assertThat(result(split, "market_based@P-2").productId()).isEqualTo("P-2");
    }

    @Test
    void splitsByTheKeyThatComesWithTheEvent() {
        // Given
        var key = new AllocationKey("activity", 1, "mass", null, null, null, List.of(new AllocationKey.Share("A", true,
                new BigDecimal("3")), new AllocationKey.Share("B", true, BigDecimal.ONE)));

        // When
        var calculated = calculated(electricity("1000").supplier("S").allocation(key), GRID, TestRules.rules());

        // Then
        assertThat(result(calculated, "location_based@A").co2e()).isEqualTo(Co2eMass.rounded(new BigDecimal("300")));
        assertThat(result(calculated, "location_based@B").co2e()).isEqualTo(Co2eMass.rounded(new BigDecimal("100")));
    }

    @Test
    void countsAFacilityWithTheCompanysShareOfIt() {
        // Given
        Policy shipped = Policy.SHIPPED;
        var byEquity = new Policy(1, shipped.gwpSet(), null, List.of(), shipped.official(), true, true, true, true,
                false, true, Consolidation.EQUITY_SHARE);
        var rules = withDerived().policy(byEquity)
            .with(new Facility("JV", Relation.OWN, null, new BigDecimal("0.3"), true, true));

        // When
        var calculated = calculated(electricity("1000").facility("JV"), GRID, rules);

        // Then
        assertThat(calculated.official().co2e().kilograms()).isEqualByComparingTo("120");
        assertThat(calculated.co2eOf(FactorPart.WELL_TO_TANK).kilograms()).isEqualByComparingTo("15");
        assertThat(calculated.official().notices()).extracting(Notice::code)
            .contains(NoticeCode.CONSOLIDATED_BY_SHARE);
    }

    @Test
    void addsTheSupplyOfTravelOnlyWhereThePolicyCountsIt() {
        // Given
        var library = library(aFactor("car").of("travel.car").per("vehicle.km").kgCo2e("0.2", GwpSet.AR6),
                aFactor("car.wtt").of("travel.car")
                    .part(FactorPart.WELL_TO_TANK)
                    .per("vehicle.km")
                    .kgCo2e("0.05",
                            GwpSet.AR6));
        Policy shipped = Policy.SHIPPED;
        var counting = new Policy(1, shipped.gwpSet(), null, List.of(), shipped.official(), true, true, true, true,
                true, true, shipped.consolidation());
        var trip = anActivity(ActivityKind.SUPPLIER, "travel.car", "100", "vehicle_km");

        // Then
        assertThat(keys(calculated(trip, library, TestRules.rules()))).containsExactly("distance_based");
        EmissionResult supply = result(calculated(trip, library, TestRules.rules().policy(counting)),
                "well_to_tank:distance_based");
        assertThat(supply.co2e().kilograms()).isEqualByComparingTo("5");
        assertThat(supply.working().attribution().category()).hasValue(6);
    }

    private static TestRules withDerived() {
        return TestRules.rules()
            .with(aMethodology("energy", CalculationMethod.LOCATION_BASED)
                .when(facts -> facts.family().equals("purchased_energy"))
                .derived(FactorPart.WELL_TO_TANK, FactorPart.TRANSMISSION_AND_DISTRIBUTION,
                        FactorPart.WELL_TO_TANK_OF_LOSSES)
                .build());
    }

    private static TestRules ownLorries() {
        return TestRules.rules()
            .with(aMethodology("own lorries", CalculationMethod.DISTANCE_BASED)
                .when(facts -> "true".equals(facts.attributes().get("own_fleet")))
                .derived(FactorPart.WELL_TO_TANK)
                .priority(5)
                .build());
    }
}
