package io.carbonflow.rules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.accounting.rules.Condition;

/**
 * The members of a JSON object, read one by one. What is wrong is collected with its path, so that one answer names every
 * fault; a reading that failed answers empty and the reader goes on. Members nobody asked for are faults too.
 */
public final class Fields {

    private static final int FAULTS_MAX = 100;

    private final JsonNode object;
    private final String path;
    private final List<DocumentFault> faults;
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<Fields> children = new ArrayList<>();

    private Fields(JsonNode object, String path, List<DocumentFault> faults) {
        this.object = object;
        this.path = path;
        this.faults = faults;
    }

    static Fields of(JsonNode object) {
        return new Fields(object, "", new ArrayList<>());
    }

    /** Whether a member of this name is there and not null. */
    public boolean has(String name) {
        asked.add(name);
        return object.hasNonNull(name);
    }

    /** A text that has to be there and not blank; empty, with a fault, where it is not. */
    public String text(String name) {
        if (!has(name)) {
            fault(name, "nothing", "a text");
            return "";
        }
        return optionalText(name).orElse("");
    }

    /** A text that may be absent; never blank. */
    public Optional<String> optionalText(String name) {
        return present(name).flatMap(value -> {
            if (!FieldTexts.isText(value)) {
                fault(name, value, FieldTexts.ALLOWED);
                return Optional.empty();
            }
            return Optional.of(value.textValue());
        });
    }

    /** A decimal, as a JSON number or as a text; may be absent. */
    public Optional<BigDecimal> number(String name) {
        return present(name).flatMap(value -> {
            Optional<BigDecimal> number = value.isNumber() || value.isTextual()
                    ? ExactDecimal.parse(value.asText())
                    : Optional.empty();
            if (number.isEmpty()) {
                fault(name, value, "a decimal of up to %d characters".formatted(ExactDecimal.TEXT_LENGTH_MAX));
            }
            return number;
        });
    }

    /** A whole number within bounds, both inclusive; may be absent. */
    public OptionalInt integer(String name, int least, int most) {
        Optional<JsonNode> value = present(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!value.get().canConvertToInt() || !value.get().isIntegralNumber() || value.get().intValue() < least
                || value.get().intValue() > most) {
            fault(name, value.get(), "a whole number from %d to %d".formatted(least, most));
            return OptionalInt.empty();
        }
        return OptionalInt.of(value.get().intValue());
    }

    /** True or false; {@code otherwise} where it is absent. */
    public boolean flag(String name, boolean otherwise) {
        Optional<JsonNode> value = present(name);
        if (value.isPresent() && !value.get().isBoolean()) {
            fault(name, value.get(), "true or false");
        }
        return value.filter(JsonNode::isBoolean).map(JsonNode::booleanValue).orElse(otherwise);
    }

    /** A day such as 2025-11-03; may be absent. */
    public Optional<LocalDate> date(String name) {
        return optionalText(name)
            .flatMap(text -> parsed(name, text, "a day such as 2025-11-03", FieldTexts::day));
    }

    /** A text that stands for something, read by {@code find}; may be absent. */
    public <T> Optional<T> choice(String name, String allowed, Function<String, Optional<T>> find) {
        return optionalText(name).flatMap(text -> parsed(name, text, allowed, find));
    }

    /** A list of texts that each stand for something; empty where it is absent. */
    public <T> List<T> choices(String name, String allowed, Function<String, Optional<T>> find) {
        var found = new ArrayList<T>();
        List<String> texts = texts(name);
        for (int index = 0; index < texts.size(); index++) {
            parsed("%s[%d]".formatted(name, index), texts.get(index), allowed, find).ifPresent(found::add);
        }
        return found;
    }

    /** A list of texts; empty where it is absent. */
    public List<String> texts(String name) {
        var texts = new ArrayList<String>();
        List<JsonNode> values = elements(name);
        for (int index = 0; index < values.size(); index++) {
            JsonNode value = values.get(index);
            if (FieldTexts.isText(value)) {
                texts.add(value.textValue());
            } else {
                fault("%s[%d]".formatted(name, index), value, FieldTexts.ALLOWED);
            }
        }
        return texts;
    }

