package io.carbonflow.gateway.erp;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Decimals;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;

/** One purchase order of Oracle Fusion or of the E-Business Suite; the two differ in what they call things. */
final class OracleOrder {

    private static final String[] LINES = {"lines", "Lines", "poLines"};
    private static final Set<String> UNAPPROVED = Set.of("INCOMPLETE", "REJECTED", "PENDING APPROVAL", "IN PROCESS",
            "PENDING_APPROVAL");
    private static final Set<String> CANCELLED = Set.of("CANCELED", "CANCELLED");
    private static final Set<String> AGREEMENTS = Set.of("BLANKET", "CONTRACT", "PLANNED");

    private final JsonNode document;
    private final boolean isSuite;
    private final Delivery delivery;
    private final Times times;
    private final Purchases purchases;

    OracleOrder(JsonNode document, Delivery delivery, Times times, Purchases purchases) {
        this.document = document;
        isSuite = isSuite(document);
        this.delivery = delivery;
        this.times = times;
        this.purchases = purchases;
    }

    /** Whether it is one of the E-Business Suite: there the number of an order is {@code segment1}. */
    static boolean isSuite(JsonNode document) {
        return document.hasNonNull("segment1") || document.hasNonNull("poHeaderId") && !document.has("OrderNumber");
    }

    static List<JsonNode> rows(JsonNode document) {
        return ErpFields.rows(document, LINES);
    }

    String source() {
        String unit = new ErpFields(document, new Reasons()).id("orgId", "ProcurementBUId", "SoldToLegalEntityId");
        return (isSuite ? "ebs" : "oracle") + (unit == null ? "" : ":" + unit);
    }

    /**
     * Null where the order has no number. In the Suite numbers are those of an operating unit, and each release of a
     * blanket agreement is a purchase of its own.
     */
    String eventId() {
        var fields = new ErpFields(document, new Reasons());
        String number = fields.id(isSuite ? "segment1" : "OrderNumber");
        if (number == null || !isSuite) {
            return number == null ? null : "oracle:po:" + number;
        }
        String unit = fields.id("orgId");
        String release = fields.id("releaseNum");
        return "ebs:po:" + (unit == null ? "" : unit + '/') + number + (release == null ? "" : "-" + release);
    }

    ErpDocument lines() {
        return ErpDocument.ofRows(eventId(), document, this::line, LINES);
    }

    private Verdict line(JsonNode row) {
        var reasons = new Reasons();
        var header = new ErpFields(document, reasons);
        var line = new ErpFields(row, reasons);
        String order = header.requiredId(isSuite ? "segment1" : "OrderNumber");
        String number = line.requiredId(isSuite ? "lineNum" : "LineNumber");
        String id = eventId() == null || number == null ? eventId() : eventId() + ':' + number;
        if (!reasons.isEmpty()) {
            return reasons.refusal(id, source());
        }
        if (isAgreement(header)) {
            return new Verdict.Context(id, source(), "agreement");
        }
        if (isCancelled(header) || isCancelled(line) || delivery.event().isCancelling()) {
            return Cancellation.ofPurchase(id, source(), revision(header), eventId(), delivery.receivedAt());
        }
        if (UNAPPROVED.contains(status(header)) || header.node().path("approvedFlag").asText().equals("N")) {
            return new Verdict.Context(id, source(), "order_not_approved");
        }
        BigDecimal amount = amount(line);
        String currencyField = isSuite ? "currencyCode" : "CurrencyCode";
        var currencyHolder = line.has(currencyField) ? line : header;
        Unit currency = currencyHolder.required(currencyField) ? currencyHolder.currency(currencyField) : null;
        Instant at = ordered(header);
        String supplierField = isSuite ? "vendorId" : "SupplierId";
        String supplier = header.requiredId(supplierField);
        String facility = line.id("shipToOrganizationId", "ShipToOrganizationId", "DeliverToLocationCode");
        if (!reasons.isEmpty()) {
            return reasons.refusal(id, source());
        }
        return purchases.verdict(new Purchase(id, source(), eventId(), revision(header), supplierField, supplier,
                amount,
                currency, at, facility, order, number, codes(line), line.decimal(line.first("quantity", "Quantity")),
                line.id("unitMeasLookupCode", "UOMCode", "UOM")), delivery);
    }

    private Instant ordered(ErpFields header) {
        String[] names = isSuite ? new String[]{"orderDate", "creationDate", "approvedDate", "lastUpdateDate"}
                : new String[]{"OrderDate", "CreationDate", "SubmittedDate", "LastUpdateDate"};
        return header.required(names) ? header.time(times, names) : null;
    }

    /** The document's own number of its revision goes before the clock. */
    private String revision(ErpFields header) {
        Instant changed = header.changedAt("lastUpdateDate", "LastUpdateDate");
        JsonNode number = document.path(isSuite ? "revisionNum" : "Revision");
        if (!number.asText("").matches("\\d{1,9}")) {
            return delivery.revision(changed);
        }
        return ErpFields.revision(number.asLong()) + '-'
                + ErpFields.revision(changed == null ? 0 : changed.toEpochMilli());
    }

    private boolean isAgreement(ErpFields header) {
        return AGREEMENTS.contains(header.node().path(isSuite ? "typeLookupCode" : "DocumentStyleType").asText(""))
                && !header.has("releaseNum");
    }

    private static boolean isCancelled(ErpFields fields) {
        return fields.flag("cancelFlag") || fields.flag("CancelFlag") || fields.flag("CanceledFlag")
                || CANCELLED.contains(status(fields));
    }

    private static String status(ErpFields fields) {
        return fields.node()
            .path(fields.first("authorizationStatus", "DocumentStatusCode", "StatusCode", "Status"))
            .asText("")
            .toUpperCase(java.util.Locale.ROOT);
    }

    /** Price times quantity; a line by amount has that alone. */
    private BigDecimal amount(ErpFields line) {
        String price = isSuite ? "unitPrice" : "Price";
        String quantity = isSuite ? "quantity" : "Quantity";
        String stated = isSuite ? "amount" : "Amount";
        if (line.has(stated) && !(line.has(price) && line.has(quantity))) {
            return line.decimal(stated);
        }
        BigDecimal each = line.required(price) ? line.decimal(price) : null;
        BigDecimal count = line.required(quantity) ? line.decimal(quantity) : null;
        return each == null || count == null ? null
                : Decimals.bounded(each.multiply(count), price + " x " + quantity, line.reasons());
    }

    private static Map<String, String> codes(ErpFields line) {
        var codes = new HashMap<String, String>();
        put(codes, "material", line.id("itemId", "Item", "ItemId"));
        put(codes, "category", line.id("categoryId", "CategoryCode", "Category", "CategoryId"));
        put(codes, "unspsc", line.id("unspsc", "UNSPSC"));
        return codes;
    }

    private static void put(Map<String, String> codes, String name, String code) {
        if (code != null) {
            codes.put(name, code);
        }
    }

    /** What is said of an order that has no lines and is not only a key. */
    Verdict withoutLines() {
        return isAgreement(new ErpFields(document, new Reasons())) && eventId() != null
                ? new Verdict.Context(eventId(), source(), "agreement")
                : Reasons.only(eventId(), source(), ReasonCode.FIELD_MISSING, "lines",
                        "a purchase order has its lines in lines: an array, or items of the REST resource");
    }
}
