package io.carbonflow.intake.contract;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.intake.document.DocumentFields;
import io.carbonflow.intake.document.Glob;

/**
 * The items a contract is about: those whose fields match every pattern.
 *
 * @param patterns field or {@code channel}, and what it must match; a contract without patterns is about every item
 */
record AppliesTo(Map<String, Glob> patterns) {

    private static final List<String> FIELDS = List.of("kind", "activity", "source_id", "supplier_id", "facility_id");
    private static final List<String> KINDS = List.of("energy", "logistics", "procurement", "supplier");

    AppliesTo {
        patterns = Map.copyOf(patterns);
    }

    static AppliesTo read(DocumentFields document) {
        var patterns = new TreeMap<String, Glob>();
        document.object("applies_to").ifPresent(scope -> {
            scope.word("kind", KINDS).ifPresent(kind -> patterns.put("kind", new Glob(kind)));
            for (String field : List.of("activity", "source_id", "supplier_id", "facility_id", "channel")) {
                scope.text(field).ifPresent(pattern -> patterns.put(field, new Glob(pattern)));
            }
        });
        return new AppliesTo(patterns);
    }

    boolean covers(RawActivity activity, Circumstances circumstances) {
        for (String field : FIELDS) {
            Glob pattern = patterns.get(field);
            if (pattern != null && !pattern.matches(ActivityValues.text(activity, field))) {
                return false;
            }
        }
        Glob channel = patterns.get("channel");
        return channel == null || channel.matches(circumstances.channel());
    }
}
