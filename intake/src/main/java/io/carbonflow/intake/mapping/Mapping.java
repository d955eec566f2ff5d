package io.carbonflow.intake.mapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.intake.contract.Verdict;

/** A mapping document that was read: makes canonical activities of somebody else's items. Immutable. */
public final class Mapping {

    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
    private static final String ATTRIBUTES = "attributes.";
    private static final String SUPPLIER_FACTOR = "attributes.supplier_factor.";

    private final String id;
    private final boolean csv;
    private final AppliesTo appliesTo;
    private final CsvDialect dialect;
    private final ItemsPath items;
    private final Map<String, FieldRule> fields;
    private final List<Condition> when;

    Mapping(String id, boolean csv, AppliesTo appliesTo, CsvDialect dialect, ItemsPath items,
            Map<String, FieldRule> fields, List<Condition> when) {
        this.id = id;
        this.csv = csv;
        this.appliesTo = appliesTo;
        this.dialect = dialect;
        this.items = items;
        this.fields = fields;
        this.when = List.copyOf(when);
    }

    /** Its name; null where the document has none. */
    public String id() {
        return id;
    }

    /** Whether its items are the rows of a CSV file: flat objects of texts under the columns' names. */
    public boolean isCsv() {
        return csv;
    }

    public AppliesTo appliesTo() {
        return appliesTo;
    }

    /** Whether it says what an item is called; else who reads the rows names them, with the standard {@code id}. */
    public boolean givesId() {
        return fields.containsKey("id");
    }

    /** How the CSV file is written. */
    public CsvDialect dialect() {
        return dialect;
    }

    /** The items of a JSON document. A document that has nothing where its items should be is an item itself. */
    public List<Place> places(JsonNode document) {
        return items.places(document);
    }

    /** The field names to the one array that holds all items; empty where there is not exactly one. */
    public List<String> arrayOfItems() {
        return items.single();
    }

    /** Whether an item can be read without what stands around it. */
    public boolean standsAlone() {
        return fields.values().stream().allMatch(Mapping::isOfItem)
                && when.stream().allMatch(condition -> condition.from().within() == Origin.Within.ITEM);
    }

    private static boolean isOfItem(FieldRule rule) {
        if (rule.source() instanceof FieldRule.Taken taken) {
            return taken.origin().within() == Origin.Within.ITEM;
        }
        return !(rule.source() instanceof FieldRule.Joined joined)
                || joined.parts().stream().allMatch(Mapping::isOfItem);
    }

    /**
     * Makes an activity of an item and holds it against the contract. Reasons name the sender's columns or pointers.
     *
     * @param standards canonical fields for where the mapping has no rule for them, such as {@code source_id}
     * @param contract  what an activity must be
     */
    public Verdict examine(Place place, Map<String, String> standards, Function<JsonNode, Verdict> contract) {
        var findings = new Findings();
        ObjectNode activity = NODES.objectNode();
        standards.forEach(activity::put);
        var names = new HashMap<String, String>();
        fields.forEach((target, rule) -> {
            JsonNode value = rule.value(place, findings);
            String name = rule.nameAt(place);
            if (name != null) {
                names.put(target, name);
            }
            if (value != null) {
                put(activity, target, value);
            }
        });
        String eventId = text(activity, "id");
        String source = text(activity, "source_id");
        if (!when.stream().allMatch(condition -> condition.holds(place))) {
            return eventId == null || source == null ? new SendersWords(names).refusalWithoutId(eventId, source)
                    : new Verdict.Context(eventId, source, "mapping_condition");
        }
        if (!findings.areNone()) {
            return findings.verdict(eventId, source);
        }
        kind(activity);
        var version = Version.takenFrom(activity, names, findings);
        if (!findings.areNone()) {
            return findings.verdict(eventId, source);
        }
        return version.applied(new SendersWords(names).of(contract.apply(activity)));
    }

    private static void put(ObjectNode activity, String target, JsonNode value) {
        if (target.startsWith(SUPPLIER_FACTOR)) {
            activity.withObjectProperty("attributes")
                .withObjectProperty("supplier_factor")
                .set(target.substring(SUPPLIER_FACTOR.length()), value);
        } else if (target.startsWith(ATTRIBUTES)) {
            activity.withObjectProperty("attributes").set(target.substring(ATTRIBUTES.length()), value);
        } else {
            activity.set(target, value);
        }
    }

    /** An activity is nearly always of the kind its code says. */
    private static void kind(ObjectNode activity) {
        String code = text(activity, "activity");
        if (!activity.has("kind") && code != null) {
            ActivityCatalogue.find(code).ifPresent(type -> activity.put("kind", type.kind().code()));
        }
    }

    private static String text(ObjectNode activity, String name) {
        String text = Scalars.text(activity.path(name));
        return text == null || text.length() > Version.LENGTH_MAX ? null : text;
    }
}
