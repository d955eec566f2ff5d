package io.carbonflow.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The documents of this module's resources: {@code shipped/<kind>/<id>.json}, each named by a line of
 * {@code shipped/<kind>/index.txt}, because resources cannot be listed in a native image.
 */
final class ShippedDocuments {

    private static final List<RuleDocument> ALL = load();

    private ShippedDocuments() {}

    static List<RuleDocument> all() {
        return ALL;
    }

    private static List<RuleDocument> load() {
        var documents = new ArrayList<RuleDocument>();
        for (RuleKind kind : RuleKind.values()) {
            text(kind.code() + "/index.txt").lines()
                .filter(line -> !line.isBlank())
                .forEach(id -> documents.add(document(kind, id)));
        }
        return List.copyOf(documents);
    }

    private static RuleDocument document(RuleKind kind, String id) {
        String name = "%s/%s.json".formatted(kind.code(), id);
        String json = text(name);
        if (json.isEmpty()) {
            throw new IllegalStateException("shipped document " + name + " is not there");
        }
        ObjectNode object = DocumentText.parse(json);
        return new RuleDocument(kind.code(), "", id, object.path(ReadDocument.VERSION).asInt(0), json);
    }

    /** A resource's text; empty where there is none. */
    private static String text(String name) {
        try (InputStream resource = ShippedDocuments.class.getResourceAsStream("shipped/" + name)) {
            return resource == null ? "" : new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("shipped document " + name + " cannot be read", e);
        }
    }
}
