package io.carbonflow.bench.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measurements by name, in the order in which the names first came. */
final class Figures {

    private final Map<String, List<Double>> byName = new LinkedHashMap<>();

    void add(String name, double figure) {
        byName.computeIfAbsent(name, key -> new ArrayList<>()).add(figure);
    }

    double median(String name) {
        return percentile(byName.get(name), 50);
    }

    /** Median, least and most of each, and the medians as shares of that of the name they are held against. */
    void print(String unit, String beside) {
        double bare = median(beside);
        byName.forEach((name, all) -> System.out.printf(Locale.ROOT,
                "%-34s median %,9.0f  min %,9.0f  max %,9.0f %s  (%.2f of %s)%n", name, median(name),
                percentile(all, 0), percentile(all, 100), unit, median(name) / bare, beside));
    }

    /** The smallest of the values that so many percent of all do not exceed (nearest rank). */
    static double percentile(Collection<Double> values, int percent) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int rank = (int) (((long) percent * sorted.length + 99) / 100);
        return sorted[Math.max(0, rank - 1)];
    }
}
