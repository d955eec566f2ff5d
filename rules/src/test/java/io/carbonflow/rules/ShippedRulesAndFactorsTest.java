package io.carbonflow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.calculation.ActivityData;
import io.carbonflow.accounting.calculation.EmissionCalculator;
import io.carbonflow.accounting.calculation.FreightDetails;
import io.carbonflow.accounting.calculation.SupplierFactor;
import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.PublishedEdition;
import io.carbonflow.accounting.methodology.Methodology;
import io.carbonflow.accounting.rules.Facts;
import io.carbonflow.accounting.rules.TenantRules;

/** Every shipped methodology with the factors that ship. */
class ShippedRulesAndFactorsTest {

    /** Their factors are a company's own: no publisher has a figure for every product, process or network. */
    private static final List<String> OF_OWN_FACTORS = List.of("cat1.average_data", "cat2.average_data",
            "scope1.process.average_data", "scope2.cooling.location_based", "cat4.hub",
            "cat7.homeworking", "cat8.vehicles.by_kind", "cat13.vehicles.by_kind",
            "leased_asset.vehicle_distance.by_kind");
    private static final List<String> UNITS = List.of("kWh", "L", "t", "kg", "t.km", "passenger.km", "vehicle.km", "m3",
            "USD", "room.night", "piece", "fte.h");
    private static final Instant PUBLISHED = Instant.parse("2025-06-01T00:00:00Z");
    private static final TenantRules RULES = RuleBook.shipped().forTenant("demo");
    private static final EmissionCalculator CALCULATOR = new EmissionCalculator(library(), RULES);

    static Stream<Methodology> methodologies() {
        return RULES.methodologies().all().stream().filter(methodology -> !OF_OWN_FACTORS.contains(methodology.id()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("methodologies")
    void calculatesItsTypicalActivity(Methodology methodology) {
        MethodologyExamples.Example example = MethodologyExamples.of(methodology.id());
        List<String> units = methodology.basis()
            .stream()
            .flatMap(rule -> rule.inputs().stream())
            .filter(input -> input.from().equals("quantity") && input.unit() != null)
            .map(input -> input.unit().code())
            .findFirst()
            .map(List::of)
            .orElse(UNITS);

        var found = new ArrayList<String>();
        for (String unit : units) {
            List<String> outcome = CALCULATOR.calculate(activity(methodology, example, unit))
                .fold(calculated -> calculated.results()
                    .stream()
                    .map(result -> result.working().methodology().id())
                    .toList(),
                        held -> List.of(held.reasons().toString()),
                        refused -> List.of(refused.reasons().toString()));
            if (outcome.contains(methodology.id())) {
                return;
            }
            found.add(unit + ": " + outcome);
        }
        assertThat(found).isEmpty();
    }

    private static ActivityData activity(Methodology methodology, MethodologyExamples.Example example, String unit) {
        Facts facts = example.facts();
        var attributes = new HashMap<>(facts.attributes());
        methodology.basis()
            .stream()
            .flatMap(rule -> rule.inputs().stream())
            .filter(input -> input.from().startsWith("attributes."))
            .forEach(input -> attributes.put(input.from().substring("attributes.".length()),
                    example.inputs().get(input.name()).toPlainString()));
        String direction = attributes.remove("direction");
        String paidBy = attributes.remove("paid_by");
        boolean isByCarrier = facts.given().contains("carrier_figure");
        Instant when = facts.day().atStartOfDay(ZoneOffset.UTC).toInstant();
        return ActivityData.of(ActivityKind.find(facts.kind()).orElseThrow(), facts.activity(), when)
            .quantity(example.inputs().getOrDefault("quantity", BigDecimal.ONE), unit)
            .place(facts.country(), facts.subdivision())
            .supplier(facts.supplierId())
            .industry(facts.industry())
            .dataQuality(facts.dataQuality())
            .ownFleet("true".equals(attributes.remove("own_fleet")))
            .capital("true".equals(attributes.remove("capital")))
            .lifecycleStage(facts.relation().equals("own") ? null : facts.relation())
            .carriedGridIntensity(facts.given().contains("grid_intensity") ? new BigDecimal("350") : null)
            .freight(new FreightDetails(null, null, null, null, direction, paidBy, isByCarrier ? BigDecimal.TEN : null))
            .supplierFactor(facts.given().contains("supplier_factor")
                    ? new SupplierFactor(new BigDecimal("1.5"), unit, null, null, "supplier")
                    : null)
            .attributes(Map.copyOf(attributes))
            .build();
    }

    private static FactorLibrary library() {
        var editions = new ArrayList<PublishedEdition>();
        edition("2025.1").fold(read -> editions.add(new PublishedEdition(read.edition(), PUBLISHED)), bad -> {
            throw new IllegalStateException("the shipped edition has " + bad.badRows().size() + " bad rows");
        });
        return FactorLibrary.of(editions);
    }

    private static FactorEditionCsv.Reading edition(String id) {
        var text = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("../factor-service/src/main/resources/editions/" + id))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".csv")).sorted().toList()) {
                String csv = Files.readString(file);
                text.append(text.length() == 0 ? csv : csv.substring(csv.indexOf('\n') + 1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FactorEditionCsv.read(id, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
