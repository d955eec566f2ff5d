package io.carbonflow.gateway.erp;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;

/**
 * A supplier's invoice in SAP. What it bills of an order is a newer version of that order's line: the same purchase, at
 * what was really paid. What it bills without an order is a purchase of its own.
 */
final class SapInvoice {

    private static final String[] ORDERED = {"to_SuplrInvcItemPurOrdRef", "_SuplrInvcItemPurOrdRef",
            "_SupplierInvoiceItemPurOrdRef"};
    private static final String[] ACCOUNTED = {"to_SupplierInvoiceItemGLAcct", "_SupplierInvoiceItemGLAcct"};

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

    /** Of an invoice as a whole, and of what it bills without an order. */
    static String eventId(JsonNode document) {
        var fields = new ErpFields(document, new Reasons());
        String year = fields.id("FiscalYear");
        String number = fields.id("SupplierInvoice");
        return number == null ? null : "sap:inv:" + number + (year == null ? "" : "/" + year);
    }

    static boolean hasItems(JsonNode document) {
        return !ErpFields.rows(document, ORDERED).isEmpty() || !ErpFields.rows(document, ACCOUNTED).isEmpty();
    }

    List<Verdict> lines() {
        var verdicts = new ArrayList<Verdict>();
        ErpFields.rows(document, ORDERED).forEach(row -> verdicts.add(line(row, true)));
        ErpFields.rows(document, ACCOUNTED).forEach(row -> verdicts.add(line(row, false)));
        return verdicts;
    }

    private Verdict line(JsonNode row, boolean ordered) {
        var reasons = new Reasons();
        var header = new ErpFields(document, reasons);
        var fields = new ErpFields(row, reasons);
        String source = SapPurchaseOrder.source(document);
        String invoice = eventId(document);
        String item = ErpFields.lineNumber(fields.requiredId("SupplierInvoiceItem"));
        String order = ordered ? fields.requiredId("PurchaseOrder") : null;
        String orderLine = ordered ? ErpFields.lineNumber(fields.requiredId("PurchaseOrderItem")) : null;
        boolean isOrderLine = ordered && !fields.has("SuplrInvcDeliveryCostCndnType");
        String id = isOrderLine ? SapPurchaseOrder.eventId(order, orderLine)
                : invoice + ':' + (ordered ? "" : "gl") + item;
        BigDecimal amount = fields.required("SupplierInvoiceItemAmount") ? fields.decimal("SupplierInvoiceItemAmount")
                : null;
        var currencyHolder = fields.has("DocumentCurrency") ? fields : header;
        Unit currency = currencyHolder.required("DocumentCurrency") ? currencyHolder.currency("DocumentCurrency")
                : null;
        String dated = header.first("DocumentDate", "PostingDate");
        Instant at = header.required(dated) ? header.time(times, dated) : null;
        String supplier = header.requiredId("InvoicingParty", "Supplier");
        String plant = fields.id("Plant");
        if (!reasons.isEmpty()) {
            return reasons.refusal(id, source);
        }
        String orderedBy = isOrderLine ? SapPurchaseOrder.eventId(order, null) : invoice;
        String revision = delivery.revision(header.changedAt("LastChangeDateTime"));
        if (isReversal(header)) {
            return isOrderLine ? reversed(id, source)
                    : Cancellation.ofPurchase(id, source, revision, orderedBy, delivery.receivedAt());
        }
        if (fields.flag("IsSubsequentDebitCredit") || fields.node().path("DebitCreditCode").asText("S").equals("H")
                || header.flag("SupplierInvoiceIsCreditMemo")) {
            return Reasons.hold(invoice + ':' + item, source, ReasonCode.QUALITY_REVIEW, "DebitCreditCode",
                    "a credit or a subsequent debit changes what a purchase cost by a part: a person says by how much; send "
                            + "the line's full amount as a corrected document");
        }
        return purchases.verdict(new Purchase(id, source, orderedBy, revision,
                header.first("InvoicingParty", "Supplier"), supplier, amount, currency, at, plant,
                isOrderLine ? order : header.id("SupplierInvoice"), isOrderLine ? orderLine : item, codes(fields),
                fields.decimal("QuantityInPurchaseOrderUnit"), fields.id("PurchaseOrderQuantityUnit")), delivery);
    }

    private boolean isReversal(ErpFields header) {
        return header.flag("ReverseDocument") || delivery.event().isCancelling();
    }

    private static Verdict reversed(String id, String source) {
        return Reasons.hold(id, source, ReasonCode.QUALITY_REVIEW, "ReverseDocument",
                "the invoice of an order's line was cancelled: which amount stands now is for a person to say; send the "
                        + "purchase order document again with a LastChangeDateTime after the invoice's");
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
