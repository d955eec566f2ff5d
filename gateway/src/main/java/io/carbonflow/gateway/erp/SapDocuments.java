package io.carbonflow.gateway.erp;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.enrichment.WantedDocument;
import io.carbonflow.intake.contract.ContractConfig;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.Quote;

/** Which of SAP's documents one is, and what it says. */
final class SapDocuments {

    static final String[] POSTINGS = {"to_JournalEntryItem", "_JournalEntryItem", "to_OperationalAcctgDocItem",
            "items"};

    private final ContractConfig contract;
    private final Purchases purchases;

    SapDocuments(ContractConfig contract, Purchases purchases) {
        this.contract = contract;
        this.purchases = purchases;
    }

    /** Takes documents out of their envelopes: CloudEvent, OData V2, OData V4, collections of either. */
    static Unwrapped unwrapped(JsonNode json) {
        Unwrapped inner = Unwrapped.whole(json).into("data").into("d");
        Unwrapped results = inner.intoArray("results");
        return results == inner ? inner.intoArray("value") : results;
    }

    Optional<ErpDocument> read(JsonNode document, Delivery delivery) {
        if (document.hasNonNull("SupplierInvoice")) {
            return Optional.of(invoice(document, delivery));
        }
        if (document.hasNonNull("MaterialDocument") || delivery.event().concerns("goodsmovement")
                || delivery.event().concerns("materialdocument")) {
            return Optional.of(goodsMovement(document));
        }
        if (document.hasNonNull("AccountingDocument") || document.hasNonNull("JournalEntry")) {
            return Optional.of(journal(document, delivery));
        }
        if (document.hasNonNull("ManufacturingOrder") || document.hasNonNull("ProductionOrder")) {
            return Optional.of(production(document, delivery));
        }
        boolean isOrder = document.hasNonNull("PurchaseOrder")
                || !ErpFields.rows(document, SapPurchaseOrder.ITEMS).isEmpty()
                || document.has("PurchaseOrderDate") && document.has("Supplier");
        return isOrder ? Optional.of(order(document, delivery)) : Optional.empty();
    }

    private ErpDocument order(JsonNode document, Delivery delivery) {
        var lines = new SapPurchaseOrder(document, delivery, times(delivery), purchases).lines();
        if (!lines.lines().isEmpty()) {
            return lines;
        }
        String number = new ErpFields(document, new Reasons()).id("PurchaseOrder");
        String id = SapPurchaseOrder.eventId(number, null);
        if (number == null || document.has("PurchaseOrderDate")) {
            return ErpDocument.only(Reasons.only(id, SapPurchaseOrder.source(document), ReasonCode.FIELD_MISSING,
                    "to_PurchaseOrderItem",
                    "a purchase order has its lines in to_PurchaseOrderItem (OData V2) or _PurchaseOrderItem (V4)"));
        }
        return ErpDocument.keyOf(new WantedDocument(WantedDocument.Kind.PURCHASE_ORDER, number, null, id,
                SapPurchaseOrder.source(document)));
    }

    private ErpDocument invoice(JsonNode document, Delivery delivery) {
        if (SapInvoice.hasItems(document)) {
            return ErpDocument.of(SapInvoice.eventId(document),
                    new SapInvoice(document, delivery, times(delivery), purchases).lines());
        }
        var fields = new ErpFields(document, new Reasons());
        String number = fields.id("SupplierInvoice");
        String year = fields.id("FiscalYear");
        if (number == null || document.has("DocumentCurrency")) {
            return ErpDocument.only(Reasons.only(SapInvoice.eventId(document), SapPurchaseOrder.source(document),
                    ReasonCode.FIELD_MISSING, "to_SuplrInvcItemPurOrdRef",
                    "a supplier invoice has its items in to_SuplrInvcItemPurOrdRef or to_SupplierInvoiceItemGLAcct"));
        }
        return ErpDocument
            .keyOf(new WantedDocument(WantedDocument.Kind.SUPPLIER_INVOICE, number, year, SapInvoice.eventId(document),
                    SapPurchaseOrder.source(document)));
    }

    /** Goods come and go; what they cost, the order and its invoice say. */
    private static ErpDocument goodsMovement(JsonNode document) {
        var fields = new ErpFields(document, new Reasons());
        String number = fields.id("MaterialDocument");
        String year = fields.id("MaterialDocumentYear");
        return ErpDocument.only(new Verdict.Context("sap:mat:" + number + (year == null ? "" : "/" + year),
                SapPurchaseOrder.source(document), "goods_movement"));
    }

    private ErpDocument production(JsonNode document, Delivery delivery) {
        if (document.has("MfgOrderConfirmedYieldQty") || document.has("ProductionUnit")) {
            return ErpDocument.of("sap:prod:" + new ErpFields(document, new Reasons()).id("ManufacturingOrder",
                    "ProductionOrder"), List.of(
                            DocumentLine.whole(
                                    new SapLedgers(delivery, times(delivery), purchases).production(document))));
        }
        String number = new ErpFields(document, new Reasons()).id("ManufacturingOrder", "ProductionOrder");
        return number == null
                ? ErpDocument.only(Reasons.only(ReasonCode.FIELD_INVALID, "ManufacturingOrder",
                        "ManufacturingOrder is the number of a production order"))
                : ErpDocument
                    .keyOf(new WantedDocument(WantedDocument.Kind.PRODUCTION_ORDER, number, null, "sap:prod:" + number,
                            SapPurchaseOrder.source(document)));
    }

    private ErpDocument journal(JsonNode document, Delivery delivery) {
        var ledgers = new SapLedgers(delivery, times(delivery), purchases);
        if (!ErpFields.rows(document, POSTINGS).isEmpty()) {
            return ErpDocument.ofRows(null, document, item -> ledgers.posting(document, item), POSTINGS);
        }
        if (document.has("GLAccount")) {
            return ErpDocument.only(ledgers.posting(document, document));
        }
        var fields = new ErpFields(document, new Reasons());
        String number = fields.id("AccountingDocument", "JournalEntry");
        return ErpDocument
            .only(Reasons.hold("sap:je:" + fields.id("CompanyCode") + ':' + fields.id("FiscalYear") + ':' + number,
                    SapPurchaseOrder.source(document), ReasonCode.ENRICHMENT_PENDING, "to_JournalEntryItem",
                    "the event carries only the key of the journal entry " + Quote.of(String.valueOf(number))
                            + "; send its items, and resubmit"));
    }

    private Times times(Delivery delivery) {
        return Times.at(delivery.receivedAt(), contract);
    }
}
