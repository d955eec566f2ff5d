package io.carbonflow.gateway.erp;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Decimals;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;

/** One SAP purchase order; each of its lines is money spent at the order's supplier, in as many versions as it has. */
final class SapPurchaseOrder {

    static final String[] ITEMS = {"to_PurchaseOrderItem", "_PurchaseOrderItem"};
    private static final String[] CHANGED = {"LastChangeDateTime", "PurchaseOrderLastChangeDateTime"};
    /** Consignment is bought when it is used, a stock transfer is not bought at all, a text line is none. */
    private static final Map<String, String> NOT_BOUGHT = Map.of("2", "consignment", "K", "consignment", "7",
            "stock_transfer", "U", "stock_transfer", "6", "text_line");
    /** Lines that state a limit: what may be spent. */
    private static final Set<String> LIMITS = Set.of("1", "B", "A");

    private final JsonNode document;
    private final Delivery delivery;
    private final Times times;
    private final Purchases purchases;

    SapPurchaseOrder(JsonNode document, Delivery delivery, Times times, Purchases purchases) {
        this.document = document;
        this.delivery = delivery;
        this.times = times;
        this.purchases = purchases;
    }

    /** Where a document comes from: the company code of the ERP. */
    static String source(JsonNode document) {
        String company = new ErpFields(document, new Reasons()).id("CompanyCode");
        return company == null ? "sap" : "sap:" + company;
    }

    /** The same for every version of the line, so that created, changed and released count once. */
    static String eventId(String order, String line) {
        return order == null ? null : line == null ? "sap:po:" + order : "sap:po:" + order + ':' + line;
    }

    ErpDocument lines() {
        String order = new ErpFields(document, new Reasons()).id("PurchaseOrder");
        return ErpDocument.ofRows(eventId(order, null), document, this::line, ITEMS);
    }

    private Verdict line(JsonNode line) {
        var reasons = new Reasons();
        var header = new ErpFields(document, reasons);
        var fields = new ErpFields(line, reasons);
        String order = header.requiredId("PurchaseOrder");
        String number = ErpFields.lineNumber(fields.requiredId("PurchaseOrderItem"));
        String eventId = eventId(order, number);
        if (order != null && number != null && isEnded(header, fields)) {
            return Cancellation.ofPurchase(eventId, source(document), revision(header), eventId(order, null),
                    delivery.receivedAt());
        }
        if (order != null && number != null && noPurchase(fields) != null) {
            return new Verdict.Context(eventId, source(document), noPurchase(fields));
        }
        BigDecimal amount = amount(fields);
        var currencyHolder = fields.has("DocumentCurrency") ? fields : header;
        Unit currency = currencyHolder.required("DocumentCurrency") ? currencyHolder.currency("DocumentCurrency")
                : null;
        Instant orderedAt = header.required("PurchaseOrderDate") ? header.time(times, "PurchaseOrderDate") : null;
        String supplierId = header.requiredId("Supplier");
        String plant = fields.id("Plant");
        if (!reasons.isEmpty()) {
            return reasons.refusal(eventId, source(document));
        }
        return purchases.verdict(new Purchase(eventId, source(document), eventId(order, null), revision(header),
                "Supplier", supplierId, amount, currency, orderedAt, plant, order, number, codes(fields),
                fields.decimal("OrderQuantity"), fields.id("PurchaseOrderQuantityUnit")), delivery);
    }

    private String revision(ErpFields header) {
        return delivery.revision(header.changedAt(CHANGED));
    }

    /** The whole order deleted or cancelled, or this line. */
    private boolean isEnded(ErpFields header, ErpFields line) {
        return line.flag("PurchasingDocumentDeletionCode") && !line.node()
            .path("PurchasingDocumentDeletionCode")
            .asText()
            .equals("S") || header.flag("PurchasingDocumentDeletionCode") || header.flag("IsCancelled")
                || delivery.event().isCancelling();
    }

    /** Why a line is no money spent by its nature; null where it is. */
    private static String noPurchase(ErpFields line) {
        String category = line.node().path("PurchaseOrderItemCategory").asText("");
        if (NOT_BOUGHT.containsKey(category)) {
            return NOT_BOUGHT.get(category);
        }
        if (line.flag("IsReturnsItem")) {
            return "returns_item";
        }
        boolean isLimit = !line.has("OrderQuantity") && line.has("OverallLimitAmount")
                || LIMITS.contains(category) && !line.has("NetPriceAmount");
        return isLimit ? "service_limit" : null;
    }

    private static Map<String, String> codes(ErpFields line) {
        var codes = new HashMap<String, String>();
        put(codes, "material", line.id("Material"));
        put(codes, "material_group", line.id("MaterialGroup"));
        put(codes, "plant", line.id("Plant"));
        ErpFields.rows(line.node(), "to_AccountAssignment", "_PurOrdAccountAssignment")
            .stream()
            .findFirst()
            .ifPresent(account -> put(codes, "gl_account", new ErpFields(account, new Reasons()).id("GLAccount")));
        return codes;
    }

    private static void put(Map<String, String> codes, String name, String code) {
        if (code != null) {
            codes.put(name, code);
        }
    }

    /**
     * Price times quantity over price unit; a price is for one where no unit is said. Where the price is per another unit
     * than the order's, the order's own conversion applies.
     */
    private static BigDecimal amount(ErpFields line) {
        boolean isStated = line.has("NetAmount") && !(line.has("NetPriceAmount") && line.has("OrderQuantity"));
        if (isStated) {
            return line.decimal("NetAmount");
        }
        BigDecimal price = line.required("NetPriceAmount") ? line.decimal("NetPriceAmount") : null;
        BigDecimal quantity = line.required("OrderQuantity") ? line.decimal("OrderQuantity") : null;
        BigDecimal per = divisor(line, "NetPriceQuantity");
        BigDecimal numerator = line.has("OrderPriceUnitToOrderUnitNmrtr") && line.has("OrdPriceUnitToOrderUnitDnmntr")
                ? divisor(line, "OrderPriceUnitToOrderUnitNmrtr")
                : BigDecimal.ONE;
        BigDecimal denominator = line.has("OrderPriceUnitToOrderUnitNmrtr")
                ? divisor(line, "OrdPriceUnitToOrderUnitDnmntr")
                : BigDecimal.ONE;
        if (price == null || quantity == null || per == null || numerator == null || denominator == null) {
            return null;
        }
        BigDecimal product = price.multiply(quantity).multiply(numerator);
        BigDecimal over = per.multiply(denominator);
        BigDecimal amount = over.compareTo(BigDecimal.ONE) == 0 ? product
                : product.divide(over, MathContext.DECIMAL128).stripTrailingZeros();
        return Decimals.bounded(amount, "NetPriceAmount x OrderQuantity / NetPriceQuantity", line.reasons());
    }

    /** More than zero; one where it is absent. */
    private static BigDecimal divisor(ErpFields line, String name) {
        BigDecimal value = line.has(name) ? line.decimal(name) : BigDecimal.ONE;
        if (value != null && value.signum() == 0) {
            line.reasons().add(ReasonCode.FIELD_INVALID, name, name + " is more than zero, found 0");
            return null;
        }
        return value;
    }
}
