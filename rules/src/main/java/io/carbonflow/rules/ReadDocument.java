package io.carbonflow.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.accounting.quantity.ExactDecimal;

/**
 * A document with what its JSON says.
 *
 * @param document as stored
 * @param kind what it is a rule of
 * @param retired whether it takes a rule of this id out of force
 * @param value what its reader made of it; null where it is retired, faulty, or of a kind that is not read here
 * @param faults what keeps it from being used; empty for a sound one
 */
record ReadDocument(RuleDocument document, RuleKind kind, boolean retired, Object value, List<DocumentFault> faults) {

    static final String ID = "id";
    static final String VERSION = "version";
    static final String RETIRED = "retired";

    boolean isSound() {
        return faults.isEmpty();
    }

    String faultsInWords() {
        return "%s %s of tenant '%s', version %d: %s".formatted(kind.code(), document.id(), document.tenant(),
                document.version(),
                faults.stream().map(DocumentFault::inWords).collect(Collectors.joining("; ")));
    }

    static ReadDocument of(RuleKind kind, RuleDocument document) {
        ObjectNode object;
        try {
            object = DocumentText.parse(document.json());
        } catch (IllegalArgumentException e) {
            return faulty(kind, document, List.of(new DocumentFault("", e.getMessage(), "one JSON object")));
        }
        Fields fields = Fields.of(object);
        fields.optionalText(ID)
            .filter(id -> !id.equals(document.id()))
            .ifPresent(id -> fields.fault(ID, "'" + id + "'", "'" + document.id() + "', or none"));
        fields.integer(VERSION, 0, Integer.MAX_VALUE);
        Optional<DocumentReader<?>> reader = Readers.of(kind);
        if (fields.flag(RETIRED, false) || reader.isEmpty()) {
            // Nobody reads its members, but they are written out again.
            if (!DocumentText.hasOrdinaryNumbers(object)) {
                fields.fault("", "with a number of too many digits",
                        "numbers of up to %d characters".formatted(ExactDecimal.TEXT_LENGTH_MAX));
            }
            return new ReadDocument(document, kind, fields.flag(RETIRED, false), null, fields.foundSoFar());
        }
        return read(kind, document, fields, reader.get());
    }

    private static ReadDocument read(RuleKind kind, RuleDocument document, Fields fields, DocumentReader<?> reader) {
        Object value = null;
        try {
            value = reader.read(document, fields);
        } catch (IllegalArgumentException | ArithmeticException e) {
            if (fields.isSound()) {
                fields.fault("", "not consistent", "one of which this does not hold: " + e.getMessage());
            }
        }
        List<DocumentFault> faults = fields.finish();
        return faults.isEmpty()
                ? new ReadDocument(document, kind, false, value, faults)
                : faulty(kind, document, faults);
    }

    private static ReadDocument faulty(RuleKind kind, RuleDocument document, List<DocumentFault> faults) {
        return new ReadDocument(document, kind, false, null, faults);
    }
}
