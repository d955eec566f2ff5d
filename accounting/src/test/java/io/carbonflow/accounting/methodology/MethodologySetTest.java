package io.carbonflow.accounting.methodology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.rules.Condition;
import io.carbonflow.accounting.rules.Facts;

class MethodologySetTest {

    private static final LocalDate DAY = LocalDate.parse("2025-11-03");

    @Test
    void takesTheHighestPriorityWhateverIsMoreParticular() {
        assertThat(chosen(named("particular").activities("fuel.diesel.mineral").priority(1),
                named("general").activities().priority(2)))
            .isEqualTo("general");
    }

    @Test
    void takesTheMoreParticularActivityOfEqualPriorities() {
        assertThat(chosen(named("all").activities(), named("fuels").activities("fuel"),
                named("diesel").activities("fuel.diesel"), named("petrol").activities("fuel.petrol")))
            .isEqualTo("diesel");
    }

    @Test
    void takesTheFirstIdOfEqualOnesInWhateverOrderTheyCome() {
        var equal = new ArrayList<Methodology>();
        for (String id : List.of("c", "a", "d", "b")) {
            equal.add(named(id).activities("fuel").build());
        }
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(equal, new Random(seed));

            assertThat(MethodologySet.of(equal).resolve(facts("energy", DAY)).get(CalculationMethod.FUEL_BASED).id())
                .isEqualTo("a");
        }
    }

    @Test
    void holdsOnItsFirstAndLastDayAndNotOutside() {
        var window = named("window").validity("2025-01-01", "2025-12-31");

        assertThat(chosenOn("2024-12-31", window)).isNull();
        assertThat(chosenOn("2025-01-01", window)).isEqualTo("window");
        assertThat(chosenOn("2025-12-31", window)).isEqualTo("window");
        assertThat(chosenOn("2026-01-01", window)).isNull();
        assertThat(MethodologySet.of(List.of(window.build())).boundaries())
            .containsExactly(LocalDate.parse("2025-01-01"), LocalDate.parse("2026-01-01"));
    }

    @Test
    void asksForTheKindAndTheSelector() {
        assertThat(chosen(named("other_kind").kinds("logistics"))).isNull();
        assertThat(chosen(named("never").selector(Condition.of("false", facts -> false)))).isNull();
        assertThat(chosen(named("germany").selector(Condition.of("country", facts -> "DE".equals(facts.country())))))
            .isEqualTo("germany");
    }

    @Test
    void takesOneOfEachMethod() {
        var chosen = MethodologySet.of(List.of(named("fuel").build(),
                named("average").method(CalculationMethod.AVERAGE_DATA).build(),
                named("better_average").method(CalculationMethod.AVERAGE_DATA).priority(5).build()))
            .resolve(facts("energy", DAY));

        assertThat(chosen).containsOnlyKeys(CalculationMethod.FUEL_BASED, CalculationMethod.AVERAGE_DATA);
        assertThat(chosen.get(CalculationMethod.AVERAGE_DATA).id()).isEqualTo("better_average");
    }

    @Test
    void findsNoneWhereNoneApplies() {
        assertThat(MethodologySet.of(List.of()).resolve(facts("energy", DAY))).isEmpty();
        assertThat(chosen(named("spend").activities("spend"))).isNull();
        assertThat(chosen(named("no_word_boundary").activities("fue"))).isNull();
    }

    @Test
    void refusesAnIdThatIsThereTwice() {
        assertThatThrownBy(() -> MethodologySet.of(List.of(named("a").build(), named("a").build())))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("methodology a is there twice");
    }

    private static String chosen(Draft... drafts) {
        return chosenOn(DAY.toString(), drafts);
    }

    private static String chosenOn(String day, Draft... drafts) {
        Methodology found = MethodologySet.of(Arrays.stream(drafts).map(Draft::build).toList())
            .resolve(facts("energy", LocalDate.parse(day)))
            .get(CalculationMethod.FUEL_BASED);
        return found == null ? null : found.id();
    }

    private static Facts facts(String kind, LocalDate day) {
        return new Facts("demo", kind, "fuel.diesel.mineral", "fuel", "DE", null, null, "measured", "volume", null,
                null,
                null, "TANK", "own", day, Set.of(), Map.of());
    }

    private static Draft named(String id) {
        return new Draft(id);
    }

    /** A methodology for every fuel, of priority 0, that is always valid; a test states what matters to it. */
    private static final class Draft {

        private final String id;
        private int priority;
        private LocalDate from;
        private LocalDate to;
        private Set<String> kinds = Set.of();
        private List<String> activities = List.of("fuel");
        private Condition selector = Condition.ALWAYS;
        private CalculationMethod method = CalculationMethod.FUEL_BASED;

        private Draft(String id) {
            this.id = id;
        }

        Draft priority(int value) {
            priority = value;
            return this;
        }

        Draft validity(String first, String last) {
            from = LocalDate.parse(first);
            to = LocalDate.parse(last);
            return this;
        }

        Draft kinds(String... codes) {
            kinds = Set.of(codes);
            return this;
        }

        Draft activities(String... codes) {
            activities = List.of(codes);
            return this;
        }

        Draft selector(Condition condition) {
            selector = condition;
            return this;
        }

        Draft method(CalculationMethod value) {
            method = value;
            return this;
        }

        Methodology build() {
            return new Methodology(id, 1, "title", "source", from, to, priority, kinds, activities, selector, method,
                    Optional.empty(), new FactorQuery(FactorQuery.From.LIBRARY, null, null, List.of()),
                    Optional.empty(), List.of());
        }
    }
}
