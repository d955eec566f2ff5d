package io.carbonflow.accounting.factor;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.carbonflow.accounting.factor.FactorEditionCsv.BadRow;
import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Unit;

/**
 * Keeps a file from answering one question twice: an id stands once, and of one activity, part, region, kind of unit and
 * set no two factors are of the same time. Two are where they stand for one year and their validities overlap, a validity
 * without an end being open there, or where both name days and these overlap.
 */
final class FactorUniqueness {

    private final List<BadRow> badRows;
    private final Map<String, Integer> lineById = new HashMap<>();
    private final Map<Key, List<Placed>> byKey = new HashMap<>();

    FactorUniqueness(List<BadRow> badRows) {
        this.badRows = badRows;
    }

    /** Adds the factor to what the file has, and a bad row where the file has its like already. */
    void check(int line, EmissionFactor factor) {
        Integer other = lineById.putIfAbsent(factor.id(), line);
        if (other != null) {
            badRows.add(new BadRow(line, FactorColumn.ID.code(), factor.id() + " is also on line " + other));
            return;
        }
        var key = new Key(factor.activity(), factor.part(), factor.region().code(), kindOf(factor.unit()),
                factor.source().set());
        List<Placed> alike = byKey.computeIfAbsent(key, k -> new ArrayList<>(1));
        for (Placed placed : alike) {
            if (atTheSameTime(placed.factor(), factor)) {
                badRows.add(new BadRow(line, FactorColumn.ACTIVITY.code(),
                        "%s %s of %s for %d per %s, set %s, is also on line %d, and their validities overlap".formatted(
                                factor.activity(), factor.part().code(), factor.region(), factor.year(),
                                factor.unit(), factor.source().set(), placed.line())));
                break;
            }
        }
        alike.add(new Placed(line, factor));
    }

    private static boolean atTheSameTime(EmissionFactor one, EmissionFactor other) {
        boolean bothNameDays = namesDays(one) && namesDays(other);
        return (one.year() == other.year() || bothNameDays) && startsBeforeEnd(one, other)
                && startsBeforeEnd(other, one);
    }

    private static boolean namesDays(EmissionFactor factor) {
        return factor.validFrom() != null || factor.validTo() != null;
    }

    private static boolean startsBeforeEnd(EmissionFactor one, EmissionFactor other) {
        LocalDate start = one.validFrom();
        LocalDate end = other.validTo();
        return start == null || end == null || !start.isAfter(end);
    }

    /** Units that convert to each other are one kind: all masses, but each currency by itself. */
    private static String kindOf(Unit unit) {
        boolean byItself = unit.dimension() == Dimension.COUNT || unit.dimension() == Dimension.MONEY;
        return byItself ? unit.code() : unit.dimension().name();
    }

    private record Key(String activity, FactorPart part, String region, String kindOfUnit, String set) {}

    private record Placed(int line, EmissionFactor factor) {}
}
