package io.carbonflow.gateway.erp;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;

/**
 * A supplier's invoice in SAP. What it bills is a purchase of its own, at what was really paid; where it bills the line of
 * an order, that line ends: its amount stood for the bill until the bill came. So an order that is billed in parts counts
 * the sum of its invoices, in whichever order all of them arrive.
 */
final class SapInvoice {

    private static final String[] ORDERED = {"to_SuplrInvcItemPurOrdRef", "_SuplrInvcItemPurOrdRef",
            "_SupplierInvoiceItemPurOrdRef"};
    private static final String[] ACCOUNTED = {"to_SupplierInvoiceItemGLAcct", "_SupplierInvoiceItemGLAcct"};
    /** Above every revision that an order has, whose revisions are digits: once billed, a line does not come back. */
    private static final String BILLED = "billed";
    /** The same for an invoice: SAP does not take a reversal back. */
    private static final String REVERSED = "reversed";

    private final JsonNode document;
    private final Delivery delivery;
    private final Times times;
    private final Purchases purchases;

    SapInvoice(JsonNode document, Delivery delivery, Times times, Purchases purchases) {
        this.document = document;
        this.delivery = delivery;
        this.times = times;
        this.purchases = purchases;
    }

    /** Of an invoice as a whole; null where it has no number. */
    static String eventId(JsonNode document) {
        var fields = new ErpFields(document, new Reasons());
        return eventId(fields.id("SupplierInvoice"), fields.id("FiscalYear"));
    }

    private static String eventId(String number, String year) {
        return number == null ? null : "sap:inv:" + number + (year == null ? "" : "/" + year);
    }

    static boolean hasItems(JsonNode document) {
        return !ErpFields.rows(document, ORDERED).isEmpty() || !ErpFields.rows(document, ACCOUNTED).isEmpty();
    }

    List<DocumentLine> lines() {
        var lines = new ArrayList<DocumentLine>();
        String ordered = ErpFields.associationOf(document, ORDERED);
        byOrderLine(ErpFields.rows(document, ordered)).forEach(rows -> lines.add(line(ordered, rows, true)));
        String accounted = ErpFields.associationOf(document, ACCOUNTED);
        ErpFields.rows(document, accounted).forEach(row -> lines.add(line(accounted, List.of(row), false)));
        return lines;
    }

    /** Several items of an invoice can bill one line of an order, such as one for each delivery. */
    private static List<List<JsonNode>> byOrderLine(List<JsonNode> rows) {
        var groups = new LinkedHashMap<String, List<JsonNode>>();
        for (int i = 0; i < rows.size(); i++) {
            var fields = new ErpFields(rows.get(i), new Reasons());
            String order = fields.id("PurchaseOrder");
            String line = ErpFields.lineNumber(fields.id("PurchaseOrderItem"));
            boolean isOnItsOwn = order == null || line == null || isDeliveryCost(fields) || isCorrection(fields);
            groups.computeIfAbsent(isOnItsOwn ? "row " + i : order + ':' + line, key -> new ArrayList<>())
                .add(rows.get(i));
        }
        return List.copyOf(groups.values());
    }

    private static boolean isDeliveryCost(ErpFields row) {
        return row.has("SuplrInvcDeliveryCostCndnType");
    }

    private static boolean isCorrection(ErpFields row) {
        return row.flag("IsSubsequentDebitCredit") || row.node().path("DebitCreditCode").asText("S").equals("H");
    }

    private DocumentLine line(String association, List<JsonNode> rows, boolean ordered) {
        return new DocumentLine(association, rows, verdicts(rows, ordered));
    }

