package io.carbonflow.intake.document;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.intake.json.Quote;

/**
 * The members of one object of a document, read strictly: what is missing, wrong, or not known is a fault with its place.
 * Each method gives nothing where the member is absent or faulty.
 */
public final class DocumentFields {

    private final ObjectNode object;
    private final String prefix;
    private final List<Fault> faults;
    private final Set<String> known = new HashSet<>();
    private final List<DocumentFields> inner = new ArrayList<>();

    private DocumentFields(ObjectNode object, String prefix, List<Fault> faults) {
        this.object = object;
        this.prefix = prefix;
        this.faults = faults;
    }

    /** The members of a document; those every document has are known. */
    public static DocumentFields of(ObjectNode document) {
        var fields = new DocumentFields(document, "", new ArrayList<>());
        fields.known.addAll(List.of("id", "version", "title", "retired"));
        return fields;
    }

    /** The members of an object that is no document: it knows none before they are asked for. */
    public static DocumentFields ofBody(ObjectNode object) {
        return new DocumentFields(object, "", new ArrayList<>());
    }

    public boolean has(String name) {
        known.add(name);
        JsonNode value = object.path(name);
        return !value.isMissingNode() && !value.isNull();
    }

    /** The member as it stands there; a missing node where there is none. */
    public JsonNode node(String name) {
        known.add(name);
        return object.path(name);
    }

    public Optional<String> text(String name) {
        return read(name, "a text", value -> value.isTextual() && !value.textValue().isBlank() ? value.textValue()
                : null);
    }

    public String requiredText(String name) {
        return text(name).orElseGet(() -> missing(name, "a text"));
    }

    /** One of a few words. */
    public Optional<String> word(String name, Collection<String> permitted) {
        return read(name, "one of " + String.join(", ", permitted),
                value -> value.isTextual() && permitted.contains(value.textValue()) ? value.textValue() : null);
    }

    /** One of a few words, which must be there. */
    public String requiredWord(String name, Collection<String> permitted) {
        return word(name, permitted).orElseGet(() -> missing(name, "one of " + String.join(", ", permitted)));
    }

    /** A number, or a number written as a text, with all its digits. */
    public Optional<BigDecimal> decimal(String name) {
        return read(name, "a number", DocumentFields::decimalOf);
    }

    /** The number a JSON value states; null where it states none. */
    public static BigDecimal decimalOf(JsonNode value) {
        return value.isNumber() || value.isTextual() ? ExactDecimal.parse(value.asText()).orElse(null) : null;
    }

    /** A time span such as {@code PT15M} or {@code P30D}, longer than nothing. */
    public Optional<Duration> duration(String name) {
        return read(name, "an ISO 8601 duration of days, hours, minutes and seconds such as P30D or PT15M", value -> {
            try {
                Duration read = Duration.parse(value.asText());
                return read.isNegative() || read.isZero() ? null : read;
            } catch (DateTimeException e) {
                return null;
            }
        });
    }

    /** Texts of an array; empty where there is none. */
    public List<String> texts(String name) {
        return elements(name, "an array of texts",
                (value, at) -> value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null);
    }

    /** The object that is the member. */
    public Optional<DocumentFields> object(String name) {
        return read(name, "a JSON object", value -> value instanceof ObjectNode found ? inside(found, name + '.')
                : null);
    }

    /** The objects of an array; empty where there is none. */
    public List<DocumentFields> objects(String name) {
        return elements(name, "an array of JSON objects",
                (value, at) -> value instanceof ObjectNode found ? inside(found, at + '.') : null);
    }

    /** Every member's name, all of them known thereby: for an object whose names are the author's. */
    public List<String> names() {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        known.addAll(names);
        return names;
    }

    /** Says that a member is not what it may be. */
    public void fault(String name, String allowed) {
        fault(name, found(object.path(name)), allowed);
    }

    public void fault(String name, String found, String allowed) {
        faults.add(new Fault(prefix + name, found, allowed));
    }

    /** Where the members of this object are: empty, or a path that ends in a dot. */
    public String path() {
        return prefix;
    }

    /** Everything that was found, members nobody asked for included. */
    public List<Fault> finish() {
        unknown();
        return List.copyOf(faults);
    }

    private void unknown() {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!known.contains(member.getKey())) {
                faults.add(new Fault(prefix + Quote.of(member.getKey()).replace("'", ""), "a member nobody knows",
                        "one of " + known.stream().sorted().toList()));
            }
        }
        inner.forEach(DocumentFields::unknown);
    }

    private DocumentFields inside(ObjectNode found, String at) {
        var fields = new DocumentFields(found, prefix + at, faults);
        inner.add(fields);
        return fields;
    }

    private <T> Optional<T> read(String name, String allowed, Function<JsonNode, T> reader) {
        if (!has(name)) {
            return Optional.empty();
        }
        T value = reader.apply(object.get(name));
        if (value == null) {
            fault(name, allowed);
        }
        return Optional.ofNullable(value);
    }

    private interface Element<T> {
        T read(JsonNode value, String at);
    }

    private <T> List<T> elements(String name, String allowed, Element<T> reader) {
        if (!has(name)) {
            return List.of();
        }
        JsonNode array = object.get(name);
        if (!array.isArray()) {
            fault(name, allowed);
            return List.of();
        }
        var read = new ArrayList<T>();
        for (int i = 0; i < array.size(); i++) {
            String at = name + '[' + i + ']';
            T value = reader.read(array.get(i), at);
            if (value == null) {
                fault(at, found(array.get(i)), allowed);
            } else {
                read.add(value);
            }
        }
        return List.copyOf(read);
    }

    private <T> T missing(String name, String allowed) {
        if (!has(name)) {
            fault(name, Fault.NOTHING, allowed);
        }
        return null;
    }

    private static String found(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Fault.NOTHING;
        }
        return value.isContainerNode() ? "a JSON " + value.getNodeType().name().toLowerCase(java.util.Locale.ROOT)
                : Quote.of(value.asText());
    }
}
