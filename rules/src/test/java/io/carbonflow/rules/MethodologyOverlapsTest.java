package io.carbonflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.methodology.Methodology;
import io.carbonflow.accounting.organisation.Relation;
import io.carbonflow.accounting.rules.Facts;

/** No two shipped methodologies of a method are equally good, so that none is chosen for the letters of its name. */
class MethodologyOverlapsTest {

    private static final List<Methodology> SHIPPED = RuleBook.shipped().forTenant("demo").methodologies().all();
    /** Every attribute that shipped methodologies are chosen by, with what they ask for. */
    private static final List<String> ATTRIBUTES = List.of("own_fleet=true", "capital=true", "resold=true",
            "part=upstream", "origin=on_site", "driven_by=electricity", "radiative_forcing=true", "purpose=waste",
            "purpose=transport", "purpose=business_travel", "purpose=commuting", "purpose=downstream_transport",
            "basis=hybrid", "basis=charge", "basis=material_balance", "basis=storage", "direction=inbound",
            "direction=outbound", "paid_by=us", "paid_by=customer", "energy_carrier=electricity",
            "energy_carrier=natural_gas", "energy_carrier=diesel", "energy_carrier=refrigerant");
    private static final List<Set<String>> GIVEN = List.of(Set.of(), Set.of("grid_intensity"),
            Set.of("supplier_factor"),
            Set.of("carrier_figure"), Set.of("grid_intensity", "supplier_factor"));

    static Stream<ActivityType> activities() {
        return ActivityCatalogue.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("activities")
    void oneStandsAboveTheOthers(ActivityType activity) {
        var ties = new TreeMap<List<String>, Facts>();
        ordinary(activity).forEach(facts -> best(facts).values()
            .stream()
            .filter(equals -> equals.size() > 1)
            .forEach(equals -> ties.putIfAbsent(equals.stream().map(Methodology::id).sorted().toList(), facts)));

        assertThat(ties).isEmpty();
    }

    private static Map<CalculationMethod, List<Methodology>> best(Facts facts) {
        Map<CalculationMethod, List<Methodology>> byMethod = SHIPPED.stream()
            .filter(methodology -> length(methodology, facts) >= 0)
            .filter(methodology -> methodology.kinds().isEmpty() || methodology.kinds().contains(facts.kind()))
            .filter(methodology -> methodology.selector().holds(facts))
            .collect(Collectors.groupingBy(Methodology::method));
        Comparator<Methodology> order = Comparator.comparingInt(Methodology::priority)
            .thenComparingInt(methodology -> length(methodology, facts));
        byMethod.replaceAll((method, all) -> {
            Methodology first = all.stream().max(order).orElseThrow();
            return all.stream().filter(other -> order.compare(first, other) == 0).toList();
        });
        return byMethod;
    }

    /** How much of the activity's code a methodology names; -1 where it names another's. */
    private static int length(Methodology methodology, Facts facts) {
        return methodology.activities().isEmpty() ? 0
                : methodology.activities()
                    .stream()
                    .filter(code -> (facts.activity() + ".").startsWith(code + "."))
                    .mapToInt(String::length)
                    .max()
                    .orElse(-1);
    }

    private static Stream<Facts> ordinary(ActivityType activity) {
        String code = activity.code().replace("<6 digits>", "111111").replaceAll("<[a-z]+>", "x");
        Stream<String> codes = code.startsWith("spend.naics") ? Stream.of(code) : Stream.of(code, code + ".more");
        return codes.flatMap(known -> circumstances().stream()
            .flatMap(some -> Stream
                .concat(activity.dimensions().stream().map(it -> it.name().toLowerCase(java.util.Locale.ROOT)),
                        activity.dimensions().isEmpty() ? Stream.of("mass") : Stream.empty())
                .map(dimension -> {
                    var stated = new HashMap<>(some);
                    stated.put("activity", known);
                    stated.put("dimension", dimension);
                    return SomeFacts.of(stated);
                })));
    }

    private static List<Map<String, Object>> circumstances() {
        var all = new ArrayList<Map<String, Object>>();
        for (Relation relation : Relation.values()) {
            for (Set<String> given : GIVEN) {
                all.add(Map.of("relation", relation.code(), "given", given));
                all.add(Map.of("relation", relation.code(), "given", given, "supplier_id", "SUP"));
            }
        }
        for (Map<String, String> attributes : attributes()) {
            all.add(Map.of("attributes", attributes));
            all.add(Map.of("attributes", attributes, "kind", "logistics"));
        }
        for (String attribute : ATTRIBUTES) {
            GIVEN.forEach(given -> all.add(Map.of("attributes", map(attribute), "given", given)));
            all.add(Map.of("attributes", map(attribute), "country", "GB", "data_quality", "imputed"));
            all.add(Map.of("attributes", map(attribute), "country", "US", "subdivision", "CAMX", "industry", "23"));
        }
        return all;
    }

    /** Every attribute with every other. */
    private static List<Map<String, String>> attributes() {
        return ATTRIBUTES.stream()
            .flatMap(one -> ATTRIBUTES.stream().map(other -> map(one, other)))
            .distinct()
            .toList();
    }

    private static Map<String, String> map(String... attributes) {
        return Arrays.stream(attributes)
            .map(attribute -> attribute.split("="))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (one, other) -> other));
    }
}
