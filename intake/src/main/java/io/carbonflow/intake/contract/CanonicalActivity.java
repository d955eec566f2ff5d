package io.carbonflow.intake.contract;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import io.carbonflow.accounting.receipt.CanonicalJson;
import io.carbonflow.contracts.avro.EnergyBody;
import io.carbonflow.contracts.avro.LogisticsBody;
import io.carbonflow.contracts.avro.ProcurementBody;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.SupplierBody;
import io.carbonflow.contracts.avro.SupplierFactor;

/**
 * What an event says, as canonical JSON: one text for the same content however it was written. Decimals count by value
 * (1.0 is 1.00), times are UTC instants, units stand by their code, what is absent is left out; when, how and in which
 * bytes the event arrived is no part of it.
 */
public final class CanonicalActivity {

    /** The attribute of an event without a time of its own: when it arrived stands for it, and does not count. */
    private static final String OCCURRED_AT_BASIS = "occurred_at_basis";
    private static final String RECEIVED = "received";

    private CanonicalActivity() {}

    /**
     * The text of an activity.
     *
     * @throws NumberFormatException where a decimal of the activity is none
     */
    public static String write(RawActivity activity) {
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
        return CanonicalJson.write(content);
    }

    /**
     * The activity of a text, with equal decimals for equal values: {@code 1247.300} comes back as {@code 1247.3}. Tenant,
     * revision and everything about the delivery are not in the text and stay unset.
     *
     * @param occurredAt when it occurred where the text does not say, because the event had no time of its own
     * @throws IllegalArgumentException where the text is not that of an activity; the message says what was found
     */
    public static RawActivity read(String content, Instant occurredAt) {
        var members = CanonicalMembers.of(content);
        var activity = new RawActivity();
        activity.setEventId(members.text("id"));
        activity.setKind(members.kind("kind"));
        activity.setActivity(members.text("activity"));
        activity.setQuantity(members.decimal("quantity"));
        activity.setUnit(members.textOrNull("unit"));
        Instant stated = members.timeOrNull("occurred_at");
        activity.setOccurredAt(stated == null ? occurredAt : stated);
        activity.setPeriodStart(members.timeOrNull("period_start"));
        activity.setPeriodEnd(members.timeOrNull("period_end"));
        activity.setSourceId(members.text("source_id"));
        activity.setFacilityId(members.textOrNull("facility_id"));
        activity.setSupplierId(members.textOrNull("supplier_id"));
        activity.setProductId(members.textOrNull("product_id"));
        activity.setCountry(members.textOrNull("country"));
        activity.setSubdivision(members.textOrNull("subdivision"));
        activity.setReplacesEventId(members.textOrNull("replaces_event_id"));
        activity.setDataQuality(members.text("data_quality"));
        activity.setAttributes(members.object("attributes").texts());
        CanonicalMembers body = members.object("body");
        activity.setBody(switch (activity.getKind()) {
            case ENERGY -> energy(body);
            case LOGISTICS -> logistics(body);
            case PROCUREMENT -> procurement(body);
            case SUPPLIER -> supplier(body);
        });
        body.end();
        members.end();
        return activity;
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

    private static EnergyBody energy(CanonicalMembers content) {
        var body = new EnergyBody();
        body.setEnergySource(content.textOrNull("energy_source"));
        body.setCarriedGridIntensityGPerKwh(content.decimal("carried_grid_intensity_g_per_kwh"));
        body.setCounterStart(content.decimal("counter_start"));
        body.setCounterEnd(content.decimal("counter_end"));
        return body;
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

    private static LogisticsBody logistics(CanonicalMembers content) {
        var body = new LogisticsBody();
        body.setMass(content.decimal("mass"));
        body.setMassUnit(content.textOrNull("mass_unit"));
        body.setDistance(content.decimal("distance"));
        body.setDistanceUnit(content.textOrNull("distance_unit"));
        body.setDirection(content.textOrNull("direction"));
        body.setPaidBy(content.textOrNull("paid_by"));
        body.setShipmentId(content.textOrNull("shipment_id"));
        body.setCarriedKgCo2eWtw(content.decimal("carried_kg_co2e_wtw"));
        return body;
    }

    private static ProcurementBody procurement(CanonicalMembers content) {
        var body = new ProcurementBody();
        body.setPriceYear(content.whole("price_year"));
        body.setDocumentId(content.textOrNull("document_id"));
        body.setDocumentLine(content.textOrNull("document_line"));
        return body;
    }

    private static SupplierBody supplier(CanonicalMembers content) {
        var body = new SupplierBody();
        if (content.has("factor")) {
            CanonicalMembers stated = content.object("factor");
            var factor = new SupplierFactor();
            factor.setKgCo2ePerUnit(stated.decimal("kg_co2e_per_unit"));
            factor.setUnit(stated.text("unit"));
            factor.setValidFrom(stated.textOrNull("valid_from"));
            factor.setValidTo(stated.textOrNull("valid_to"));
            factor.setSource(stated.textOrNull("source"));
            stated.end();
            body.setFactor(factor);
        }
        return body;
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
}
