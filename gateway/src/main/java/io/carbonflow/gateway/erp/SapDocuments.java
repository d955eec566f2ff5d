package io.carbonflow.gateway.erp;

import java.util.ArrayList;
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

    /** What a document says, or that it is only the key of one. Null where it is nothing of SAP's that we know. */
    record Read(List<Verdict> verdicts, WantedDocument thin) {

        static Read only(Verdict verdict) {
            return new Read(List.of(verdict), null);
        }
    }

    /** Takes documents out of their envelopes: CloudEvent, OData V2, OData V4, collections of either. */
    static List<JsonNode> unwrapped(JsonNode json) {
        JsonNode inner = json;
        for (String wrapper : List.of("data", "d")) {
            inner = inner.path(wrapper).isObject() ? inner.get(wrapper) : inner;
        }
        for (String collection : List.of("results", "value")) {
            if (inner.path(collection).isArray()) {
                var documents = new ArrayList<JsonNode>();
                inner.get(collection).forEach(documents::add);
                return documents;
            }
        }
        return List.of(inner);
    }

    Optional<Read> read(JsonNode document, Delivery delivery) {
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

    private Read order(JsonNode document, Delivery delivery) {
        List<Verdict> lines = new SapPurchaseOrder(document, delivery, times(delivery), purchases).lines();
        if (!lines.isEmpty()) {
            return new Read(lines, null);
        }
        String number = new ErpFields(document, new Reasons()).id("PurchaseOrder");
        String id = SapPurchaseOrder.eventId(number, null);
        if (number == null || document.has("PurchaseOrderDate")) {
            return Read.only(Reasons.only(id, SapPurchaseOrder.source(document), ReasonCode.FIELD_MISSING,
                    "to_PurchaseOrderItem",
                    "a purchase order has its lines in to_PurchaseOrderItem (OData V2) or _PurchaseOrderItem (V4)"));
        }
        return new Read(List.of(), new WantedDocument(WantedDocument.Kind.PURCHASE_ORDER, number, null, id,
                SapPurchaseOrder.source(document)));
    }

    private Read invoice(JsonNode document, Delivery delivery) {
        if (SapInvoice.hasItems(document)) {
            return new Read(new SapInvoice(document, delivery, times(delivery), purchases).lines(), null);
        }
        var fields = new ErpFields(document, new Reasons());
        String number = fields.id("SupplierInvoice");
        String year = fields.id("FiscalYear");
        if (number == null || document.has("DocumentCurrency")) {
            return Read.only(Reasons.only(SapInvoice.eventId(document), SapPurchaseOrder.source(document),
                    ReasonCode.FIELD_MISSING, "to_SuplrInvcItemPurOrdRef",
                    "a supplier invoice has its items in to_SuplrInvcItemPurOrdRef or to_SupplierInvoiceItemGLAcct"));
        }
        return new Read(List.of(),
                new WantedDocument(WantedDocument.Kind.SUPPLIER_INVOICE, number, year, SapInvoice.eventId(document),
                        SapPurchaseOrder.source(document)));
    }

    /** Goods come and go; what they cost, the order and its invoice say. */
    private static Read goodsMovement(JsonNode document) {
        var fields = new ErpFields(document, new Reasons());
        String number = fields.id("MaterialDocument");
        String year = fields.id("MaterialDocumentYear");
        return Read.only(new Verdict.Context("sap:mat:" + number + (year == null ? "" : "/" + year),
                SapPurchaseOrder.source(document), "goods_movement"));
    }

    private Read production(JsonNode document, Delivery delivery) {
        if (document.has("MfgOrderConfirmedYieldQty") || document.has("ProductionUnit")) {
            return Read.only(new SapLedgers(delivery, times(delivery), purchases).production(document));
        }
        String number = new ErpFields(document, new Reasons()).id("ManufacturingOrder", "ProductionOrder");
        return number == null
                ? Read.only(Reasons.only(ReasonCode.FIELD_INVALID, "ManufacturingOrder",
                        "ManufacturingOrder is the number of a production order"))
                : new Read(List.of(),
                        new WantedDocument(WantedDocument.Kind.PRODUCTION_ORDER, number, null, "sap:prod:" + number,
                                SapPurchaseOrder.source(document)));
    }

    private Read journal(JsonNode document, Delivery delivery) {
        var ledgers = new SapLedgers(delivery, times(delivery), purchases);
        List<JsonNode> items = ErpFields.rows(document, POSTINGS);
        if (!items.isEmpty()) {
            return new Read(items.stream().map(item -> ledgers.posting(document, item)).toList(), null);
        }
        if (document.has("GLAccount")) {
            return Read.only(ledgers.posting(document, document));
        }
        var fields = new ErpFields(document, new Reasons());
        String number = fields.id("AccountingDocument", "JournalEntry");
        return Read
            .only(Reasons.hold("sap:je:" + fields.id("CompanyCode") + ':' + fields.id("FiscalYear") + ':' + number,
                    SapPurchaseOrder.source(document), ReasonCode.ENRICHMENT_PENDING, "to_JournalEntryItem",
                    "the event carries only the key of the journal entry " + Quote.of(String.valueOf(number))
                            + "; send its items, and resubmit"));
    }

    private Times times(Delivery delivery) {
        return Times.at(delivery.receivedAt(), contract);
    }
}
