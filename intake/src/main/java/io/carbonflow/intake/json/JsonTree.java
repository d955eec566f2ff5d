package io.carbonflow.intake.json;

import java.io.IOException;
import java.math.BigDecimal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.util.RawValue;

import io.carbonflow.accounting.quantity.ExactDecimal;

/**
 * Reads one JSON value so that a hostile one harms nobody: numbers stay as they were written, none is ever expanded, and
 * a flaw inside the value (a field that stands twice, bottomless nesting) does not end the reading of its neighbours.
 */
final class JsonTree {

    private static final int DEPTH_MAX = 64;
    private static final int LONG_DIGITS_MAX = 18;
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    /** The limits that would end a whole body because of one element are ours to apply per element. */
    static final JsonFactory FACTORY = new JsonFactoryBuilder()
        .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
        .streamReadConstraints(StreamReadConstraints.builder()
            .maxNumberLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .maxNestingDepth(Integer.MAX_VALUE)
            .build())
        .build();

    private final JsonParser parser;
    private String flaw;

    JsonTree(JsonParser parser) {
        this.parser = parser;
    }

    /** The value at the parser's present token; the parser then stands on its last token. */
    JsonNode read() throws IOException {
        flaw = null;
        return value(parser.currentToken(), 0);
    }

    /** What is wrong with the value read last; null where nothing is. */
    String flaw() {
        return flaw;
    }

    private JsonNode value(JsonToken token, int depth) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(depth + 1);
            case START_ARRAY -> array(depth + 1);
            case VALUE_STRING -> TextNode.valueOf(parser.getText());
            case VALUE_NUMBER_INT -> parser.getTextLength() <= LONG_DIGITS_MAX ? LongNode.valueOf(parser.getLongValue())
                    : number(parser.getText());
            case VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            default -> NullNode.instance;
        };
    }

    private static JsonNode number(String text) {
        return ExactDecimal.parse(text)
            .<JsonNode>map(JsonTree::exact)
            .orElseGet(() -> new POJONode(new RawValue(text)));
    }

    private static JsonNode exact(BigDecimal number) {
        return DecimalNode.valueOf(number);
    }

    private JsonNode object(int depth) throws IOException {
        var object = new ObjectNode(NODES);
        if (tooDeep(depth)) {
            parser.skipChildren();
            return object;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (object.replace(name, value(parser.nextToken(), depth)) != null) {
                flaw = "the field " + Quote.of(name) + " stands twice in one object";
            }
        }
        return object;
    }

    private JsonNode array(int depth) throws IOException {
        var array = new ArrayNode(NODES);
        if (tooDeep(depth)) {
            parser.skipChildren();
            return array;
        }
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(token, depth));
        }
        return array;
    }

    private boolean tooDeep(int depth) {
        if (depth > DEPTH_MAX) {
            flaw = "the JSON is nested deeper than " + DEPTH_MAX + " levels";
        }
        return depth > DEPTH_MAX;
    }
}
