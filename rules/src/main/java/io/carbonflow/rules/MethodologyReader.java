package io.carbonflow.rules;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.factor.FactorPart;
import io.carbonflow.accounting.methodology.BasisRule;
import io.carbonflow.accounting.methodology.DerivedPart;
import io.carbonflow.accounting.methodology.FactorQuery;
import io.carbonflow.accounting.methodology.Methodology;
import io.carbonflow.accounting.quantity.Dimension;

/** Reads a methodology; docs/reference/methodologies.md describes every member. */
final class MethodologyReader implements DocumentReader<Methodology> {

    private static final int PRIORITY_MAX = 1_000;
    private static final int FUEL_AND_ENERGY_RELATED = 3;

    private static final String KINDS = "one of " + Arrays.stream(ActivityKind.values())
        .map(ActivityKind::code)
        .collect(Collectors.joining(", "));
    private static final String METHODS = "one of " + Arrays.stream(CalculationMethod.values())
        .map(CalculationMethod::code)
        .collect(Collectors.joining(", "));
    private static final String PARTS = "one of " + Arrays.stream(FactorPart.values())
        .filter(part -> part != FactorPart.ACTIVITY)
        .map(FactorPart::code)
        .collect(Collectors.joining(", "));

    @Override
    public Methodology read(RuleDocument document, Fields fields) {
        String title = fields.text("title");
        fields.optionalText("description");
        String source = fields.text("source");
        LocalDate validFrom = fields.date("valid_from").orElse(null);
        LocalDate validTo = fields.date("valid_to").orElse(null);
        if (validFrom != null && validTo != null && validTo.isBefore(validFrom)) {
            fields.fault("valid_to", validTo.toString(), "a day not before " + validFrom);
        }
        int priority = fields.integer("priority", -PRIORITY_MAX, PRIORITY_MAX).orElse(0);
        Set<String> kinds = Set.copyOf(fields.choices("kinds", KINDS, MethodologyReader::kind));
        List<String> activities = fields.choices("activities", ActivityCodes.ALLOWED, ActivityCodes::covering);
        var selector = fields.condition("selector");
        Optional<CalculationMethod> method = method(fields);
        Optional<BasisRule> basis = BasisReader.read(fields);
        FactorQuery factor = FactorQueryReader.read(fields);
        checkReported(fields, basis, factor);
        Optional<Attribution> attribution = fields.object("attribution")
            .flatMap(place -> attribution(place, document.id(), OptionalInt.empty(), OptionalInt.empty()));
        List<DerivedPart> derived = derived(fields, document.id());
        return fields.isSound()
                ? new Methodology(document.id(), document.version(), title, source, validFrom, validTo, priority, kinds,
                        activities, selector, method.orElseThrow(), basis, factor, attribution, derived)
                : null;
    }

    private static Optional<String> kind(String code) {
        return ActivityKind.find(code).map(ActivityKind::code);
    }

    private static Optional<CalculationMethod> method(Fields fields) {
        if (!fields.has("method")) {
            fields.fault("method", "nothing", METHODS);
        }
        return fields.choice("method", METHODS, CalculationMethod::find);
    }

    private static void checkReported(Fields fields, Optional<BasisRule> basis, FactorQuery factor) {
        if (factor.from() == FactorQuery.From.REPORTED_EMISSIONS) {
            basis.filter(rule -> rule.unit().dimension() != Dimension.MASS)
                .ifPresent(rule -> fields.fault("unit", "'" + rule.unit() + "'",
                        "a unit of mass, because the quantity is a mass of CO2e"));
        }
    }

    private static List<DerivedPart> derived(Fields fields, String id) {
        return fields.objects("derived").stream().flatMap(inner -> {
            Optional<FactorPart> part = inner.choice("part", PARTS, MethodologyReader::part);
            if (!inner.has("part")) {
                inner.fault("part", "nothing", PARTS);
            }
            Optional<Attribution> place = attribution(inner, id, OptionalInt.of(FUEL_AND_ENERGY_RELATED),
                    OptionalInt.of(FUEL_AND_ENERGY_RELATED));
            return part.flatMap(known -> place.map(where -> new DerivedPart(known, where))).stream();
        }).toList();
    }

    private static Optional<FactorPart> part(String code) {
        return FactorPart.find(code).filter(part -> part != FactorPart.ACTIVITY);
    }

    /** Scope and category; what is left out is as given here. */
    private static Optional<Attribution> attribution(Fields fields, String id, OptionalInt scopeElse,
            OptionalInt categoryElse) {
        OptionalInt scope = orElse(fields.integer("scope", 1, 3), scopeElse);
        OptionalInt stated = fields.integer("category", 1, 15);
        if (scope.isEmpty()) {
            fields.fault("scope", "nothing", "a whole number from 1 to 3");
            return Optional.empty();
        }
        OptionalInt category = scope.getAsInt() == 3 ? orElse(stated, categoryElse) : stated;
        if ((scope.getAsInt() == 3) != category.isPresent()) {
            fields.fault("category", category.isPresent() ? String.valueOf(category.getAsInt()) : "nothing",
                    "a whole number from 1 to 15 where scope is 3, else none");
            return Optional.empty();
        }
        return Optional.of(new Attribution(scope.getAsInt(), category, "methodology:" + id, false));
    }

    private static OptionalInt orElse(OptionalInt stated, OptionalInt otherwise) {
        return stated.isPresent() ? stated : otherwise;
    }
}