    /** An object; may be absent. */
    public Optional<Fields> object(String name) {
        return present(name).flatMap(value -> child(name, value));
    }

    /** A list of objects; empty where it is absent. */
    public List<Fields> objects(String name) {
        return objects(name, Integer.MAX_VALUE);
    }

    /** A list of objects; empty where it is absent. Of a longer one than is allowed no more are read. */
    public List<Fields> objects(String name, int most) {
        var objects = new ArrayList<Fields>();
        List<JsonNode> values = elements(name);
        if (values.size() > most) {
            fault(name, values.size() + " of them", "up to " + most);
        }
        for (int index = 0; index < Math.min(values.size(), most); index++) {
            child("%s[%d]".formatted(name, index), values.get(index)).ifPresent(objects::add);
        }
        return objects;
    }

    /** An object whose members are all objects, by their names in the document's order; empty where it is absent. */
    public Map<String, Fields> named(String name) {
        var named = new LinkedHashMap<String, Fields>();
        object(name).ifPresent(inner -> inner.object.fieldNames()
            .forEachRemaining(member -> inner.object(member).ifPresent(fields -> named.put(member, fields))));
        return named;
    }

    /** The names of this object's members, in the document's order. */
    public List<String> names() {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A condition in CEL; one that always holds where it is absent. */
    public Condition condition(String name) {
        return optionalText(name).map(text -> {
            try {
                return Conditions.parse(text);
            } catch (IllegalArgumentException e) {
                fault(name, "'" + FieldTexts.shortened(text) + "'", "a condition in CEL; " + e.getMessage());
                return Condition.ALWAYS;
            }
        }).orElse(Condition.ALWAYS);
    }

    /** Says that something is wrong with a member; of a document full of faults the first hundred are kept. */
    public void fault(String name, String found, String allowed) {
        if (faults.size() >= FAULTS_MAX) {
            return;
        }
        String where = path.isEmpty() || name.isEmpty() ? path + name : path + "." + name;
        faults.add(new DocumentFault(where, found, allowed));
    }

    /** Whether nothing was found wrong so far, in the whole document. */
    public boolean isSound() {
        return faults.isEmpty();
    }

    /** The faults that were found, the members nobody asked for left aside. */
    List<DocumentFault> foundSoFar() {
        return List.copyOf(faults);
    }

    /** Every fault of the whole document, after the members nobody asked for have been added to them. */
    List<DocumentFault> finish() {
        refuseUnknown();
        return List.copyOf(faults);
    }

    private void refuseUnknown() {
        for (String name : names()) {
            if (!asked.contains(name)) {
                fault(name, "there", asked.isEmpty() ? "no member" : "one of " + String.join(", ", asked));
            }
        }
        children.forEach(Fields::refuseUnknown);
    }

    private Optional<JsonNode> present(String name) {
        return has(name) ? Optional.of(object.get(name)) : Optional.empty();
    }

    private List<JsonNode> elements(String name) {
        var elements = new ArrayList<JsonNode>();
        present(name).ifPresent(value -> {
            if (value.isArray()) {
                value.forEach(elements::add);
            } else {
                fault(name, value, "a list");
            }
        });
        return elements;
    }

    private Optional<Fields> child(String name, JsonNode value) {
        if (!value.isObject()) {
            fault(name, value, "an object");
            return Optional.empty();
        }
        var child = new Fields(value, path.isEmpty() ? name : path + "." + name, faults);
        children.add(child);
        return Optional.of(child);
    }

    private <T> Optional<T> parsed(String name, String text, String allowed, Function<String, Optional<T>> find) {
        Optional<T> found = find.apply(text);
        if (found.isEmpty()) {
            fault(name, "'" + FieldTexts.shortened(text) + "'", allowed);
        }
        return found;
    }

    private void fault(String name, JsonNode found, String allowed) {
        fault(name, FieldTexts.shortened(found.toString()), allowed);
    }
}
