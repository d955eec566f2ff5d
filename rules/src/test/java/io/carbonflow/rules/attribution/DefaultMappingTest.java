package io.carbonflow.rules.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.activity.ActivityFamily;
import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.attribution.AttributionMapping;
import io.carbonflow.accounting.organisation.Relation;
import io.carbonflow.accounting.rules.Facts;
import io.carbonflow.rules.RuleBook;

/** The mapping that ships, rule by rule. */
class DefaultMappingTest {

    private static final AttributionMapping MAPPING = RuleBook.shipped().forTenant("demo").attribution();

    private static final List<String> CASES = List.of(
            // activity, relation, supplier, attributes, scope, category, rule
            "sold_product.processing,own,-,-,3,10,processing_of_sold_products",
            "fuel.natural_gas,processing,-,lifecycle_stage=processing,3,10,processing_of_sold_products",
            "sold_product.use,own,-,-,3,11,use_of_sold_products",
            "electricity.grid,use,-,lifecycle_stage=use,3,11,use_of_sold_products",
            "sold_product.end_of_life,own,-,-,3,12,end_of_life_of_sold_products",
            "waste.landfill,end_of_life,-,lifecycle_stage=end_of_life,3,12,end_of_life_of_sold_products",
            "electricity.grid,downstream_leased,-,-,3,13,downstream_leased_assets",
            "leased_asset.building,downstream_leased,-,-,3,13,downstream_leased_assets",
            "fuel.natural_gas,franchise,-,-,3,14,franchises",
            "franchise.site,own,-,-,3,14,franchises",
            "fuel.diesel,investment,-,-,3,15,investments",
            "investment.equity,own,-,-,3,15,investments",
            "emissions.reported,investment,-,-,3,15,investments",
            "electricity.grid,upstream_leased,-,-,3,8,upstream_leased_assets",
            "emissions.reported,upstream_leased,-,-,3,8,upstream_leased_assets",
            "waste.landfill,upstream_leased,-,lifecycle_stage=upstream_leased,3,8,upstream_leased_assets",
            "leased_asset.vehicle,own,-,-,3,8,upstream_leased_assets_assumed",
            "fuel.diesel,own,-,own_fleet=true,1,-,own_fleet",
            "freight.road.hgv,own,-,own_fleet=true;direction=inbound,1,-,own_fleet",
            "travel.car,own,-,own_fleet=true,1,-,own_fleet",
            "fuel.diesel,upstream_leased,-,own_fleet=false,3,8,upstream_leased_assets",
            "electricity.grid,own,UTILITY,resold=true,3,3,energy_sold_on",
            "spend.naics.333517,own,-,capital=true,3,2,capital_goods",
            "product.lathe,own,SUP,capital=true,3,2,capital_goods",
            "electricity.grid,own,SUP,capital=true,3,2,capital_goods",
            "spend.naics.333517,own,-,capital=false,3,1,purchased_goods_and_services",
            "spend.industry.energy,own,SUP,-,3,1,purchased_goods_and_services",
            "production,own,SUP,-,3,1,purchased_goods_and_services",
            "product.bolt,own,-,-,3,1,purchased_goods_and_services",
            "water.supply,own,-,-,3,1,purchased_goods_and_services",
            "electricity.grid,own,SUP,-,3,1,purchased_goods_and_services",
            "fuel.diesel,own,SUP,own_fleet=true,3,1,purchased_goods_and_services",
            "refrigerant.r134a,supplier,-,-,3,1,purchased_goods_and_services",
            "emissions.reported,own,SUP,-,3,1,purchased_goods_and_services",
            "waste.landfill,supplier,-,-,3,1,operations_of_suppliers",
            "travel.rail,supplier,-,-,3,1,operations_of_suppliers",
            "electricity.grid,own,-,-,2,-,purchased_energy",
            "electricity.grid,own,-,own_fleet=true,2,-,purchased_energy",
            "heat.district,-,-,-,2,-,purchased_energy",
            "fuel.natural_gas,own,-,-,1,-,own_fuel_and_refrigerant",
            "refrigerant.r410a,own,-,-,1,-,own_fuel_and_refrigerant",
            "process.clinker,own,-,-,1,-,own_processes",
            "freight.sea.container,own,-,direction=outbound;paid_by=customer,3,9,downstream_transportation",
            "freight.road.hgv,own,SUP,direction=inbound;paid_by=supplier,3,4,upstream_transportation",
            "freight.rail,own,-,direction=internal,3,4,upstream_transportation",
            "freight.air.long_haul,own,-,direction=outbound;paid_by=us,3,4,upstream_transportation",
            "freight.road.hgv,upstream_leased,-,direction=inbound,3,4,upstream_transportation",
            "freight.road.hgv,own,-,direction=outbound,3,4,upstream_transportation_assumed",
            "freight.road.hgv,own,-,-,3,4,upstream_transportation_assumed",
            "waste.recycling.plastics,own,-,-,3,5,waste_generated_in_operations",
            "waste.landfill,own,HAULIER,-,3,5,waste_generated_in_operations",
            "waste.landfill,upstream_leased,-,-,3,5,waste_generated_in_operations",
            "water.treatment,own,-,-,3,5,waste_generated_in_operations",
            "travel.air.long_haul.economy,own,AGENCY,-,3,6,business_travel",
            "travel.hotel_night,own,-,-,3,6,business_travel",
            "commute.homeworking,own,-,-,3,7,homeworking",
            "commute.car,own,-,-,3,7,employee_commuting");

