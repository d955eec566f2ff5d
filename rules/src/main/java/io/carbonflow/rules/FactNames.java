package io.carbonflow.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import io.carbonflow.accounting.rules.Facts;

/** What a condition calls the facts. */
final class FactNames {

    static final String GIVEN = "given";
    static final String ATTRIBUTES = "attributes";

    private static final Map<String, Function<Facts, String>> TEXTS = new TreeMap<>(Map.ofEntries(
            Map.entry("tenant", Facts::tenant),
            Map.entry("kind", Facts::kind),
            Map.entry("activity", Facts::activity),
            Map.entry("family", Facts::family),
            Map.entry("country", Facts::country),
            Map.entry("subdivision", Facts::subdivision),
            Map.entry("industry", Facts::industry),
            Map.entry("data_quality", Facts::dataQuality),
            Map.entry("dimension", Facts::dimension),
            Map.entry("facility_id", Facts::facilityId),
            Map.entry("supplier_id", Facts::supplierId),
            Map.entry("product_id", Facts::productId),
            Map.entry("source_id", Facts::sourceId),
            Map.entry("relation", Facts::relation),
            Map.entry("day", facts -> facts.day().toString())));

    private FactNames() {}

    /** The names that stand for a text. */
    static Iterable<String> texts() {
        return TEXTS.keySet();
    }

    /** Every name, as it may be written. */
    static List<String> all() {
        var all = new ArrayList<>(TEXTS.keySet());
        all.add(GIVEN);
        all.add(ATTRIBUTES + ".<name>");
        return all;
    }

    /** The value of a name; null where the name is none of ours. A fact that is not stated is an empty text. */
    static Object value(String name, Facts facts) {
        Function<Facts, String> text = TEXTS.get(name);
        if (text != null) {
            String stated = text.apply(facts);
            return stated == null ? "" : stated;
        }
        return switch (name) {
            case GIVEN -> List.copyOf(facts.given());
            case ATTRIBUTES -> facts.attributes();
            default -> null;
        };
    }
}
