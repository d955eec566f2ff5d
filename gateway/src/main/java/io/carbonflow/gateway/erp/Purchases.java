package io.carbonflow.gateway.erp;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.quantity.Dimension;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.SupplierRegistration;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.Quote;

/** Which activity a purchase is: what the commodity mapping says of the thing, else the industry of the supplier. */
final class Purchases {

    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);
    private static final Pattern NAICS = Pattern.compile("\\d{6}");
    /** SAP's own unit codes that mean something else, or nothing, to others. */
    private static final Map<String, String> SAP_UNITS = Map.of("TO", "t", "ST", "piece");

    private final Commodities commodities;
    private final ActivityContract contract;

    Purchases(Commodities commodities, ActivityContract contract) {
        this.commodities = commodities;
        this.contract = contract;
    }

    Verdict verdict(Purchase purchase, Delivery delivery) {
        Optional<Commodity> commodity = commodities.find(delivery.tenantId(), purchase.codes());
        Optional<SupplierRegistration> supplier = purchase.supplierId() == null ? Optional.empty()
                : delivery.supplier(purchase.supplierId());
        if (commodity.isPresent()) {
            return commodity.get().activity() == null
                    ? new Verdict.Context(purchase.eventId(), purchase.sourceId(), "commodity_without_activity")
                    : asMapped(purchase, commodity.get(), supplier, delivery);
        }
        String naics = supplier.map(SupplierRegistration::getNaics)
            .filter(code -> NAICS.matcher(code).matches())
            .orElse(null);
        if (naics == null) {
            return unknown(purchase, supplier.isPresent());
        }
        return accepted(purchase, "spend.naics." + naics, purchase.amount(), purchase.currency().code(), supplier,
                delivery);
    }

    /** The thing itself, whoever it is from; held where nobody has said what it is. */
    Optional<Verdict> mapped(Purchase purchase, Delivery delivery) {
        return commodities.find(delivery.tenantId(), purchase.codes()).isEmpty() ? Optional.empty()
                : Optional.of(verdict(purchase, delivery));
    }

    private static Verdict unknown(Purchase purchase, boolean isRegistered) {
        String what = isRegistered ? "the supplier's naics" : "the supplier";
        return Reasons.hold(purchase.eventId(), purchase.sourceId(), ReasonCode.SOURCE_UNKNOWN,
                purchase.supplierField(),
                what + " " + Quote.of(String.valueOf(purchase.supplierId()))
                        + " is not registered; PUT /v1/suppliers/{id} of the query service with its naics (six digits), or "
                        + "name the commodity in the mapping commodities");
    }

    private Verdict asMapped(Purchase purchase, Commodity commodity, Optional<SupplierRegistration> supplier,
            Delivery delivery) {
        ActivityType type = ActivityCatalogue.find(commodity.activity()).orElse(null);
        if (type == null) {
            return hold(purchase, "the mapping commodities names " + Quote.of(commodity.activity())
                    + ", which is no activity code");
        }
        if (commodity.activity().startsWith("spend.")) {
            return purchase.amount() == null ? hold(purchase, "the document states no amount for a spend activity")
                    : accepted(purchase, commodity.activity(), purchase.amount(), purchase.currency().code(), supplier,
                            delivery);
        }
        Unit unit = unit(purchase.quantityUnit());
        BigDecimal quantity = purchase.quantity();
        if (quantity != null && commodity.massPerUnit() != null
                && (unit == null || unit.dimension() != Dimension.MASS)) {
            quantity = quantity.multiply(commodity.massPerUnit());
            unit = unit(commodity.massUnit());
        }
        if (quantity == null || unit == null || !type.accepts(unit)) {
            return hold(purchase, "the activity " + commodity.activity() + " is not measured in "
                    + Quote.of(String.valueOf(purchase.quantityUnit()))
                    + "; state mass_per_unit and mass_unit in the mapping commodities, or a spend activity");
        }
        return accepted(purchase, commodity.activity(), quantity, unit.code(), supplier, delivery);
    }

    private static Verdict hold(Purchase purchase, String detail) {
        return Reasons.hold(purchase.eventId(), purchase.sourceId(), ReasonCode.MAPPING_NOT_FOUND, "commodities",
                detail);
    }

    private static Unit unit(String code) {
        return code == null ? null
                : Unit.find(SAP_UNITS.getOrDefault(code, code))
                    .or(() -> Unit.find(code.toLowerCase(Locale.ROOT)))
                    .orElse(null);
    }

    private Verdict accepted(Purchase purchase, String activity, BigDecimal quantity, String unit,
            Optional<SupplierRegistration> supplier, Delivery delivery) {
        ObjectNode item = NODES.objectNode();
        item.put("id", purchase.eventId());
        item.put("kind", ActivityCatalogue.find(activity).map(type -> type.kind().code()).orElse("procurement"));
        item.put("activity", activity);
        item.put("quantity", quantity.toPlainString());
        item.put("unit", unit);
        item.put("occurred_at", purchase.at().toString());
        item.put("source_id", purchase.sourceId());
        item.put("facility_id", purchase.facilityId());
        item.put("supplier_id", purchase.supplierId());
        item.put("country", supplier.map(SupplierRegistration::getCountry).orElse(null));
        item.put("data_quality", "calculated");
        ObjectNode attributes = item.putObject("attributes");
        attributes.put("price_year", purchase.at().atOffset(ZoneOffset.UTC).getYear());
        attributes.put("document_id", purchase.documentId());
        attributes.put("document_line", purchase.line());
        Verdict verdict = contract.examine(item, delivery.receivedAt());
        if (verdict instanceof Verdict.Accepted accepted) {
            accepted.activity().setRevision(purchase.revision());
            return new Verdict.Accepted(accepted.activity(), purchase.orderedBy());
        }
        return verdict;
    }
}
