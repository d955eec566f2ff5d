package io.carbonflow.intake.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The documents that ship: {@code /io/carbonflow/intake/shipped/<kind>/<id>.json}, each named by a line of
 * {@code <kind>/index.txt}, because resources cannot be listed in a native image.
 */
public final class ShippedDocuments {

    private static final List<String> KINDS = List.of(DocumentKinds.CONTRACT, DocumentKinds.MAPPING, DocumentKinds.GATE,
            DocumentKinds.INTAKE_POLICY);
    private static final List<IntakeDocument> ALL = load();

    private ShippedDocuments() {}

    public static List<IntakeDocument> all() {
        return ALL;
    }

    private static List<IntakeDocument> load() {
        var documents = new ArrayList<IntakeDocument>();
        for (String kind : KINDS) {
            text(kind + "/index.txt").lines()
                .filter(line -> !line.isBlank())
                .forEach(id -> documents.add(document(kind, id)));
        }
        return List.copyOf(documents);
    }

    private static IntakeDocument document(String kind, String id) {
        String name = "%s/%s.json".formatted(kind, id);
        ObjectNode body = DocumentText.parse(text(name))
            .orElseThrow(() -> new IllegalStateException("shipped document " + name + " is no JSON object"));
        return new IntakeDocument("", kind, id, body.path("version").asInt(1), body);
    }

    private static String text(String name) {
        try (InputStream resource = ShippedDocuments.class
            .getResourceAsStream("/io/carbonflow/intake/shipped/" + name)) {
            return resource == null ? "" : new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("shipped document " + name + " cannot be read", e);
        }
    }
}
