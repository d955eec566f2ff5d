package io.carbonflow.ledger.bundle;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.carbonflow.ledger.chain.LedgerEntry;

/** The official mass of a bundle's entries by set, scope and category. Reversals count with their sign. */
final class BundleTotals {

    private record Sum(String gwpSet, int scope, Integer category, long entries, BigDecimal kilograms) {
        Sum plus(BigDecimal more) {
            return new Sum(gwpSet, scope, category, entries + 1, kilograms.add(more));
        }
    }

    private final TreeMap<String, Sum> sums = new TreeMap<>();
    private long entries;

    void add(LedgerEntry entry) {
        entries++;
        var result = entry.result();
        if (result.official()) {
            int category = result.category() == null ? 0 : result.category();
            sums.merge("%s %d %02d".formatted(result.gwpSet(), result.scope(), category),
                    new Sum(result.gwpSet(), result.scope(), result.category(), 1, result.masses().co2e()),
                    (sum, one) -> sum.plus(one.kilograms()));
        }
    }

    long entries() {
        return entries;
    }

    /** In the order of set, scope and category. */
    List<Map<String, Object>> lines() {
        return sums.values().stream().map(sum -> {
            Map<String, Object> line = new HashMap<>();
            line.put("gwp_set", sum.gwpSet());
            line.put("scope", sum.scope());
            line.put("category", sum.category());
            line.put("entries", sum.entries());
            line.put("kg_co2e", sum.kilograms().toPlainString());
            return line;
        }).toList();
    }
}
