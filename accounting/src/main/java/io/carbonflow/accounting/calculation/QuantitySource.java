package io.carbonflow.accounting.calculation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;

import io.carbonflow.accounting.basis.Basis;
import io.carbonflow.accounting.basis.BasisInput;
import io.carbonflow.accounting.basis.Formula;
import io.carbonflow.accounting.methodology.BasisRule;
import io.carbonflow.accounting.quantity.Conversion;
import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;

/** How what a factor is multiplied by comes about, for one event after another. */
sealed interface QuantitySource {

    /** How it comes about; null in it where it is the item's own amount. */
    Checked<Basis> of(Item item);

    /** The item's own amount. */
    QuantitySource OWN = new Own();

    /** The item's own amount, as it was stated or worked out when it was read. */
    record Own() implements QuantitySource {

        @Override
        public Checked<Basis> of(Item item) {
            return Checked.of(item.basis());
        }
    }

    /**
     * Money in the currency and prices of the factor.
     *
     * @param money how the money itself comes about
     * @param example its conversion, with some event's amount
     */
    record Money(QuantitySource money, Basis example) implements QuantitySource {

        private static final String AMOUNT = "amount";

        @Override
        public Checked<Basis> of(Item item) {
            return money.of(item).then(worked -> Checked.of(worked == null ? converted(item) : converted(worked)));
        }

        private Basis converted(Item item) {
            var inputs = new TreeMap<>(example.inputs());
            BasisInput amount = inputs.get(AMOUNT);
            inputs.put(AMOUNT, new BasisInput(item.amount(), amount.unit(), amount.source()));
            return new Basis(example.formula(), inputs, example.unit());
        }

        /** One formula for both steps. */
        private Basis converted(Basis worked) {
            var inputs = new TreeMap<>(example.inputs());
            inputs.remove(AMOUNT);
            inputs.putAll(worked.inputs());
            String formula = example.formula()
                .text()
                .replaceFirst("\\b" + AMOUNT + "\\b", Matcher.quoteReplacement(
                        "(" + worked.formula().text() + ")"));
            return new Basis(Formula.parse(formula), inputs, example.unit());
        }
    }

    /**
     * A methodology's formula.
     *
     * @param rule the formula
     * @param unit the item's own
     * @param outcome the unit of what it gives: the rule's, or where that is money the currency of the item
     */
    record Worked(BasisRule rule, Unit unit, Unit outcome) implements QuantitySource {

        Worked(BasisRule rule, Unit unit) {
            this(rule, unit, isMoney(rule.unit()) && isMoney(unit) ? unit : rule.unit());
        }

        private static final String ATTRIBUTES = "attributes.";

        /** The first input that the event leaves out and the rule has nothing for. */
        Optional<String> missing(Item item) {
            return rule.inputs()
                .stream()
                .filter(input -> input.value() == null && !isStated(input, item))
                .map(BasisRule.Input::from)
                .findFirst();
        }

        /** Why no quantity in the item's unit will do; empty where it does. */
        Optional<Refusal> misfit() {
            return rule.inputs()
                .stream()
                .filter(input -> input.from().equals("quantity") && input.unit() != null && !isConvertedLater(input)
                        && !unit.convertsTo(input.unit()))
                .map(input -> mismatch(input, unit))
                .findFirst();
        }

        private static Refusal mismatch(BasisRule.Input input, Unit found) {
            return new Refusal(RefusalCode.UNIT_MISMATCH, input.from().equals("quantity") ? "unit" : input.from(),
                    "%s is in %s, allowed is %s".formatted(input.from(), found, input.unit().dimension().words()));
        }

        private boolean isConvertedLater(BasisRule.Input input) {
            return input.unit() != null && isMoney(input.unit()) && outcome == unit;
        }

        private boolean isStated(BasisRule.Input input, Item item) {
            return switch (input.from()) {
                case "quantity" -> true;
                case "mass" -> item.of().freight().mass() != null;
                case "distance" -> item.of().freight().distance() != null;
                default -> item.of().attributes().containsKey(attribute(input));
            };
        }

