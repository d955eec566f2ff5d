package io.carbonflow.factorservice.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.accounting.factor.Boundary;
import io.carbonflow.accounting.factor.EmissionFactor;
import io.carbonflow.accounting.factor.FactorEdition;
import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.FactorPart;
import io.carbonflow.accounting.factor.PublishedEdition;
import io.carbonflow.accounting.factor.Selection;
import io.carbonflow.accounting.factor.SelectionRequest;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.quantity.Unit;

/** What the shipped data promises. The figures below were copied by hand from the publishers' own tables. */
class BuiltInEditionTest {

    /** DESNZ prints five decimals of each figure, so a sum of three of them may differ by two in the last place. */
    private static final BigDecimal DESNZ_ROUNDING = new BigDecimal("0.00002001");

    private static final List<EmissionFactor> FACTORS = BuiltInEdition.read(BuiltInEdition.ID).edition().factors();
    private static final Map<String, EmissionFactor> BY_ID = FACTORS.stream()
        .collect(Collectors.toMap(EmissionFactor::id, Function.identity()));

    @Test
    void holdsSoManyFactorsPerFamily() {
        var perFamily = FACTORS.stream()
            .collect(Collectors.groupingBy(factor -> factor.activity().split("\\.")[0], TreeMap::new,
                    Collectors.counting()));

        assertThat(perFamily).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                Map.entry("electricity", 2215L), Map.entry("heat", 12L), Map.entry("steam", 12L),
                Map.entry("fuel", 1001L), Map.entry("freight", 292L), Map.entry("travel", 555L),
                Map.entry("commute", 33L), Map.entry("leased_asset", 290L), Map.entry("water", 4L),
                Map.entry("waste", 656L), Map.entry("material", 140L), Map.entry("refrigerant", 205L),
                Map.entry("process", 10L), Map.entry("spend", 4092L)));
    }

    @Test
    void holdsSoManyFactorsPerPart() {
        var perPart = FACTORS.stream().collect(Collectors.groupingBy(EmissionFactor::part, Collectors.counting()));

        assertThat(perPart).containsExactlyInAnyOrderEntriesOf(Map.of(FactorPart.ACTIVITY, 8967L,
                FactorPart.WELL_TO_TANK, 512L, FactorPart.TRANSMISSION_AND_DISTRIBUTION, 33L,
                FactorPart.WELL_TO_TANK_OF_LOSSES, 5L));
    }

    @Test
    void leavesTheFirstEditionAsItWas() {
        assertThat(FactorEditionCsv.sha256(BuiltInEdition.csv("2025.1")))
            .isEqualTo("10fbb0e47d8a5ff0ebadf7c9b7a2196be7c1aa2ee6aaf3d8ea7cd19e92fe4bb8");
        assertThat(BuiltInEdition.read("2025.1").edition().factors()).hasSize(3864)
            .allSatisfy(factor -> assertThat(BY_ID).containsKey(factor.id()));
    }

    @ParameterizedTest
    @CsvSource({
            "electricity.grid-DE-2024-kWh,           0.34206",
            "electricity.grid-FR-2024-kWh,           0.04418",
            "electricity.grid-PL-2024-kWh,           0.61498",
            "electricity.grid-IN-2024-kWh,           0.70896",
            "electricity.grid-WORLD-2024-kWh,        0.47294",
            "electricity.grid-GB-2025-kWh,           0.177",
            "electricity.grid-GB-2026-kWh,           0.13096",
            "electricity.grid-GB-2024-kWh,           0.20705",
            "heat.district-GB-2025-kWh,              0.17529",
            "fuel.diesel-GB-2025-L,                  2.57082",
            "fuel.diesel-WORLD-2025-L,               2.66155",
            "fuel.petrol-GB-2025-L,                  2.06916",
            "fuel.natural_gas-GB-2025-kWh,           0.18296",
            "fuel.natural_gas-GB-2025-m3,            2.06672",
            "fuel.lpg-GB-2025-L,                     1.55713",
            "fuel.fuel_oil-GB-2025-t,                3228.89019",
            "fuel.coal-GB-2025-t,                    2395.28994",
            "freight.road.hgv-GB-2025-t.km,          0.12522",
            "freight.rail-GB-2025-t.km,              0.0347",
            "freight.sea.container-WORLD-2025-t.km,  0.01977",
            "freight.air.short_haul-GB-2025-t.km,    0.96054",
            "spend.naics.111110-US-2022-USD,         0.532",
            "spend.naics.331110-WORLD-2022-USD,      0.787",
            "spend.naics.541511-US-2022-USD,         0.084",
            "refrigerant.r410a-WORLD-2025-kg,        1924",
            "refrigerant.sf6-WORLD-2021-kg,          25200",
            "waste.landfill-GB-2025-t,               520.5327",
            "waste.landfill-US-2025-short_ton,       580",
            "water.supply-GB-2025-m3,                0.1913",
            "travel.hotel_night-DE-2025-room.night,  13.2",
            "fuel.diesel-GB-2025-L-wtt,              0.61101",
            "fuel.diesel-WORLD-2025-L-wtt,           0.62409",
            "fuel.natural_gas-GB-2025-kWh-wtt,       0.03021",
            "electricity.grid-GB-2025-kWh-td,        0.01853",
            "electricity.grid-GB-2026-kWh-td,        0.01299",
            "electricity.grid-GB-2025-kWh-wtt,       0.0459",
            "electricity.grid-GB-2025-kWh-wtt_td,    0.00397",
            "heat.district-GB-2025-kWh-td,           0.00945",
            "electricity.grid-US-2024-kWh-ember,     0.38355",
            "electricity.grid-DE-2024-kWh-owid,      0.34413992",
            "travel.car.small.battery_electric-GB-2025-vehicle.km, 0.03688",
            "leased_asset.vehicle.hgv.full_laden-GB-2025-vehicle.km, 1.01203",
            "material.metal.steel_cans-GB-2025-t,    2863.90131",
            "commute.homeworking-GB-2025-fte.h,      0.33378",
            "spend.naics.111110.without_margins-US-2022-USD, 0.488",
            "refrigerant.hcfc22-WORLD-2021-kg,       1960"})
    void carriesThePublishedCo2e(String id, BigDecimal kgCo2e) {
        assertThat(BY_ID).containsKey(id);
        assertThat(BY_ID.get(id).kgCo2e()).isEqualByComparingTo(kgCo2e);
    }

    @ParameterizedTest
    @CsvSource({
            "fuel.diesel-US-2025-US_gal,                      10.21,   0.00041,    0.00008",
            "fuel.petrol-US-2025-US_gal,                      8.78,    0.00038,    0.00008",
            "fuel.natural_gas-US-2025-scf,                    0.05444, 0.00000103, 0.0000001",
            "fuel.natural_gas-US-2025-mmBtu,                  53.06,   0.001,      0.0001",
            "fuel.coal-US-2025-short_ton,                     2116,    0.246,      0.036",
            "fuel.coal.lignite-WORLD-2025-short_ton,          1389,    0.156,      0.023",
            "heat.district-US-2025-mmBtu,                     66.33,   0.00125,    0.000125",
            "freight.road.hgv-US-2025-short_ton.mi,           0.186,   0.0000016,  0.0000054",
            "freight.rail-US-2025-short_ton.mi,               0.021,   0.0000016,  0.0000005",
            "freight.inland_waterway-US-2025-short_ton.mi,    0.077,   0.000031,   0.000002"})
    void carriesTheMassesOfTheGasesAsEpaPrintsThem(String id, BigDecimal co2, BigDecimal ch4, BigDecimal n2o) {
        var gases = BY_ID.get(id).gases();

        assertThat(gases.co2()).isEqualByComparingTo(co2);
        assertThat(gases.ch4()).isEqualByComparingTo(ch4);
        assertThat(gases.n2o()).isEqualByComparingTo(n2o);
    }

    @Test
    void turnsThePoundsPerMegawattHourOfEgridIntoKilograms() {
        // CAMX: 436.655 lb CO2, 0.025 lb CH4 and 0.003 lb N2O per MWh, a pound is 0.45359237 kg.
        var gases = BY_ID.get("electricity.grid-US-CAMX-2023-kWh").gases();

        assertThat(gases.co2()).isEqualByComparingTo("0.19806337632235");
        assertThat(gases.ch4()).isEqualByComparingTo("0.00001133980925");
        assertThat(gases.n2o()).isEqualByComparingTo("0.00000136077711");
    }

    @Test
    void theMassesOfDesnzAddUpToItsCo2eWithinItsRounding() {
        var withBoth = FACTORS.stream()
            .filter(factor -> factor.kgCo2e() != null && factor.gases().co2() != null)
            .toList();

        assertThat(withBoth).hasSizeGreaterThan(400).allSatisfy(factor -> {
            assertThat(factor.publishedUnder()).contains(GwpSet.AR5);
            BigDecimal withoutSupply = factor.kgCo2e().subtract(factor.wellToTank().orElse(BigDecimal.ZERO));
            assertThat(GwpSet.AR5.co2eOf(factor.gases()).subtract(withoutSupply).abs())
                .as(factor.id())
                .isLessThanOrEqualTo(DESNZ_ROUNDING);
        });
    }

    @Test
    void leavesNoChoiceBetweenTwoFactorsOfOneSetForOneQuestion() {
        var equals = FACTORS.stream()
            .collect(Collectors
                .groupingBy(factor -> factor.activity() + ' ' + factor.part() + ' ' + factor.source().set()
                        + ' ' + factor.region() + ' ' + factor.year() + ' '
                        + factor.unit().dimension()))
            .values()
            .stream()
            .filter(same -> same.size() > 1)
            .map(same -> same.stream().map(EmissionFactor::id).toList());

        assertThat(equals).isEmpty();
    }

    @Test
    void namesPublisherPlaceAndLicenceOfEveryFigure() {
        assertThat(FACTORS).allSatisfy(factor -> {
            assertThat(factor.source().publisher()).isNotBlank();
            assertThat(factor.source().publication()).isNotBlank();
            assertThat(factor.source().locator()).isNotBlank();
            assertThat(factor.source().licence()).isIn("Open Government Licence v3.0", "CC BY 4.0", "US public domain",
                    "IPCC figures, quoted; compilation CC0-1.0");
        });
    }

    @Test
    void bookingAFigureNeverBooksNothing() {
        assertThat(FACTORS).allSatisfy(
                factor -> assertThat(factor.kgCo2ePerUnit(GwpSet.AR6)).as(factor.id()).isPositive());
    }

    @Test
    void ukAndUsElectricityCountGenerationOnlyWhereNoOtherSetIsAskedFor() {
        var library = FactorLibrary.of(List.of(new PublishedEdition(
                new FactorEdition(BuiltInEdition.ID, FACTORS, ""), Instant.EPOCH)));

        for (String country : List.of("GB", "US")) {
            for (int year = 2015; year <= 2027; year++) {
                var request = new SelectionRequest("electricity.grid", country, null, year, Unit.KILOWATT_HOUR, null,
                        GwpSet.AR6);
                assertThat(factor(library, request).boundary()).isEqualTo(Boundary.GENERATION);
            }
        }
        var ofEmber = new SelectionRequest("electricity.grid", FactorPart.ACTIVITY, "US", null, 2024,
                Unit.KILOWATT_HOUR, null, List.of("ember"), GwpSet.AR6);
        assertThat(factor(library, ofEmber).id()).isEqualTo("electricity.grid-US-2024-kWh-ember");
    }

    private static EmissionFactor factor(FactorLibrary library, SelectionRequest request) {
        return library.select(request).fold(Selection.Found::factor, missed -> {
            throw new AssertionError(missed.detail());
        });
    }

    @Test
    void freightOfDesnzIsWellToWheelAndSaysHowMuchIsSupply() {
        // 0.10163 tank to wheel and 0.02359 well to tank, rows 27_304_3140_14 and 28_907_3140_14
        assertThat(BY_ID.get("freight.road.hgv-GB-2025-t.km").kgCo2eWellToTank()).isEqualByComparingTo("0.02359");
        assertThat(FACTORS.stream()
            .filter(factor -> factor.activity().startsWith("freight."))
            .filter(factor -> factor.source().set().equals("desnz"))).hasSizeGreaterThan(200).allSatisfy(factor -> {
                assertThat(factor.boundary()).isEqualTo(Boundary.WELL_TO_WHEEL);
                assertThat(factor.wellToTank()).hasValueSatisfying(supply -> assertThat(supply).isPositive());
            });
    }

    @ParameterizedTest
    @CsvSource({
            // 0.505 * 3170 + 0.47 * 1300 under AR5; 0.505 * 3740 + 0.47 * 1530 under AR6
            "refrigerant.r424a-WORLD-2025-kg, AR5, 2211.85",
            "refrigerant.r424a-WORLD-2025-kg, AR6, 2607.8",
            "refrigerant.r410a-WORLD-2025-kg, AR5, 1924",
            "refrigerant.r410a-WORLD-2025-kg, AR6, 2255.5",
            "refrigerant.hfc134a-WORLD-2021-kg, AR4, 1430",
            "refrigerant.hfc134a-WORLD-2021-kg, AR5, 1300",
            "refrigerant.sf6-WORLD-2021-kg, AR5, 23500"})
    void refrigerantsFollowTheSetOfPotentials(String id, GwpSet set, BigDecimal kgCo2e) {
        assertThat(BY_ID.get(id).kgCo2ePerUnit(set)).isEqualByComparingTo(kgCo2e);
    }

    @Test
    void anIndustryIsTheMeanOfItsNaicsCodes() {
        var members = FACTORS.stream()
            .filter(factor -> factor.activity().matches("spend\\.naics\\.23\\d{4}"))
            .filter(factor -> factor.region().code().equals("US"))
            .map(EmissionFactor::kgCo2e)
            .toList();
        var mean = members.stream()
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .divide(BigDecimal.valueOf(members.size()), 6, RoundingMode.HALF_EVEN);

        assertThat(members).hasSize(31);
        assertThat(BY_ID.get("spend.industry.construction-US-2022-USD").kgCo2e()).isEqualByComparingTo(mean);
    }

    @Test
    void aWorldFigureOfOneCountrysPublisherSaysWhyItStandsIn() {
        assertThat(FACTORS.stream()
            .filter(factor -> factor.region().code().equals("WORLD"))
            .filter(factor -> !List.of("ember", "owid").contains(factor.source().set()))
            .filter(factor -> factor.boundary() != Boundary.RELEASE))
            .isNotEmpty()
            .allSatisfy(factor -> assertThat(factor.proxy()).as(factor.id()).isNotBlank());
        assertThat(FACTORS.stream().filter(factor -> !factor.region().code().equals("WORLD")))
            .allSatisfy(factor -> assertThat(factor.proxy()).as(factor.id()).isEmpty());
    }

    @Test
    void leavesOutWhatItsPublisherMisprintsOrExcludes() {
        assertThat(BY_ID.get("refrigerant.r424a-WORLD-2025-kg").kgCo2e()).isNull();
        assertThat(BY_ID.keySet()).noneMatch(id -> id.startsWith("refrigerant.r406a"));
        assertThat(FACTORS).noneMatch(factor -> factor.source().locator().contains("non-baseload"));
        assertThat(FACTORS).noneMatch(factor -> factor.source().publisher().contains("GLEC"));
    }

    @Test
    void everyCountryOfTheGridDataHasAFigureAndTheUnitedStatesTheirSubregions() {
        var regions = FACTORS.stream()
            .filter(factor -> factor.activity().equals("electricity.grid"))
            .map(factor -> factor.region().code())
            .collect(Collectors.toSet());

        // 211 countries and territories and the European Union; 27 subregions of eGRID; the world.
        assertThat(regions.stream().filter(region -> region.length() == 2)).hasSize(212);
        assertThat(regions.stream().filter(region -> region.startsWith("US/"))).hasSize(27);
        assertThat(regions).contains("WORLD", "EU", "XK");
    }

    @Test
    void isTheSameFileWhenWrittenAgain() {
        byte[] rewritten = FactorEditionCsv.write(FACTORS);

        List<EmissionFactor> readAgain = FactorEditionCsv.read(BuiltInEdition.ID, rewritten)
            .fold(
                    read -> read.edition().factors(),
                    unreadable -> List.of());
        assertThat(readAgain).isEqualTo(FACTORS);
    }
}
