package io.carbonflow.gateway.erp;

import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.gateway.enrichment.WantedDocument;
import io.carbonflow.intake.contract.Verdict;

/**
 * What a document says line by line, or that it is only the key of one.
 *
 * @param id   by which it is waited for; null where it has none
 * @param thin what to ask the ERP for; null where the document is whole
 */
record ErpDocument(String id, List<DocumentLine> lines, WantedDocument thin) {

    ErpDocument {
        lines = List.copyOf(lines);
    }

    static ErpDocument of(String id, List<DocumentLine> lines) {
        return new ErpDocument(id, lines, null);
    }

    /** Each row of the first of these associations that the document has. */
    static ErpDocument ofRows(String id, JsonNode document, Function<JsonNode, Verdict> line, String... associations) {
        String association = ErpFields.associationOf(document, associations);
        return of(id, ErpFields.rows(document, association)
            .stream()
            .map(row -> DocumentLine.of(association, row, line.apply(row)))
            .toList());
    }

    static ErpDocument only(Verdict verdict) {
        return of(null, List.of(DocumentLine.whole(verdict)));
    }

    static ErpDocument keyOf(WantedDocument wanted) {
        return new ErpDocument(wanted.eventId(), List.of(), wanted);
    }

    /** Whether something of it can be made use of. */
    boolean isUsable() {
        return lines.stream()
            .flatMap(line -> line.verdicts().stream())
            .anyMatch(verdict -> !(verdict instanceof Verdict.Refused));
    }
}