    private List<Verdict> verdicts(List<JsonNode> rows, boolean ordered) {
        var reasons = new Reasons();
        var header = new ErpFields(document, reasons);
        var first = new ErpFields(rows.get(0), reasons);
        String source = SapPurchaseOrder.source(document);
        header.requiredId("SupplierInvoice");
        String invoice = eventId(document);
        String item = ErpFields.lineNumber(first.requiredId("SupplierInvoiceItem"));
        String order = ordered ? first.requiredId("PurchaseOrder") : null;
        String orderLine = ordered ? ErpFields.lineNumber(first.requiredId("PurchaseOrderItem")) : null;
        boolean isOrderLine = ordered && !isDeliveryCost(first);
        String name = isOrderLine ? ":" + order + ':' + orderLine : ordered ? ":" + item : ":gl" + item;
        String id = invoice + name;
        BigDecimal amount = sum(rows, "SupplierInvoiceItemAmount", true, reasons);
        Unit currency = currency(rows, header);
        String dated = header.first("DocumentDate", "PostingDate");
        Instant at = header.required(dated) ? header.time(times, dated) : null;
        String supplier = header.requiredId("InvoicingParty", "Supplier");
        String plant = first.id("Plant");
        if (!reasons.isEmpty()) {
            return List.of(reasons.refusal(invoice == null ? null : id, source));
        }
        String reverse = reverseOf(header);
        if (reverse != null) {
            return List.of(Cancellation.ofPurchase(id, source, REVERSED, invoice, delivery.receivedAt()),
                    Cancellation.ofPurchase(reverse + name, source, REVERSED, reverse, delivery.receivedAt()));
        }
        String revision = delivery.revision(header.changedAt("LastChangeDateTime"));
        if (delivery.event().isCancelling()) {
            return List.of(Cancellation.ofPurchase(id, source, revision, invoice, delivery.receivedAt()));
        }
        if (isCorrection(first) || header.flag("SupplierInvoiceIsCreditMemo")) {
            return List.of(Reasons.hold(invoice + ':' + item, source, ReasonCode.QUALITY_REVIEW, "DebitCreditCode",
                    "a credit or a subsequent debit changes what a purchase cost by a part: a person says by how much; send "
                            + "the line's full amount as a corrected document"));
        }
        Verdict billed = purchases.verdict(new Purchase(id, source, invoice, revision,
                header.first("InvoicingParty", "Supplier"), supplier, amount, currency, at, plant,
                header.id("SupplierInvoice"), item, codes(first),
                sum(rows, "QuantityInPurchaseOrderUnit", false, reasons), quantityUnit(rows)), delivery);
        // Before the bill can be booked the order's amount stands.
        return isOrderLine && billed instanceof Verdict.Accepted
                ? List.of(billed, Cancellation.ofPurchase(SapPurchaseOrder.eventId(order, orderLine), source, BILLED,
                        SapPurchaseOrder.eventId(order, null), delivery.receivedAt()))
                : List.of(billed);
    }

    /** Null where one of the rows has none. */
    private static BigDecimal sum(List<JsonNode> rows, String name, boolean isRequired, Reasons reasons) {
        BigDecimal sum = BigDecimal.ZERO;
        boolean isWhole = true;
        for (JsonNode row : rows) {
            var fields = new ErpFields(row, reasons);
            BigDecimal part = isRequired && !fields.required(name) ? null : fields.decimal(name);
            isWhole &= part != null;
            sum = part == null ? sum : sum.add(part);
        }
        return isWhole ? sum : null;
    }

    private static Unit currency(List<JsonNode> rows, ErpFields header) {
        Unit currency = null;
        for (JsonNode row : rows) {
            var holder = row.hasNonNull("DocumentCurrency") ? new ErpFields(row, header.reasons()) : header;
            Unit own = holder.required("DocumentCurrency") ? holder.currency("DocumentCurrency") : null;
            if (currency != null && own != null && !currency.equals(own)) {
                header.reasons()
                    .add(ReasonCode.UNIT_MISMATCH, "DocumentCurrency",
                            "an invoice bills one line of an order in one currency, found " + currency.code() + " and "
                                    + own.code());
            }
            currency = own;
        }
        return currency;
    }

    /** Null where the rows differ. */
    private static String quantityUnit(List<JsonNode> rows) {
        List<String> units = rows.stream()
            .map(row -> row.path("PurchaseOrderQuantityUnit").asText(""))
            .distinct()
            .toList();
        return units.size() == 1
                ? new ErpFields(rows.get(0), new Reasons()).id("PurchaseOrderQuantityUnit")
                : null;
    }

    /** The document that reverses this one, or that this one reverses: of such a pair neither counts. Null where none is. */
    private static String reverseOf(ErpFields header) {
        String number = header.id("ReverseDocument");
        if (number == null || number.matches("0+")) {
            return null;
        }
        String year = header.id("ReverseDocumentFiscalYear");
        return eventId(number, year == null || year.matches("0+") ? header.id("FiscalYear") : year);
    }

    private static Map<String, String> codes(ErpFields line) {
        var codes = new HashMap<String, String>();
        String account = line.id("GLAccount");
        String material = line.id("PurchaseOrderItemMaterial");
        if (account != null) {
            codes.put("gl_account", account);
        }
        if (material != null) {
            codes.put("material", material);
        }
        return codes;
    }
}
