package io.carbonflow.intake.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.carbonflow.intake.json.Quote;

/** Reads mapping documents strictly: what it does not know is a fault, so that a slip of the pen maps nothing wrongly. */
public final class MappingReader {

    private static final Set<String> MEMBERS = Set.of("id", "version", "title", "retired", "description", "format",
            "applies_to", "items", "fields",
            "when", "decimal", "date_format", "zone", "csv");
    private static final Set<String> APPLIES_TO = Set.of("channel", "supplier_id", "table", "headers");
    private static final Set<String> CONDITION = Set.of("from", "of", "in", "not_in", "present");
    private static final int FIELDS_MAX = 200;

    private final Faults faults = new Faults();
    private final JsonNode document;

    private MappingReader(JsonNode document) {
        this.document = document;
    }

    /** Whether a document says how fields are mapped, and so is one for this reader. */
    public static boolean isMapping(JsonNode document) {
        return document.path("fields").isObject();
    }

    /** The mapping, or every fault with its place in the document. */
    public static MappingReading read(JsonNode document) {
        if (!document.isObject()) {
            return new MappingReading.Faulty(List.of(new MappingFault("", "a mapping is a JSON object")));
        }
        return new MappingReader(document).read();
    }

    private MappingReading read() {
        faults.unknown(document, "", MEMBERS);
        String format = faults.text(document, "", "format");
        if (format != null && !format.equals("json") && !format.equals("csv")) {
            faults.add("/format", "format is json or csv, found " + Quote.of(format));
        }
        boolean csv = "csv".equals(format);
        var mapping = new Mapping(faults.text(document, "", "id"), csv, appliesTo(), CsvReader.read(document, faults),
                items(csv), fields(csv), conditions(csv));
        return faults.found().isEmpty() ? new MappingReading.Read(mapping) : new MappingReading.Faulty(faults.found());
    }

    private AppliesTo appliesTo() {
        JsonNode stated = document.path("applies_to");
        if (stated.isMissingNode()) {
            return AppliesTo.NOTHING;
        }
        if (!stated.isObject()) {
            faults.add("/applies_to", "applies_to is an object, found " + Quote.of(stated.toString()));
            return AppliesTo.NOTHING;
        }
        faults.unknown(stated, "/applies_to", APPLIES_TO);
        return new AppliesTo(faults.text(stated, "/applies_to", "channel"),
                faults.text(stated, "/applies_to", "supplier_id"), faults.text(stated, "/applies_to", "table"),
                faults.texts(stated, "/applies_to", "headers"));
    }

    private ItemsPath items(boolean csv) {
        String path = document.has("items") ? faults.text(document, "", "items") : null;
        if (path == null) {
            return new ItemsPath(List.of());
        }
        if (csv) {
            faults.add("/items", "the items of a CSV file are its rows; items is for json");
        }
        if (!path.startsWith("/")) {
            faults.add("/items", "items is a path such as /shipments or /shipments/*/legs, found " + Quote.of(path));
            return new ItemsPath(List.of());
        }
        var steps = new ArrayList<String>();
        for (String step : path.substring(1).split("/", -1)) {
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return new ItemsPath(steps);
    }

    private Map<String, FieldRule> fields(boolean csv) {
        JsonNode stated = document.path("fields");
        if (!stated.isObject() || stated.isEmpty() || stated.size() > FIELDS_MAX) {
            faults.add("/fields", "fields is required: an object with 1 to " + FIELDS_MAX + " of our fields");
            return Map.of();
        }
        var reader = new RuleReader(document, csv, faults);
        var rules = new LinkedHashMap<String, FieldRule>();
        stated.properties().forEach(field -> {
            String at = Faults.under("/fields", field.getKey());
            if (!Targets.isKnown(field.getKey())) {
                faults.add(at, Targets.unknown(field.getKey()));
                return;
            }
            rules.put(field.getKey(), reader.field(field.getKey(), field.getValue(), at));
            unit(reader, field.getKey(), field.getValue(), at, stated, rules);
        });
        if (!csv && !rules.containsKey("id")) {
            faults.add("/fields", "id is required: what an item is called, the same whenever it comes");
        }
        return rules;
    }

    /** A unit beside a value is the rule of the value's unit field. */
    private void unit(RuleReader reader, String target, JsonNode rule, String at, JsonNode stated,
            Map<String, FieldRule> rules) {
        if (!rule.isObject() || !rule.has("unit")) {
            return;
        }
        String unitTarget = Targets.unitOf(target);
        if (unitTarget == null) {
            faults.add(at + "/unit", target + " has no unit");
        } else if (stated.has(unitTarget)) {
            faults.add(at + "/unit", unitTarget + " has a rule of its own; state one of the two");
        } else {
            JsonNode unit = rule.get("unit");
            rules.put(unitTarget, unit.isTextual() ? FieldRule.constant(TextNode.valueOf(unit.textValue()))
                    : reader.field(unitTarget, unit, at + "/unit"));
        }
    }

    private List<Condition> conditions(boolean csv) {
        JsonNode stated = document.path("when");
        var conditions = new ArrayList<Condition>();
        if (!stated.isMissingNode() && !stated.isArray()) {
            faults.add("/when", "when is an array of conditions, found " + Quote.of(stated.toString()));
        }
        for (int i = 0; stated.isArray() && i < stated.size(); i++) {
            condition(stated.get(i), "/when/" + i, csv, conditions);
        }
        return conditions;
    }

    private void condition(JsonNode stated, String at, boolean csv, List<Condition> conditions) {
        faults.unknown(stated, at, CONDITION);
        Origin from = new RuleReader(document, csv, faults).origin(stated, at);
        int ways = (stated.has("in") ? 1 : 0) + (stated.has("not_in") ? 1 : 0) + (stated.has("present") ? 1 : 0);
        if (from == null || ways != 1) {
            faults.add(at, "a condition has from and one of in, not_in, present");
            return;
        }
        boolean negated = stated.has("not_in") || stated.has("present") && !faults.flag(stated, at, "present");
        Set<String> values = stated.has("present") ? null
                : Set.copyOf(new java.util.HashSet<>(faults.texts(stated, at, stated.has("in") ? "in" : "not_in")));
        conditions.add(new Condition(from, values, negated));
    }
}