        @Override
        public Checked<Basis> of(Item item) {
            var reasons = new ArrayList<Refusal>();
            var inputs = new TreeMap<String, BasisInput>();
            for (BasisRule.Input input : rule.inputs()) {
                value(input, item, reasons).ifPresent(value -> inputs.put(input.name(), value));
            }
            if (!reasons.isEmpty()) {
                return Checked.refused(reasons);
            }
            var basis = new Basis(rule.formula(), inputs, outcome);
            try {
                BigDecimal amount = basis.quantity().amount();
                if (!ReceivedQuantity.isSound(amount)) {
                    return Checked.refused(RefusalCode.OUT_OF_RANGE, "attributes", "%s is %s, allowed is 0 to %s"
                        .formatted(rule.formula(), amount.toPlainString(),
                                ReceivedQuantity.AMOUNT_MAX.toPlainString()));
                }
                return Checked.of(basis);
            } catch (ArithmeticException e) {
                return Checked.refused(RefusalCode.FIELD_INVALID, "attributes", "%s divides by zero".formatted(
                        rule.formula()));
            }
        }

        private Optional<BasisInput> value(BasisRule.Input input, Item item, List<Refusal> reasons) {
            FreightDetails freight = item.of().freight();
            return switch (input.from()) {
                case "quantity" -> quantity(input, new Quantity(item.amount(), unit), reasons);
                case "mass" -> measured(input, "mass", freight.mass(), freight.massUnit(), reasons);
                case "distance" -> measured(input, "distance", freight.distance(), freight.distanceUnit(), reasons);
                case "constant" -> Optional.of(new BasisInput(input.value(), unitText(input), input.source()));
                default -> attribute(input, item, reasons);
            };
        }

        private static boolean isMoney(Unit unit) {
            return unit.dimension() == Dimension.MONEY;
        }

        private Optional<BasisInput> quantity(BasisRule.Input input, Quantity stated, List<Refusal> reasons) {
            return isConvertedLater(input)
                    ? Optional.of(new BasisInput(stated.amount(), unit.code(), input.from()))
                    : input(input, stated, reasons);
        }

        private Optional<BasisInput> measured(BasisRule.Input input, String field, BigDecimal amount, String unitText,
                List<Refusal> reasons) {
            if (amount == null) {
                return otherwise(input);
            }
            return ReceivedQuantity.unit(field + "_unit", unitText, reasons)
                .flatMap(known -> input(input, new Quantity(amount, known), reasons));
        }

        private Optional<BasisInput> attribute(BasisRule.Input input, Item item, List<Refusal> reasons) {
            String name = attribute(input);
            String text = item.of().attributes().get(name);
            if (text == null) {
                return otherwise(input);
            }
            Optional<BigDecimal> amount = ExactDecimal.parse(text);
            if (amount.isEmpty()) {
                reasons.add(new Refusal(RefusalCode.FIELD_INVALID, ATTRIBUTES + name,
                        "%s is '%s', allowed is a decimal number".formatted(ATTRIBUTES + name, text)));
                return Optional.empty();
            }
            String unitText = item.of().attributes().get(name + "_unit");
            if (input.unit() == null || unitText == null) {
                return Optional.of(new BasisInput(amount.get(), unitText(input), ATTRIBUTES + name));
            }
            return ReceivedQuantity.unit(ATTRIBUTES + name + "_unit", unitText, reasons)
                .flatMap(known -> input(input, new Quantity(amount.get(), known), reasons));
        }

        private static Optional<BasisInput> input(BasisRule.Input input, Quantity stated, List<Refusal> reasons) {
            if (input.unit() == null) {
                return Optional.of(new BasisInput(stated.amount(), stated.unit().code(), input.from()));
            }
            if (!stated.unit().convertsTo(input.unit())) {
                reasons.add(mismatch(input, stated.unit()));
                return Optional.empty();
            }
            Conversion step = stated.unit().conversionTo(input.unit());
            String source = step.isNone() ? input.from() : "%s, %s".formatted(input.from(), stated);
            return Optional.of(new BasisInput(stated.in(input.unit()).amount(), input.unit().code(), source));
        }

        private static Optional<BasisInput> otherwise(BasisRule.Input input) {
            return Optional.ofNullable(input.value())
                .map(value -> new BasisInput(value, unitText(input), input.source()));
        }

        private static String attribute(BasisRule.Input input) {
            return input.from().startsWith(ATTRIBUTES) ? input.from().substring(ATTRIBUTES.length()) : input.from();
        }

        private static String unitText(BasisRule.Input input) {
            return input.unit() == null ? "" : input.unit().code();
        }
    }
}
