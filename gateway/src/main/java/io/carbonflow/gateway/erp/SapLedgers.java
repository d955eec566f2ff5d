package io.carbonflow.gateway.erp;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.Quote;

/** What is made and what is posted: production orders by their yield, postings to accounts by their amount. */
final class SapLedgers {

    /** Postings that a goods receipt or an invoice made: the purchase itself says it already. */
    private static final Set<String> OF_PURCHASES = Set.of("RMRP", "MKPF");
    /** Postings to a customer, a supplier, an asset or a material are the other side of the account. */
    private static final Set<String> OTHER_SIDES = Set.of("D", "K", "A", "M");

    private final Delivery delivery;
    private final Times times;
    private final Purchases purchases;

    SapLedgers(Delivery delivery, Times times, Purchases purchases) {
        this.delivery = delivery;
        this.times = times;
        this.purchases = purchases;
    }

    /** A production order: what it has yielded so far is one activity, in as many versions as it is confirmed. */
    Verdict production(JsonNode document) {
        var reasons = new Reasons();
        var fields = new ErpFields(document, reasons);
        String source = SapPurchaseOrder.source(document);
        String order = fields.requiredId("ManufacturingOrder", "ProductionOrder");
        String id = order == null ? null : "sap:prod:" + order;
        String material = fields.requiredId("Material", "ProductionMaterial");
        BigDecimal yield = fields.required("MfgOrderConfirmedYieldQty") ? fields.decimal("MfgOrderConfirmedYieldQty")
                : null;
        String unit = fields.requiredId("ProductionUnit");
        String dated = fields.first("MfgOrderActualEndDate", "MfgOrderConfirmedEndDate", "MfgOrderScheduledEndDate",
                "MfgOrderPlannedEndDate", "MfgOrderActualReleaseDate");
        Instant at = fields.required(dated) ? ended(fields, dated) : null;
        String plant = fields.id("ProductionPlant", "Plant");
        if (!reasons.isEmpty()) {
            return reasons.refusal(id, source);
        }
        String revision = delivery.revision(fields.changedAt("LastChangeDateTime"));
        if (fields.flag("OrderIsDeleted") || delivery.event().isCancelling()) {
            return Cancellation.of(id, source, revision, id, delivery.receivedAt());
        }
        if (yield.signum() == 0) {
            return new Verdict.Context(id, source, "nothing_produced");
        }
        var codes = new HashMap<String, String>();
        codes.put("material", material);
        codes.put("production_plant", plant == null ? "" : plant);
        var made = new Purchase(id, source, id, revision, "Material", null, null, null, at, plant, order, "1", codes,
                yield,
                unit);
        return purchases.mapped(made, delivery)
            .orElseGet(() -> Reasons.hold(id, source, ReasonCode.MAPPING_NOT_FOUND, "Material",
                    "the mapping commodities does not say which activity it is to produce " + Quote.of(material)
                            + "; a product books by its own footprint, such as product." + Quote.of(material)));
    }

    /** An order that is still at work ends in the future: what it yielded until now happened until now. */
    private Instant ended(ErpFields fields, String name) {
        Instant planned = fields.changedAt(name);
        return planned != null && planned.isAfter(delivery.receivedAt()) ? delivery.receivedAt()
                : fields.time(times, name);
    }

