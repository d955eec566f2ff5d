package io.carbonflow.factorservice.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
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
import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.accounting.gas.GwpSet;

/** What the shipped data promises. The figures below were copied by hand from the publishers' own tables. */
class BuiltInEditionTest {

    /** DESNZ prints five decimals of each figure, so a sum of three of them may differ by two in the last place. */
    private static final BigDecimal DESNZ_ROUNDING = new BigDecimal("0.00002001");

    private static final List<EmissionFactor> FACTORS = BuiltInEdition.read().edition().factors();
    private static final Map<String, EmissionFactor> BY_ID = FACTORS.stream()
        .collect(Collectors.toMap(EmissionFactor::id, Function.identity()));

    @Test
    void holdsSoManyFactorsPerFamily() {
        var perFamily = FACTORS.stream()
            .collect(Collectors.groupingBy(factor -> factor.activity().split("\\.")[0], TreeMap::new,
                    Collectors.counting()));

        assertThat(perFamily).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                Map.entry("electricity", 249L), Map.entry("heat", 4L), Map.entry("steam", 4L), Map.entry("fuel", 507L),
                Map.entry("freight", 204L), Map.entry("travel", 152L), Map.entry("commute", 14L),
                Map.entry("water", 4L),
                Map.entry("waste", 614L), Map.entry("refrigerant", 80L), Map.entry("spend", 2032L)));
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
            "freight.road.hgv-GB-2025-t.km,          0.10163",
            "freight.road.van-GB-2025-t.km,          0.63823",
            "freight.rail-GB-2025-t.km,              0.02779",
            "freight.sea.container-WORLD-2025-t.km,  0.01612",
            "freight.sea.bulk-GB-2025-t.km,          0.00353",
            "freight.air.short_haul-GB-2025-t.km,    0.75539",
            "freight.air.long_haul-GB-2025-t.km,     0.5313",
            "spend.naics.111110-US-2022-USD,         0.532",
            "spend.naics.331110-WORLD-2022-USD,      0.787",
            "spend.naics.541511-US-2022-USD,         0.084",
            "refrigerant.r410a-WORLD-2025-kg,        1924",
            "refrigerant.sf6-WORLD-2021-kg,          25200",
            "waste.landfill-GB-2025-t,               520.5327",
            "waste.landfill-US-2025-short_ton,       580",
            "water.supply-GB-2025-m3,                0.1913",
            "travel.hotel_night-DE-2025-room.night,  13.2"})
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
            .filter(factor -> factor.kgCo2e() != null && factor.gases().allKnown())
            .toList();

        assertThat(withBoth).hasSizeGreaterThan(400).allSatisfy(factor -> {
            assertThat(factor.publishedUnder()).contains(GwpSet.AR5);
            assertThat(GwpSet.AR5.co2eOf(factor.gases()).subtract(factor.kgCo2e()).abs())
                .as(factor.id())
                .isLessThanOrEqualTo(DESNZ_ROUNDING);
        });
    }

    @Test
    void leavesNoChoiceBetweenTwoFactorsOfOneActivityRegionYearAndKindOfUnit() {
        var equals = FACTORS.stream()
            .collect(Collectors
                .groupingBy(factor -> factor.activity() + ' ' + factor.region() + ' ' + factor.year() + ' '
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
    void ukAndUsElectricityCountGenerationOnly() {
        assertThat(FACTORS.stream()
            .filter(factor -> factor.activity().equals("electricity.grid"))
            .filter(factor -> factor.region().code().startsWith("US") || factor.region().code().startsWith("GB")))
            .isNotEmpty()
            .allSatisfy(factor -> assertThat(factor.boundary()).isEqualTo(Boundary.GENERATION));
    }

    @Test
    void aWorldFigureOfOneCountrysPublisherSaysWhyItStandsIn() {
        assertThat(FACTORS.stream()
            .filter(factor -> factor.region().code().equals("WORLD"))
            .filter(factor -> !factor.source().publisher().equals("Ember"))
            .filter(factor -> !factor.activity().startsWith("refrigerant.")))
            .isNotEmpty()
            .allSatisfy(factor -> assertThat(factor.proxy()).as(factor.id()).isNotBlank());
        assertThat(FACTORS.stream().filter(factor -> !factor.region().code().equals("WORLD")))
            .allSatisfy(factor -> assertThat(factor.proxy()).as(factor.id()).isEmpty());
    }

    @Test
    void leavesOutWhatItsPublisherMisprintsOrExcludes() {
        assertThat(BY_ID.keySet()).noneMatch(id -> id.startsWith("refrigerant.r424a"));
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