    static Stream<Object[]> cases() {
        return CASES.stream().map(line -> line.split(","));
    }

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @MethodSource("cases")
    void putsEveryCaseWhereItBelongs(String activity, String relation, String supplier, String attributes, String scope,
            String category, String rule) {
        // When
        var attribution = MAPPING.attribute(facts(activity, relation, supplier, attributes)).orElseThrow();

        // Then
        assertThat(attribution.scope()).isEqualTo(Integer.parseInt(scope));
        assertThat(attribution.category().isPresent() ? String.valueOf(attribution.category().getAsInt()) : "-")
            .isEqualTo(category);
        assertThat(attribution.rule()).isEqualTo(rule);
        assertThat(attribution.assumed()).isEqualTo(rule.endsWith("_assumed"));
    }

    @Test
    void theCasesReachEveryRuleAndAllFifteenCategories() {
        // Given
        var rules = new TreeSet<String>();
        var places = new TreeSet<String>();
        CASES.stream().map(line -> line.split(",")).forEach(parts -> {
            rules.add(parts[6]);
            places.add(parts[4] + "." + parts[5]);
        });

        // Then
        assertThat(MAPPING.rules().stream().map(rule -> rule.then().rule())).allMatch(rules::contains);
        assertThat(places).hasSize(15 + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"emissions.reported,own,-,-", "electricity.grid,some_stage,-,-", "fuel.diesel,1,-,-"})
    void leavesWhatNoRuleCoversToAPerson(String facts) {
        String[] parts = facts.split(",");

        assertThat(MAPPING.attribute(facts(parts[0], parts[1], parts[2], parts[3]))).isEmpty();
    }

    /** Only a mass of CO2e that nobody is named for has no place by itself. */
    @ParameterizedTest
    @EnumSource(value = ActivityFamily.class, mode = EnumSource.Mode.EXCLUDE, names = "REPORTED")
    void coversEveryFamilyInEveryCircumstance(ActivityFamily family) {
        for (String activity : activities(family)) {
            for (Relation relation : Relation.values()) {
                for (String attributes : circumstances()) {
                    for (String supplier : List.of("-", "SUP")) {
                        assertThat(MAPPING.attribute(facts(activity, relation.code(), supplier, attributes)))
                            .as("%s %s %s %s", activity, relation, supplier, attributes)
                            .isPresent();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Relation.class, mode = EnumSource.Mode.EXCLUDE, names = "OWN")
    void putsNothingOutsideTheBoundaryIntoScope1Or2ButTheOwnFleet(Relation relation) {
        for (ActivityFamily family : ActivityFamily.values()) {
            for (String activity : activities(family)) {
                for (String attributes : circumstances()) {
                    if (!attributes.contains("own_fleet")) {
                        assertThat(MAPPING.attribute(facts(activity, relation.code(), "-", attributes))
                            .orElseThrow()
                            .scope()).as("%s %s %s", activity, relation, attributes).isEqualTo(3);
                    }
                }
            }
        }
    }

    @Test
    void namesWhatItLooksAt() {
        assertThat(MAPPING.names()).containsExactlyInAnyOrder("activity", "family", "relation", "supplier_id",
                "attributes.direction", "attributes.paid_by", "attributes.own_fleet", "attributes.capital",
                "attributes.resold", "attributes.lifecycle_stage");
    }

    @Test
    void saysInWordsWhatEveryRuleIsFor() {
        assertThat(MAPPING.id()).isEqualTo("default");
        assertThat(MAPPING.version()).isEqualTo(2);
        assertThat(MAPPING.rules()).allSatisfy(rule -> assertThat(rule.why()).isNotBlank());
    }

    private static List<String> activities(ActivityFamily family) {
        return ActivityCatalogue.all()
            .stream()
            .filter(type -> type.family() == family)
            .map(type -> type.code().replaceAll("<.*>", "333517"))
            .toList();
    }

    private static List<String> circumstances() {
        var all = new ArrayList<String>();
        for (String direction : List.of("", "direction=inbound", "direction=outbound")) {
            for (String paidBy : List.of("", "paid_by=us", "paid_by=customer")) {
                for (String flag : List.of("", "own_fleet=true", "capital=true", "resold=true")) {
                    all.add(String.join(";", direction, paidBy, flag));
                }
            }
        }
        return all;
    }

    private static Facts facts(String activity, String relation, String supplier, String attributes) {
        ActivityType type = ActivityCatalogue.find(activity).orElseThrow();
        Map<String, String> named = new HashMap<>();
        Arrays.stream(attributes.split(";"))
            .filter(pair -> pair.contains("="))
            .forEach(pair -> named.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1)));
        return new Facts("demo", type.kind().code(), activity, type.family().name().toLowerCase(Locale.ROOT), "DE",
                null,
                null, "measured", null, "SITE", supplier.equals("-") ? null : supplier, null, "SOURCE",
                relation.equals("-") ? null : relation, LocalDate.parse("2025-11-03"), Set.of(), named);
    }
}
