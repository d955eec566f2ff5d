package io.carbonflow.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.accounting.rules.Facts;

/** The examples of methodology-examples.json, worked out by hand. */
final class MethodologyExamples {

    private static final Map<String, Example> ALL = load();

    private MethodologyExamples() {}

    static Set<String> ids() {
        return ALL.keySet();
    }

    static Example of(String id) {
        return ALL.get(id);
    }

    private static Map<String, Example> load() {
        try (InputStream resource = MethodologyExamples.class.getResourceAsStream("methodology-examples.json")) {
            ObjectNode examples = DocumentText.parse(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
            var all = new LinkedHashMap<String, Example>();
            examples.fields().forEachRemaining(entry -> all.put(entry.getKey(), example(entry.getValue())));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Example example(JsonNode json) {
        var inputs = new HashMap<String, BigDecimal>();
        json.get("inputs").fields().forEachRemaining(entry -> inputs.put(entry.getKey(), decimal(entry.getValue())));
        var facts = new HashMap<String, Object>();
        json.get("facts").fields().forEachRemaining(entry -> facts.put(entry.getKey(), value(entry.getValue())));
        return new Example(SomeFacts.of(facts), inputs, decimal(json.get("expected")), json.path("factor").asText());
    }

    private static Object value(JsonNode json) {
        if (json.isArray()) {
            var texts = new java.util.HashSet<String>();
            json.forEach(element -> texts.add(element.asText()));
            return texts;
        }
        if (json.isObject()) {
            var texts = new HashMap<String, String>();
            json.fields().forEachRemaining(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
            return texts;
        }
        return json.asText();
    }

    private static BigDecimal decimal(JsonNode json) {
        return new BigDecimal(json.asText());
    }

    /**
     * One example.
     *
     * @param facts of an activity it is made for
     * @param inputs of its formula
     * @param expected the quantity
     * @param factor the code its factor is looked up by; empty where it is the activity's or a fixed one
     */
    record Example(Facts facts, Map<String, BigDecimal> inputs, BigDecimal expected, String factor) {}
}
