package io.carbonflow.rules;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Documents on their way into and out of the store. */
public final class RuleDocuments {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final String KINDS = Arrays.stream(RuleKind.values())
        .map(RuleKind::code)
        .collect(Collectors.joining(", "));

    private RuleDocuments() {}

    /** Whether a text may be kept as this rule, and what keeps it from that. */
    public static CheckedDocument check(String kind, String id, String json) {
        Optional<RuleKind> known = RuleKind.find(kind);
        if (known.isEmpty()) {
            return refused(new DocumentFault("kind", "'" + kind + "'", "one of " + KINDS));
        }
        if (known.get().isSingle() && !id.equals(known.get().code())) {
            return refused(new DocumentFault("id", "'" + id + "'", "'" + known.get().code() + "'"));
        }
        if (!ID.matcher(id).matches()) {
            return refused(new DocumentFault("id", "'" + id + "'",
                    "1 to 100 of a-z, 0-9, dot, underscore and hyphen, a letter or digit first"));
        }
        ReadDocument read = ReadDocument.of(known.get(), new RuleDocument(kind, "", id, 1, json));
        return read.faults().isEmpty()
                ? new CheckedDocument.Accepted(body(json))
                : new CheckedDocument.Refused(read.faults());
    }

    /** The document as a client sees it: its body with {@code id} and {@code version} in front. */
    public static String rendered(RuleDocument document) {
        var identity = new LinkedHashMap<String, JsonNode>();
        identity.put(ReadDocument.ID, TextNode.valueOf(document.id()));
        identity.put(ReadDocument.VERSION, IntNode.valueOf(document.version()));
        return DocumentText.write(DocumentText.prefixed(identity, withoutIdentity(document.json())));
    }

    /** The documents that ship, each the newest of its id. */
    public static List<RuleDocument> shipped() {
        return ShippedDocuments.all();
    }

    private static String body(String json) {
        return DocumentText.write(withoutIdentity(json));
    }

    private static ObjectNode withoutIdentity(String json) {
        ObjectNode object = DocumentText.parse(json);
        object.remove(List.of(ReadDocument.ID, ReadDocument.VERSION));
        return object;
    }

    private static CheckedDocument refused(DocumentFault fault) {
        return new CheckedDocument.Refused(List.of(fault));
    }
}
