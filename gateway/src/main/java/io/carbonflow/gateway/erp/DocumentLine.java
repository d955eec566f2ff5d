package io.carbonflow.gateway.erp;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.intake.contract.Verdict;

/**
 * One line of an ERP's document, with everything that is said about it: what it is, and what it ends.
 *
 * @param association under which the document has it; null where the document itself is the line
 * @param rows        what it is made of; several where an invoice bills one line of an order in parts
 * @param verdicts    the line's own first
 */
public record DocumentLine(String association, List<JsonNode> rows, List<Verdict> verdicts) {

    private static final Set<String> ASSOCIATIONS = Set.of("to_PurchaseOrderItem", "_PurchaseOrderItem",
            "to_SuplrInvcItemPurOrdRef", "_SuplrInvcItemPurOrdRef", "_SupplierInvoiceItemPurOrdRef",
            "to_SupplierInvoiceItemGLAcct", "_SupplierInvoiceItemGLAcct", "to_JournalEntryItem", "_JournalEntryItem",
            "to_OperationalAcctgDocItem", "items", "lines", "Lines", "poLines");

    public DocumentLine {
        rows = List.copyOf(rows);
        verdicts = List.copyOf(verdicts);
    }

    static DocumentLine of(String association, JsonNode row, Verdict verdict) {
        return new DocumentLine(association, List.of(row), List.of(verdict));
    }

    static DocumentLine whole(Verdict verdict) {
        return new DocumentLine(null, List.of(), List.of(verdict));
    }

    /** The document with this line alone; the document itself where it has no other. */
    public JsonNode alone(JsonNode document) {
        return association == null || !document.isObject() ? document : withRows(header((ObjectNode) document));
    }

    private ObjectNode withRows(ObjectNode header) {
        rows.forEach(header.putArray(association)::add);
        return header;
    }

    private static ObjectNode header(ObjectNode document) {
        ObjectNode header = document.objectNode();
        document.properties()
            .stream()
            .filter(field -> !ASSOCIATIONS.contains(field.getKey()))
            .forEach(field -> header.set(field.getKey(), field.getValue()));
        return header;
    }
}
