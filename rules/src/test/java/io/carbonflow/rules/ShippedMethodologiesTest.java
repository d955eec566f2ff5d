package io.carbonflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.methodology.BasisRule;
import io.carbonflow.accounting.methodology.Methodology;
import io.carbonflow.accounting.methodology.MethodologySet;
import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.rules.Facts;
import io.carbonflow.accounting.rules.TenantRules;

/** Each shipped methodology by an example of its own, and all of them together. */
class ShippedMethodologiesTest {

    private static final TenantRules RULES = RuleBook.shipped().forTenant("demo");
    private static final MethodologySet SHIPPED = RULES.methodologies();

    static Stream<Methodology> methodologies() {
        return SHIPPED.all().stream();
    }

    static Stream<ActivityType> activities() {
        return ActivityCatalogue.all().stream();
    }

    @Test
    void areAllReadWithoutAFault() {
        assertThat(RuleBook.shipped().faults()).isEmpty();
        assertThat(SHIPPED.all()).extracting(Methodology::id)
            .containsExactlyInAnyOrderElementsOf(MethodologyExamples.ids())
            .hasSizeGreaterThan(100);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methodologies")
    void isChosenForItsTypicalActivity(Methodology methodology) {
        Facts facts = MethodologyExamples.of(methodology.id()).facts();

        assertThat(SHIPPED.resolve(facts)).containsEntry(methodology.method(), methodology);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methodologies")
    void worksItsExampleOut(Methodology methodology) {
        MethodologyExamples.Example example = MethodologyExamples.of(methodology.id());

        BigDecimal quantity = methodology.basis()
            .map(rule -> rule.formula().evaluate(values(rule, example)))
            .orElse(example.inputs().get("quantity"));

        assertThat(quantity).isEqualByComparingTo(example.expected());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methodologies")
    void findsItsFactorUnderAKnownCode(Methodology methodology) {
        MethodologyExamples.Example example = MethodologyExamples.of(methodology.id());

        assertThat(methodology.factor().activityFor(example.facts())).hasValueSatisfying(code -> {
            assertThat(ActivityCatalogue.isKnown(code)).isTrue();
            assertThat(example.factor()).isIn("", code);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methodologies")
    void saysWhereItComesFromAndStatesItsConstants(Methodology methodology) {
        assertThat(methodology.version()).isPositive();
        assertThat(methodology.source()).hasSizeGreaterThan(20);
        methodology.basis()
            .ifPresent(rule -> assertThat(rule.inputs()).filteredOn(input -> input.value() != null)
                .allSatisfy(input -> assertThat(input.source()).isNotBlank()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methodologies")
    void putsItsTypicalActivityWhereItsNameSays(Methodology methodology) {
        Facts facts = MethodologyExamples.of(methodology.id()).facts();

        Attribution place = methodology.attribution()
            .or(() -> RULES.attribution().attribute(facts))
            .orElseThrow(() -> new AssertionError(methodology.id() + " waits for review"));

        String group = methodology.id().substring(0, methodology.id().indexOf('.'));
        if (group.startsWith("scope")) {
            assertThat(place.scope()).isEqualTo(Integer.parseInt(group.substring("scope".length())));
        } else if (group.startsWith("cat")) {
            assertThat(place.category()).hasValue(Integer.parseInt(group.substring("cat".length())));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"fuel.diesel | purpose | business_travel", "fuel.diesel | purpose | commuting",
            "fuel.diesel | direction | inbound", "refrigerant.r134a | direction | inbound"})
    void leavesTheCompanysOwnVehiclesInScope1(String activity, String name, String value) {
        Facts facts = SomeFacts.of(Map.of("activity", activity, "kind", "logistics", "attributes",
                Map.of(name, value, "own_fleet", "true")));

        assertThat(SHIPPED.resolve(facts).values()).singleElement()
            .satisfies(chosen -> assertThat(chosen.attribution()).isEmpty());
        assertThat(RULES.attribution().attribute(facts)).hasValueSatisfying(
                place -> assertThat(place.scope()).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"downstream_leased", "franchise", "investment", "supplier", "upstream_leased", "use"})
    void giveRenewableElectricityOfOthersTheGridAverage(String relation) {
        Facts facts = SomeFacts.of(Map.of("activity", "electricity.renewable", "relation", relation));

        assertThat(SHIPPED.resolve(facts).get(CalculationMethod.LOCATION_BASED).factor().activityFor(facts))
            .contains("electricity.grid");
    }

    @ParameterizedTest
    @CsvSource({"commute.homeworking, time", "freight.hub.warehouse, mass"})
    void giveWhatHasNoDistanceNoResultByDistance(String activity, String dimension) {
        Facts facts = SomeFacts.of(Map.of("activity", activity, "dimension", dimension, "attributes",
                Map.of("direction", "outbound", "paid_by", "customer")));

        assertThat(SHIPPED.resolve(facts)).containsOnlyKeys(CalculationMethod.AVERAGE_DATA);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("activities")
    void coverEveryActivityInEveryDimensionItMayHave(ActivityType activity) {
        String code = activity.code().replace("<6 digits>", "111111").replaceAll("<[a-z]+>", "x");
        for (Dimension dimension : activity.dimensions()) {
            Facts facts = facts(code, activity, dimension);

            assertThat(SHIPPED.resolve(facts)).as("%s by %s", code, dimension).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"electricity.grid:location_based", "heat.district:location_based",
            "fuel.diesel:fuel_based", "refrigerant.r134a:average_data", "freight.rail:distance_based",
            "spend.naics.111110:spend_based", "waste.landfill:average_data", "travel.rail:distance_based",
            "travel.hotel_night:average_data", "commute.bus:distance_based", "water.supply:average_data"})
    void giveThePlainActivityTheMethodOfItsFactor(String pair) {
        String code = pair.substring(0, pair.indexOf(':'));
        ActivityType activity = ActivityCatalogue.find(code).orElseThrow();
        Facts facts = facts(code, activity, activity.dimensions().stream().sorted().findFirst().orElseThrow());
        CalculationMethod expected = CalculationMethod.find(pair.substring(pair.indexOf(':') + 1)).orElseThrow();

        List<CalculationMethod> order = RULES.policy().official();
        assertThat(order.stream().filter(SHIPPED.resolve(facts)::containsKey).findFirst()).contains(expected);
    }

    @Test
    void namesOnlyTextsOfFewValuesToBeChosenBy() {
        assertThat(SHIPPED.names()).filteredOn(name -> name.startsWith("attributes."))
            .containsExactlyInAnyOrder("attributes.basis", "attributes.capital", "attributes.direction",
                    "attributes.driven_by", "attributes.energy_carrier", "attributes.material", "attributes.origin",
                    "attributes.own_fleet", "attributes.paid_by", "attributes.part", "attributes.purpose",
                    "attributes.radiative_forcing", "attributes.refrigerant", "attributes.resold",
                    "attributes.treatment");
    }

    /** The document's own constants, what the example states, and the document's value for what it does not. */
    private static Map<String, BigDecimal> values(BasisRule rule, MethodologyExamples.Example example) {
        var values = new HashMap<String, BigDecimal>();
        rule.inputs()
            .forEach(input -> values.put(input.name(), input.from().equals("constant")
                    ? input.value()
                    : example.inputs().getOrDefault(input.name(), input.value())));
        return values;
    }

    private static Facts facts(String code, ActivityType activity, Dimension dimension) {
        var stated = new HashMap<String, Object>(
                Map.of("activity", code, "family", lower(activity.family()), "dimension",
                        lower(dimension), "kind", activity.kind().code()));
        return SomeFacts.of(stated);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }
}
