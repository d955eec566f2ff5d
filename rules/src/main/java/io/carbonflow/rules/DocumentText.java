package io.carbonflow.rules;

import java.util.Iterator;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.accounting.quantity.ExactDecimal;

/** JSON in and out, with the digits as they are written. */
final class DocumentText {

    static final int LENGTH_MAX = 5_000_000;

    private static final JsonMapper MAPPER = mapper();

    private DocumentText() {}

    /**
     * The object a text holds.
     *
     * @throws IllegalArgumentException where it holds none; the message says where it breaks off
     */
    static ObjectNode parse(String json) {
        if (json.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("%d characters, allowed are %d".formatted(json.length(), LENGTH_MAX));
        }
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException("no JSON object");
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line %d, position %d".formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            throw new IllegalArgumentException(e.getOriginalMessage() + where, e);
        }
    }

    /** Whether every number in a tree can be written out with all its digits; {@code 1e999999999} would fill the memory. */
    static boolean hasOrdinaryNumbers(JsonNode node) {
        if (node.isNumber()) {
            return ExactDecimal.parse(node.asText()).isPresent();
        }
        for (JsonNode child : node) {
            if (!hasOrdinaryNumbers(child)) {
                return false;
            }
        }
        return true;
    }

    /** The text of an object: its members in their order, numbers with exactly the digits they have, no white space. */
    static String write(ObjectNode object) {
        try {
            return MAPPER.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree could not be written", e);
        }
    }

    /** An object with these first, then the members of another. */
    static ObjectNode prefixed(Map<String, JsonNode> first, ObjectNode rest) {
        ObjectNode whole = JsonNodeFactory.withExactBigDecimals(true).objectNode();
        whole.setAll(first);
        for (Iterator<Map.Entry<String, JsonNode>> members = rest.fields(); members.hasNext();) {
            Map.Entry<String, JsonNode> member = members.next();
            whole.putIfAbsent(member.getKey(), member.getValue());
        }
        return whole;
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(com.fasterxml.jackson.core.JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();
        mapper.getFactory()
            .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(50).maxNumberLength(200).build());
        return mapper;
    }
}
