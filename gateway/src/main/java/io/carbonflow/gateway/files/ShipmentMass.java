package io.carbonflow.gateway.files;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import io.carbonflow.accounting.quantity.Quantity;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.json.Quote;

/**
 * The mass of a shipment from the weights of its levels: that of the shipment where it is stated, else the sum of the
 * levels below, as deep as a weight is stated. Gross weights go before net ones.
 */
final class ShipmentMass {

    private final Map<String, String> units;
    private final List<Level> levels = new ArrayList<>();
    private final Map<String, Integer> indexById = new HashMap<>();
    private Level current = new Level(-1);
    private final Level header = current;

    /** What a weight is the weight of: everything with its packaging, or the goods alone. */
    enum Kind {
        GROSS, NET
    }

    private record Weight(Kind kind, String amount, String unit, int times) {}

    /** A level of the shipment: the weights of itself, and those of the groups of packages on it. */
    private static final class Level {

        private final int parent;
        private final List<List<Weight>> groups = new ArrayList<>(List.of(new ArrayList<>()));

        private Level(int parent) {
            this.parent = parent;
        }

        /** The weights that are this level's, one for each group of packages; empty where none is stated. */
        private List<Weight> own() {
            List<Weight> direct = best(groups.get(0));
            return direct.isEmpty() ? groups.stream().flatMap(group -> best(group).stream()).toList() : direct;
        }

        private static List<Weight> best(List<Weight> weights) {
            return weights.stream().sorted((one, other) -> one.kind().compareTo(other.kind())).limit(1).toList();
        }
    }

    /** @param units our unit by the code of the standard */
    ShipmentMass(Map<String, String> units) {
        this.units = units;
    }

    boolean isUnit(String code) {
        return units.containsKey(code);
    }

    /** A level begins. @param parent the one it belongs to; empty, or one that has not begun, for none */
    void level(String id, String parent) {
        current = new Level(parent.isEmpty() ? -1 : indexById.getOrDefault(parent, -1));
        indexById.put(id, levels.size());
        levels.add(current);
    }

    /** A group of packages of the level begins: further weights are its own. */
    void packages() {
        current.groups.add(new ArrayList<>());
    }

    /** @param times how often this weight is there */
    void weigh(Kind kind, String amount, String unit, int times) {
        List<Weight> group = current.groups.get(current.groups.size() - 1);
        if (!amount.isEmpty() && group.size() < Kind.values().length) {
            group.add(new Weight(kind, amount, unit, times));
        }
    }

    /** The mass; null, and a reason, where there is none. */
    Quantity total(Reasons reasons) {
        List<Weight> weights = header.own();
        if (weights.isEmpty()) {
            weights = ofLevels(reasons);
        }
        if (weights == null) {
            return null;
        }
        if (weights.isEmpty()) {
            reasons.add(ReasonCode.FIELD_MISSING, "mass", "the ship notice has no mass that can be read");
            return null;
        }
        List<Quantity> masses = weights.stream().map(weight -> mass(weight, reasons)).toList();
        return masses.stream().anyMatch(Objects::isNull) ? null : sum(masses);
    }

    /** The weights of the highest levels that have some; null, and a reason, where one of several has none. */
    private List<Weight> ofLevels(Reasons reasons) {
        var found = new ArrayList<List<Weight>>();
        levels.forEach(level -> found.add(new ArrayList<>(level.own())));
        var all = new ArrayList<Weight>();
        var withWeight = new HashSet<Integer>();
        var without = new HashSet<Integer>();
        for (int i = levels.size() - 1; i >= 0; i--) { // a level comes behind the one it belongs to
            int parent = levels.get(i).parent;
            boolean isCovered = parent >= 0 && !levels.get(parent).own().isEmpty();
            if (isCovered) {
                continue;
            }
            (found.get(i).isEmpty() ? without : withWeight).add(parent);
            (parent < 0 ? all : found.get(parent)).addAll(found.get(i));
        }
        withWeight.retainAll(without);
        if (!withWeight.isEmpty()) {
            reasons.add(ReasonCode.FIELD_MISSING, "mass",
                    "the shipment states no mass, and of its packages only some do");
            return null;
        }
        return all;
    }

    private Quantity mass(Weight weight, Reasons reasons) {
        String unit = units.get(weight.unit());
        if (unit == null) {
            reasons.add(ReasonCode.UNIT_UNKNOWN, "mass_unit", "a weight is in one of "
                    + String.join(", ", new TreeSet<>(units.keySet())) + "; found " + Quote.of(weight.unit()));
        }
        boolean isNumber = weight.amount().matches("\\d{1,15}(\\.\\d{0,9})?|\\.\\d{1,9}");
        if (!isNumber) {
            reasons.add(ReasonCode.FIELD_INVALID, "mass",
                    "a weight is a number from 0 with at most 9 decimals, found " + Quote.of(weight.amount()));
        }
        return unit == null || !isNumber ? null
                : new Quantity(new BigDecimal(weight.amount()).multiply(BigDecimal.valueOf(weight.times())),
                        Unit.of(unit));
    }

    private static Quantity sum(List<Quantity> masses) {
        Unit unit = masses.get(0).unit();
        if (masses.stream().allMatch(mass -> mass.unit() == unit)) {
            return new Quantity(masses.stream().map(Quantity::amount).reduce(BigDecimal.ZERO, BigDecimal::add), unit);
        }
        BigDecimal kilograms = masses.stream()
            .map(mass -> mass.in(Unit.KILOGRAM).amount())
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .stripTrailingZeros();
        return new Quantity(kilograms.setScale(Math.max(0, kilograms.scale())), Unit.KILOGRAM);
    }
}
