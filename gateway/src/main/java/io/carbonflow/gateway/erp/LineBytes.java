package io.carbonflow.gateway.erp;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The bytes that are kept for each line of a document: those of the whole document, because a line means nothing without
 * it. Where that would be too much, the document with this line alone.
 */
final class LineBytes {

    /** Beyond this the copies of one document would fill the memory. */
    static final long COPIES_BYTES_MAX = 16L * 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> LINES = List.of("to_PurchaseOrderItem", "_PurchaseOrderItem",
            "to_SuplrInvcItemPurOrdRef", "_SuplrInvcItemPurOrdRef", "_SupplierInvoiceItemPurOrdRef",
            "to_SupplierInvoiceItemGLAcct", "_SupplierInvoiceItemGLAcct", "to_JournalEntryItem", "_JournalEntryItem",
            "to_OperationalAcctgDocItem", "lines", "Lines", "poLines");

    private LineBytes() {}

    /** One for each line, in the order in which they are read. */
    static List<byte[]> of(JsonNode document, int lines, byte[] whole) {
        if ((long) lines * whole.length > COPIES_BYTES_MAX && document instanceof ObjectNode object) {
            List<byte[]> reduced = reduced(object);
            if (reduced.size() == lines) {
                return reduced;
            }
        }
        var same = new ArrayList<byte[]>(lines);
        for (int i = 0; i < lines; i++) {
            same.add(whole);
        }
        return same;
    }

    private static List<byte[]> reduced(ObjectNode document) {
        ObjectNode header = document.objectNode();
        document.properties()
            .stream()
            .filter(field -> !LINES.contains(field.getKey()))
            .forEach(
                    field -> header.set(field.getKey(), field.getValue()));
        var reduced = new ArrayList<byte[]>();
        for (String name : LINES) {
            for (JsonNode line : ErpFields.rows(document, name)) {
                ObjectNode one = header.objectNode();
                one.setAll(header);
                one.putArray(name).add(line);
                reduced.add(bytes(one));
            }
        }
        return reduced;
    }

    private static byte[] bytes(ObjectNode document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON can be written as JSON", e);
        }
    }
}
