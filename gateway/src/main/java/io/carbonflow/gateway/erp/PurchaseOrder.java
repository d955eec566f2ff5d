package io.carbonflow.gateway.erp;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.ActivityKind;
import io.carbonflow.contracts.avro.ProcurementBody;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.SupplierRegistration;
import io.carbonflow.intake.contract.Decimals;
import io.carbonflow.intake.contract.Fields;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.Quote;

/** One SAP purchase order; each of its lines is money spent at the order's supplier. */
final class PurchaseOrder {

    /** OData V2's date: milliseconds of UTC, with an offset that is for display only. */
    private static final Pattern ODATA_DATE = Pattern.compile("/Date\\((-?\\d{1,15})([+-]\\d{4})?\\)/");
    private static final Pattern NAICS = Pattern.compile("\\d{6}");

    private final JsonNode document;
    private final String tenantId;
    private final Times times;
    private final SupplierDirectory suppliers;

    PurchaseOrder(JsonNode document, String tenantId, Times times, SupplierDirectory suppliers) {
        this.document = document;
        this.tenantId = tenantId;
        this.times = times;
        this.suppliers = suppliers;
    }

    /** Where the document comes from: the company code of the ERP. */
    String source() {
        String company = new Fields(document, new Reasons()).id("CompanyCode");
        return company == null ? "sap" : "sap:" + company;
    }

    /** The same for every version of the line, so that created, changed and released count once. */
    String eventId(String lineNumber) {
        String order = new Fields(document, new Reasons()).id("PurchaseOrder");
        if (order == null) {
            return null;
        }
        return lineNumber == null ? "sap:po:" + order : "sap:po:" + order + ":" + lineNumber;
    }

    Verdict line(JsonNode line) {
        var reasons = new Reasons();
        var header = new Fields(document, reasons);
        var fields = new Fields(line, reasons);
        String orderNumber = header.requiredId("PurchaseOrder");
        String lineNumber = fields.requiredId("PurchaseOrderItem");
        String eventId = lineNumber == null ? eventId(null) : eventId(lineNumber);
        if (eventId != null && isDeleted(line)) {
            return new Verdict.Context(eventId, source(), "document_line_deleted");
        }
        BigDecimal amount = amount(fields, reasons);
        Unit currency = currency(fields, header, reasons);
        Instant orderedAt = orderedAt(header, reasons);
        String supplierId = header.requiredId("Supplier");
        SupplierRegistration supplier = supplierId == null ? null : supplier(supplierId, reasons);
        String plant = fields.id("Plant");
        if (!reasons.isEmpty()) {
            return reasons.refusal(eventId, source());
        }
        var activity = new RawActivity();
        activity.setEventId(eventId);
        activity.setSourceId(source());
        activity.setKind(ActivityKind.PROCUREMENT);
        activity.setActivity("spend.naics." + supplier.getNaics());
        activity.setQuantity(amount.toPlainString());
        activity.setUnit(currency.code());
        activity.setOccurredAt(orderedAt);
        activity.setSupplierId(supplierId);
        activity.setFacilityId(plant);
        activity.setCountry(supplier.getCountry());
        activity.setDataQuality("calculated");
        activity.setAttributes(Map.of());
        activity.setBody(new ProcurementBody(orderedAt.atOffset(ZoneOffset.UTC).getYear(), orderNumber, lineNumber));
        return new Verdict.Accepted(activity);
    }

    private static boolean isDeleted(JsonNode line) {
        return !line.path("PurchasingDocumentDeletionCode").asText("").isBlank();
    }

    /** Price times quantity over price unit; a price is for one where no unit is said. */
    private static BigDecimal amount(Fields line, Reasons reasons) {
        BigDecimal price = line.required("NetPriceAmount") ? line.decimal("NetPriceAmount") : null;
        BigDecimal quantity = quantity(line, reasons);
        BigDecimal per = line.has("NetPriceQuantity") ? line.decimal("NetPriceQuantity") : BigDecimal.ONE;
        if (per != null && per.signum() == 0) {
            line.invalid("NetPriceQuantity", "more than zero");
            return null;
        }
        if (price == null || quantity == null || per == null) {
            return null;
        }
        BigDecimal product = price.multiply(quantity);
        BigDecimal amount = per.compareTo(BigDecimal.ONE) == 0 ? product
                : product.divide(per, MathContext.DECIMAL128).stripTrailingZeros();
        return Decimals.bounded(amount, "NetPriceAmount x OrderQuantity / NetPriceQuantity", reasons);
    }

    private static BigDecimal quantity(Fields line, Reasons reasons) {
        if (!line.has("OrderQuantity") && line.has("OverallLimitAmount")) {
            reasons.add(ReasonCode.FIELD_MISSING, "OrderQuantity",
                    "OrderQuantity is required; a service line with only an OverallLimitAmount says what may be spent, "
                            + "not what was");
            return null;
        }
        return line.required("OrderQuantity") ? line.decimal("OrderQuantity") : null;
    }

    private static Unit currency(Fields line, Fields header, Reasons reasons) {
        Fields holder = line.has("DocumentCurrency") ? line : header;
        if (!holder.required("DocumentCurrency")) {
            return null;
        }
        String code = holder.node("DocumentCurrency").asText();
        Unit unit = Unit.find(code).filter(found -> found.dimension() == Dimension.MONEY).orElse(null);
        if (unit == null) {
            reasons.add(ReasonCode.UNIT_UNKNOWN, "DocumentCurrency",
                    "DocumentCurrency is a currency of ISO 4217, found "
                            + Quote.of(code));
        }
        return unit;
    }

    private Instant orderedAt(Fields header, Reasons reasons) {
        if (!header.required("PurchaseOrderDate")) {
            return null;
        }
        String text = header.node("PurchaseOrderDate").asText();
        Matcher odata = ODATA_DATE.matcher(text);
        if (odata.matches()) {
            return times.within(Instant.ofEpochMilli(Long.parseLong(odata.group(1))), "PurchaseOrderDate", reasons);
        }
        if (text.length() == "2024-05-03".length()) {
            return times.read(text + "T00:00:00Z", "PurchaseOrderDate", null, reasons);
        }
        return times.read(text, "PurchaseOrderDate", null, reasons);
    }

    private SupplierRegistration supplier(String supplierId, Reasons reasons) {
        SupplierRegistration supplier = suppliers.supplier(tenantId, supplierId).orElse(null);
        String missing = supplier == null ? "the supplier" : "the supplier's naics";
        if (supplier == null || supplier.getNaics() == null || !NAICS.matcher(supplier.getNaics()).matches()) {
            reasons.add(ReasonCode.SOURCE_UNKNOWN, "Supplier", missing + " " + Quote.of(supplierId)
                    + " is not registered; PUT /v1/suppliers/{id} of the query service with its naics (six digits), "
                    + "then resubmit");
            return null;
        }
        return supplier;
    }
}
