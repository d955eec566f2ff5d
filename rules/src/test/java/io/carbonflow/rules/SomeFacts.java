package io.carbonflow.rules;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.rules.Facts;

/** Facts to ask questions about. */
final class SomeFacts {

    private SomeFacts() {}

    /** A German road freight, inbound, paid by us, with mass and distance. */
    static Facts ofFreight() {
        return new Facts("demo", "logistics", "freight.road.hgv", "freight", "DE", null, null, "measured", "transport",
                null, null, null, "TMS", "own", LocalDate.parse("2025-11-03"), Set.of("mass", "distance"),
                Map.of("direction", "inbound", "paid_by", "us", "load", "2.75"));
    }

    /** Facts with what is stated here; kind, family and the like as is usual for the activity. */
    @SuppressWarnings("unchecked")
    static Facts of(Map<String, Object> stated) {
        String activity = (String) stated.get("activity");
        ActivityType type = ActivityCatalogue.find(activity).orElseThrow();
        String family = type.family().name().toLowerCase(java.util.Locale.ROOT);
        return new Facts("demo", text(stated, "kind", type.kind().code()), activity, text(stated, "family", family),
                text(stated, "country", null), text(stated, "subdivision", null), text(stated, "industry", null),
                text(stated, "data_quality", "measured"), text(stated, "dimension", ""), null,
                text(stated, "supplier_id", null), null, "SOURCE", text(stated, "relation", "own"),
                LocalDate.parse(text(stated, "day", "2025-11-03")),
                (Set<String>) stated.getOrDefault("given", Set.of()),
                (Map<String, String>) stated.getOrDefault("attributes", Map.of()));
    }

    private static String text(Map<String, Object> stated, String name, String otherwise) {
        return (String) stated.getOrDefault(name, otherwise);
    }
}
