package io.carbonflow.accounting.receipt;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;

import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.gas.MethaneOrigin;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;

/** Reads what a receipt rests on; what follows from it is left to be worked out again. */
final class ReceiptReader {

    private ReceiptReader() {}

    static Working read(String json) {
        try {
            return working(new Node(CanonicalJson.read(json)));
        } catch (ClassCastException | NullPointerException | ArithmeticException | NoSuchElementException e) {
            throw new IllegalArgumentException("the text is JSON, but not a receipt: " + e.getMessage(), e);
        }
    }

    private static Working working(Node receipt) {
        int format = receipt.integer("format");
        if (format != Receipt.FORMAT) {
            throw new IllegalArgumentException("receipt format is " + format + ", known is " + Receipt.FORMAT);
        }
        return new Working(receipt.text("activity"), quantity(receipt, "quantity_received", "unit_received"),
                freight(receipt), factor(receipt.object("factor")), GwpSet.valueOf(receipt.text("gwp_set")),
                CalculationMethod.find(receipt.text("method")).orElseThrow(),
                version(receipt.object("methodology"), "id"),
                version(receipt.object("attribution"), "rules"), attribution(receipt.object("attribution")),
                receipt.texts("notices"));
    }

    private static Quantity quantity(Node node, String amount, String unit) {
        return new Quantity(node.number(amount), Unit.of(node.text(unit)));
    }

    private static Optional<FreightInputs> freight(Node receipt) {
        return receipt.has("freight")
                ? Optional.of(new FreightInputs(quantity(receipt.object("freight"), "mass", "mass_unit"),
                        quantity(receipt.object("freight"), "distance", "distance_unit")))
                : Optional.empty();
    }

    private static AppliedFactor factor(Node factor) {
        String per = factor.text("per");
        String published = factor.text("published_gwp_set");
        return new AppliedFactor(factor.text("id"), factor.text("edition"), factor.text("source"),
                factor.text("region"), factor.integer("year"), factor.number("published_value"),
                Unit.of(factor.text("mass_unit")), per == null ? null : Unit.of(per),
                gases(factor.object("gases"), MethaneOrigin.parse(factor.text("methane_origin"))),
                published == null ? null : GwpSet.valueOf(published));
    }

    private static GasMasses gases(Node gases, MethaneOrigin origin) {
        return new GasMasses(gases.number("co2"), gases.number("ch4"), origin, gases.number("n2o"),
                gases.number("biogenic_co2"));
    }

    private static Working.Version version(Node node, String idKey) {
        return new Working.Version(node.text(idKey), node.integer("version"));
    }

    private static Attribution attribution(Node node) {
        BigDecimal category = node.number("category");
        return new Attribution(node.integer("scope"),
                category == null ? OptionalInt.empty() : OptionalInt.of(category.intValueExact()), node.text("rule"),
                (Boolean) node.value("assumed"));
    }

    /** A JSON object, asked for members of a kind. */
    private record Node(Object object) {

        private Object value(String key) {
            return ((Map<?, ?>) object).get(key);
        }

        private boolean has(String key) {
            return value(key) != null;
        }

        private Node object(String key) {
            return new Node(value(key));
        }

        private String text(String key) {
            return (String) value(key);
        }

        private BigDecimal number(String key) {
            return (BigDecimal) value(key);
        }

        private int integer(String key) {
            return number(key).intValueExact();
        }

        private List<String> texts(String key) {
            return ((List<?>) value(key)).stream().map(String.class::cast).toList();
        }
    }
}
