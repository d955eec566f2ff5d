package io.carbonflow.accounting.receipt;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.MethaneOrigin;
import io.carbonflow.accounting.gas.OtherGases;
import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;

/** A JSON object, asked for members of a kind; what is not there, or is of another kind, is an exception of its kind. */
record Node(Object object) {

    Object value(String key) {
        return ((Map<?, ?>) object).get(key);
    }

    boolean has(String key) {
        return value(key) != null;
    }

    Node object(String key) {
        return new Node(value(key));
    }

    Map<String, Node> members(String key) {
        var members = new TreeMap<String, Node>();
        ((Map<?, ?>) value(key)).forEach((name, value) -> members.put((String) name, new Node(value)));
        return members;
    }

    List<Node> objects(String key) {
        return has(key) ? ((List<?>) value(key)).stream().map(Node::new).toList() : List.of();
    }

    String text(String key) {
        return (String) value(key);
    }

    BigDecimal number(String key) {
        return (BigDecimal) value(key);
    }

    List<BigDecimal> numbers(String key) {
        return ((List<?>) value(key)).stream().map(BigDecimal.class::cast).toList();
    }

    int integer(String key) {
        BigDecimal number = number(key);
        if (number == null) {
            throw new IllegalArgumentException("it has no number " + key);
        }
        return number.intValueExact();
    }

    List<String> texts(String key) {
        return ((List<?>) value(key)).stream().map(String.class::cast).toList();
    }

    Quantity quantity(String amount, String unit) {
        return new Quantity(number(amount), Unit.of(text(unit)));
    }

    CalculationMethod method() {
        return CalculationMethod.find(text("method")).orElseThrow();
    }

    Working.Version version(String idKey) {
        return new Working.Version(text(idKey), integer("version"));
    }

    GasMasses gases(MethaneOrigin origin) {
        OtherGases other = OtherGases.NONE;
        if (has("other")) {
            var masses = new TreeMap<String, BigDecimal>();
            ((Map<?, ?>) value("other")).forEach((name, mass) -> masses.put((String) name, (BigDecimal) mass));
            other = new OtherGases(masses);
        }
        return new GasMasses(number("co2"), number("ch4"), origin, number("n2o"), number("biogenic_co2"), other);
    }
}