    /** One line of a journal entry. */
    Verdict posting(JsonNode header, JsonNode line) {
        var reasons = new Reasons();
        var fields = new ErpFields(line, reasons);
        String company = either(header, line, reasons, "CompanyCode");
        String year = either(header, line, reasons, "FiscalYear");
        String document = either(header, line, reasons, "AccountingDocument");
        String item = ErpFields.lineNumber(fields.requiredId("AccountingDocumentItem", "LedgerGLLineItem",
                "JournalEntryItem"));
        String source = company == null ? "sap" : "sap:" + company;
        String id = "sap:je:" + company + ':' + year + ':' + document + ':' + item;
        String account = fields.requiredId("GLAccount");
        boolean isOwn = fields.has("AmountInTransactionCurrency");
        String amountField = isOwn ? "AmountInTransactionCurrency" : "AmountInCompanyCodeCurrency";
        String currencyField = isOwn ? "TransactionCurrency" : "CompanyCodeCurrency";
        BigDecimal amount = fields.required(amountField) ? fields.signed(amountField) : null;
        Unit currency = fields.required(currencyField) ? fields.currency(currencyField) : null;
        var dated = fields.has("PostingDate") ? fields : new ErpFields(header, reasons);
        Instant at = dated.required("PostingDate") ? dated.time(times, "PostingDate") : null;
        if (!reasons.isEmpty()) {
            return reasons.refusal(id, source);
        }
        return posted(new ErpFields(header, reasons), fields,
                new Purchase(id, source, "sap:je:" + company + ':' + year + ':' + document,
                        delivery.revision(dated.changedAt("LastChangeDateTime", "CreationDateTime")), "Supplier",
                        fields.id("Supplier"), amount, currency, at, fields.id("Plant"), document, item,
                        java.util.Map.of("gl_account", account), null, null),
                new Book(company, year));
    }

    /** Within which document numbers are unique. */
    private record Book(String company, String year) {}

    private Verdict posted(ErpFields header, ErpFields line, Purchase posting, Book book) {
        String id = posting.eventId();
        String source = posting.sourceId();
        if (OF_PURCHASES.contains(text(header, line, "ReferenceDocumentType")) || line.flag("PurchasingDocument")
                || line.flag("PurchaseOrder")) {
            return new Verdict.Context(id, source, "posting_of_purchase");
        }
        if (OTHER_SIDES.contains(line.node().path("FinancialAccountType").asText())) {
            return new Verdict.Context(id, source, "other_side_of_posting");
        }
        if (isSet(text(header, line, "IsReversed"))) {
            return Cancellation.ofPurchase(id, source, posting.revision(), posting.orderedBy(), posting.at());
        }
        String reversed = reversed(header, line, book);
        if (reversed != null) {
            return Cancellation.ofPurchase(reversed + ':' + posting.line(), source, posting.revision(), reversed,
                    posting.at());
        }
        if (posting.amount().signum() < 0 || line.node().path("DebitCreditCode").asText().equals("H")) {
            return Reasons.hold(id, source, ReasonCode.QUALITY_REVIEW, "DebitCreditCode", "a credit on account "
                    + Quote.of(posting.codes().get("gl_account"))
                    + " that reverses no document: whether it lowers what was spent is for a person to say");
        }
        return purchases.mapped(posting, delivery)
            .orElseGet(() -> Reasons.hold(id, source, ReasonCode.MAPPING_NOT_FOUND, "GLAccount",
                    "the mapping commodities does not say what is spent on account "
                            + Quote.of(posting.codes().get("gl_account")) + "; name an activity, or context: true"));
    }

    /**
     * The document that this one reverses; null where it reverses none. It can be of another fiscal year, which stands
     * beside its number, or at the end of its context: the company code with the year.
     */
    private static String reversed(ErpFields header, ErpFields line, Book book) {
        String number = text(header, line, "ReverseDocument");
        String year = text(header, line, "ReverseDocumentFiscalYear");
        if (!isNumber(number)) {
            number = text(header, line, "ReversalReferenceDocument");
            String context = text(header, line, "ReversalReferenceDocumentCntxt");
            year = isNumber(year) || !context.matches(".*\\d{4}") ? year : context.substring(context.length() - 4);
        }
        return !isNumber(number) ? null
                : "sap:je:" + book.company() + ':' + (isNumber(year) ? year : book.year()) + ':' + number;
    }

    /** SAP writes the absence of a number as nothing or as zeros. */
    private static boolean isNumber(String text) {
        return !text.isBlank() && !text.matches("0+");
    }

    private static boolean isSet(String flag) {
        return flag.equals("X") || flag.equals("true");
    }

    private static String text(ErpFields header, ErpFields line, String name) {
        return line.has(name) ? line.node().path(name).asText() : header.node().path(name).asText("");
    }

    private static String either(JsonNode header, JsonNode line, Reasons reasons, String name) {
        var fields = new ErpFields(line, reasons);
        return fields.has(name) ? fields.id(name) : new ErpFields(header, reasons).requiredId(name);
    }
}
