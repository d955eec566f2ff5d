package io.carbonflow.intake.contract;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import io.carbonflow.accounting.receipt.CanonicalJson;
import io.carbonflow.contracts.avro.EnergyBody;
import io.carbonflow.contracts.avro.LogisticsBody;
import io.carbonflow.contracts.avro.ProcurementBody;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.Sha256;
import io.carbonflow.contracts.avro.SupplierBody;
import io.carbonflow.contracts.avro.SupplierFactor;

/**
 * SHA-256 over the canonical JSON of what an event says, so that the same id with the same hash is a repeat and with
 * another one a conflict. Decimals count by value (1.0 is 1.00), times as UTC instants, units by their code; when, how
 * and in which bytes the event arrived does not count.
 */
public final class ContentHash {

    /** The attribute of an event without a time of its own: when it arrived stands for it, and does not count. */
    private static final String OCCURRED_AT_BASIS = "occurred_at_basis";
    private static final String RECEIVED = "received";
    /** To look an algorithm up costs as much as to digest an event. */
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(ContentHash::sha256);

    private ContentHash() {}

    public static Sha256 of(RawActivity activity) {
        var content = new TreeMap<String, Object>();
        content.put("id", activity.getEventId());
        content.put("kind", activity.getKind().name());
        content.put("activity", activity.getActivity());
        decimal(content, "quantity", activity.getQuantity());
        text(content, "unit", activity.getUnit());
        if (!RECEIVED.equals(activity.getAttributes().get(OCCURRED_AT_BASIS))) {
            content.put("occurred_at", activity.getOccurredAt().toString());
        }
        time(content, "period_start", activity.getPeriodStart());
        time(content, "period_end", activity.getPeriodEnd());
        content.put("source_id", activity.getSourceId());
        text(content, "facility_id", activity.getFacilityId());
        text(content, "supplier_id", activity.getSupplierId());
        text(content, "product_id", activity.getProductId());
        text(content, "country", activity.getCountry());
        text(content, "subdivision", activity.getSubdivision());
        text(content, "replaces_event_id", activity.getReplacesEventId());
        content.put("data_quality", activity.getDataQuality());
        content.put("attributes", activity.getAttributes());
        content.put("body", body(activity.getBody()));
        return new Sha256(digest(CanonicalJson.write(content)));
    }

    private static Map<String, Object> body(Object body) {
        var content = new TreeMap<String, Object>();
        if (body instanceof EnergyBody energy) {
            text(content, "energy_source", energy.getEnergySource());
            decimal(content, "carried_grid_intensity_g_per_kwh", energy.getCarriedGridIntensityGPerKwh());
            decimal(content, "counter_start", energy.getCounterStart());
            decimal(content, "counter_end", energy.getCounterEnd());
        } else if (body instanceof LogisticsBody logistics) {
            logistics(content, logistics);
        } else if (body instanceof ProcurementBody procurement) {
            content.put("price_year", procurement.getPriceYear());
            text(content, "document_id", procurement.getDocumentId());
            text(content, "document_line", procurement.getDocumentLine());
        } else if (body instanceof SupplierBody supplier && supplier.getFactor() != null) {
            content.put("factor", factor(supplier.getFactor()));
        }
        return content;
    }

    private static void logistics(Map<String, Object> content, LogisticsBody logistics) {
        decimal(content, "mass", logistics.getMass());
        text(content, "mass_unit", logistics.getMassUnit());
        decimal(content, "distance", logistics.getDistance());
        text(content, "distance_unit", logistics.getDistanceUnit());
        text(content, "direction", logistics.getDirection());
        text(content, "paid_by", logistics.getPaidBy());
        text(content, "shipment_id", logistics.getShipmentId());
        decimal(content, "carried_kg_co2e_wtw", logistics.getCarriedKgCo2eWtw());
    }

    private static Map<String, Object> factor(SupplierFactor factor) {
        var content = new TreeMap<String, Object>();
        decimal(content, "kg_co2e_per_unit", factor.getKgCo2ePerUnit());
        text(content, "unit", factor.getUnit());
        text(content, "valid_from", factor.getValidFrom());
        text(content, "valid_to", factor.getValidTo());
        text(content, "source", factor.getSource());
        return content;
    }

    private static void decimal(Map<String, Object> content, String name, String value) {
        if (value != null) {
            BigDecimal number = new BigDecimal(value);
            content.put(name, number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
        }
    }

    private static void time(Map<String, Object> content, String name, Instant value) {
        text(content, name, value == null ? null : value.toString());
    }

    private static void text(Map<String, Object> content, String name, String value) {
        if (value != null) {
            content.put(name, value);
        }
    }

    private static byte[] digest(String canonical) {
        MessageDigest digest = DIGEST.get();
        digest.reset();
        return digest.digest(canonical.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
