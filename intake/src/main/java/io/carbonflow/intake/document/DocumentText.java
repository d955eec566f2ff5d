package io.carbonflow.intake.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.intake.json.JsonItems;

/** A document's JSON, its numbers with the digits they have. */
public final class DocumentText {

    private DocumentText() {}

    /** The object a text holds; empty where it is anything else. */
    public static Optional<ObjectNode> parse(String json) {
        var items = JsonItems.ofDocument(json.getBytes(UTF_8));
        return !items.several() && items.items().get(0).json() instanceof ObjectNode object ? Optional.of(object)
                : Optional.empty();
    }
}
