package io.carbonflow.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.carbonflow.accounting.basis.Formula;
import io.carbonflow.accounting.methodology.BasisRule;
import io.carbonflow.accounting.quantity.Unit;

/** Reads how a methodology works out the quantity: formula, unit and inputs, each checked against the others. */
final class BasisReader {

    private static final String PLAIN = "quantity";
    private static final String CONSTANT = "constant";
    private static final List<BigDecimal> PROBES = List.of(new BigDecimal("0.61803"), new BigDecimal("271.8281"),
            new BigDecimal("-31.41592"));
    private static final Set<String> SOURCES = Set.of("quantity", "mass", "distance", CONSTANT);
    private static final Pattern ATTRIBUTE = Pattern.compile("attributes\\.[A-Za-z0-9_]{1,100}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final String ALLOWED_SOURCES = "quantity, mass, distance, constant or attributes.<name>";
    private static final String ALLOWED_UNITS = "a unit of the catalogue, such as kWh";

    private BasisReader() {}

    /** The rule; empty where the quantity is the activity's own. */
    static Optional<BasisRule> read(Fields fields) {
        Optional<Formula> formula = fields.choice("formula", "an arithmetic expression", Optional::of)
            .flatMap(text -> formula(fields, text));
        Optional<Unit> unit = fields.choice("unit", ALLOWED_UNITS, Unit::find);
        var inputs = new ArrayList<BasisRule.Input>();
        fields.named("inputs").forEach((name, member) -> input(name, member).ifPresent(inputs::add));
        boolean plain = formula.map(it -> it.text().equals(PLAIN)).orElse(true);
        if (plain && inputs.isEmpty() && unit.isEmpty()) {
            return Optional.empty();
        }
        if (unit.isEmpty()) {
            fields.fault("unit", "nothing", ALLOWED_UNITS + ", because there is a formula");
        }
        Formula expression = formula.orElse(Formula.parse(PLAIN));
        checkDivision(fields, expression, inputs);
        checkNames(fields, expression, inputs.stream().map(BasisRule.Input::name).toList());
        return unit.filter(known -> fields.isSound()).map(known -> new BasisRule(expression, known, inputs));
    }

    private static Optional<Formula> formula(Fields fields, String text) {
        try {
            return Optional.of(Formula.parse(text));
        } catch (IllegalArgumentException e) {
            fields.fault("formula", "'" + text + "'", "an arithmetic expression; " + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Refuses a formula that divides by zero whatever the event says. It is tried with several values for what events
     * state; one that fails with each of them has the zero in itself, or in its constants.
     */
    private static void checkDivision(Fields fields, Formula formula, List<BasisRule.Input> inputs) {
        if (PROBES.stream().allMatch(probe -> dividesByZero(formula, inputs, probe))) {
            fields.fault("formula", "'" + formula + "'", "one that does not divide by zero in any case");
        }
    }

    private static boolean dividesByZero(Formula formula, List<BasisRule.Input> inputs, BigDecimal probe) {
        var values = new HashMap<String, BigDecimal>();
        for (String name : formula.names()) {
            values.put(name, probe.multiply(BigDecimal.valueOf(values.size() + 1L)));
        }
        inputs.stream()
            .filter(input -> input.from().equals(CONSTANT) && input.value() != null)
            .forEach(input -> values.put(input.name(), input.value()));
        try {
            formula.evaluate(values);
            return false;
        } catch (ArithmeticException e) {
            return true;
        }
    }

    private static void checkNames(Fields fields, Formula formula, List<String> inputs) {
        formula.names()
            .stream()
            .filter(name -> !inputs.contains(name))
            .sorted()
            .forEach(name -> fields.fault("formula", "the name " + name, "one of the inputs " + inputs));
        inputs.stream()
            .filter(name -> !formula.names().contains(name))
            .forEach(name -> fields.fault("inputs." + name, "not in the formula", "one the formula names"));
    }

    private static Optional<BasisRule.Input> input(String name, Fields fields) {
        if (!NAME.matcher(name).matches()) {
            fields.fault("", "named '" + name + "'", "a name of a-z, 0-9 and underscore");
        }
        Optional<String> from = fields.choice("from", ALLOWED_SOURCES, BasisReader::source);
        if (!fields.has("from")) {
            fields.fault("from", "nothing", ALLOWED_SOURCES);
        }
        Optional<Unit> unit = fields.choice("unit", ALLOWED_UNITS, Unit::find);
        Optional<BigDecimal> value = fields.number("value");
        String source = fields.optionalText("source").orElse("");
        if (from.filter(CONSTANT::equals).isPresent() && value.isEmpty()) {
            fields.fault("value", "nothing", "a decimal, because the input is a constant");
        }
        if (value.isPresent() && source.isEmpty()) {
            fields.fault("source", "nothing", "where the value comes from");
        }
        return from.map(known -> new BasisRule.Input(name, known, unit.orElse(null), value.orElse(null), source));
    }

    private static Optional<String> source(String text) {
        return SOURCES.contains(text) || ATTRIBUTE.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }
}
