package io.carbonflow.local.bundle;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What the official entries of a bundle add up to, by set, scope and category. */
final class BundleSums {

    private final TreeMap<String, BigDecimal> kilograms = new TreeMap<>();
    private final TreeMap<String, Long> counts = new TreeMap<>();

    void add(Line entry) throws MismatchException {
        if (Boolean.TRUE.equals(entry.members().get("official"))) {
            String key = key(entry.text("gwp_set"), entry);
            kilograms.merge(key, new BigDecimal(entry.text("kg_co2e")), BigDecimal::add);
            counts.merge(key, 1L, Long::sum);
        }
    }

    private static String key(String gwpSet, Line of) throws MismatchException {
        long category = of.isNull("category") ? 0 : of.whole("category", 1);
        return "%s, scope %d%s".formatted(gwpSet, of.whole("scope", 1),
                category == 0 ? "" : ", category %02d".formatted(category));
    }

    /** Requires that the manifest has the same sums. */
    void check(List<Line> totals) throws MismatchException {
        var named = new TreeMap<String, BigDecimal>();
        for (Line total : totals) {
            total.of("gwp_set", "scope", "category", "entries", "kg_co2e");
            String key = key(total.text("gwp_set"), total);
            BigDecimal mass = kilograms.get(key);
            if (named.put(key, BigDecimal.ZERO) != null || mass == null
                    || !mass.toPlainString().equals(total.text("kg_co2e"))
                    || counts.get(key) != total.whole("entries", 1)) {
                throw new MismatchException("the manifest says " + total.text("kg_co2e") + " kg CO2e for " + key
                        + ", the entries make it " + (mass == null ? "nothing" : mass.toPlainString()));
            }
        }
        if (named.size() != kilograms.size()) {
            throw new MismatchException("the manifest has no total for some of " + kilograms.keySet());
        }
    }

    /** For a person: one text per sum. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        kilograms.forEach((key, mass) -> lines.add("%s: %s kg CO2e in %,d entries".formatted(key, mass.toPlainString(),
                counts.get(key))));
        return lines;
    }
}
