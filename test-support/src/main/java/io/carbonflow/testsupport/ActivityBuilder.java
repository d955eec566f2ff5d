package io.carbonflow.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import io.carbonflow.contracts.avro.ActivityKind;
import io.carbonflow.contracts.avro.EnergyBody;
import io.carbonflow.contracts.avro.LogisticsBody;
import io.carbonflow.contracts.avro.ProcurementBody;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.Sha256;
import io.carbonflow.contracts.avro.SupplierBody;

/** Builds raw activities that are valid by default; a test states only what matters to it. */
public final class ActivityBuilder {

    private static final Instant OCCURRED_AT = Instant.parse("2025-11-03T10:00:00Z");

    private final RawActivity activity = new RawActivity();
    private final Map<String, String> attributes = new HashMap<>();

    private ActivityBuilder(ActivityKind kind, String code, String quantity, String unit, Object body) {
        activity.setTenantId(TestStack.TENANT);
        activity.setEventId("evt-" + UUID.randomUUID());
        activity.setCorrelationId("test");
        activity.setKind(kind);
        activity.setActivity(code);
        activity.setQuantity(quantity);
        activity.setUnit(unit);
        activity.setOccurredAt(OCCURRED_AT);
        activity.setSourceId("SM-PLANT-DE-042");
        activity.setCountry("DE");
        activity.setDataQuality("measured");
        activity.setBody(body);
        activity.setReceivedAt(OCCURRED_AT.plusSeconds(1));
        activity.setChannel("rest");
        activity.setContentType("application/json");
    }

    /** 1247.3 kWh of German grid electricity at an own facility. */
    public static ActivityBuilder anActivity() {
        return new ActivityBuilder(ActivityKind.ENERGY, "electricity.grid", "1247.3", "kWh", new EnergyBody())
            .facility("FACILITY_MUENCHEN_01");
    }

    /** 36.801 t.km by lorry, inbound, paid by us. */
    public static ActivityBuilder aShipment() {
        var body = new LogisticsBody();
        body.setMass("87");
        body.setMassUnit("kg");
        body.setDistance("423");
        body.setDistanceUnit("km");
        body.setDirection("inbound");
        body.setPaidBy("us");
        return new ActivityBuilder(ActivityKind.LOGISTICS, "freight.road.hgv", "36.801", "t.km", body);
    }

    /** 1000 USD of computers from a supplier in the United States. */
    public static ActivityBuilder aPurchase() {
        return new ActivityBuilder(ActivityKind.PROCUREMENT, "spend.naics.334111", "1000", "USD",
                new ProcurementBody())
            .country("US")
            .supplier("SUP_001_US");
    }

    /** 250 t of recycled waste. */
    public static ActivityBuilder aSupplierFigure() {
        return new ActivityBuilder(ActivityKind.SUPPLIER, "waste.recycling", "250", "t", new SupplierBody());
    }

    public ActivityBuilder tenant(String tenant) {
        activity.setTenantId(tenant);
        return this;
    }

    public ActivityBuilder eventId(String id) {
        activity.setEventId(id);
        return this;
    }

    public ActivityBuilder activity(String code) {
        activity.setActivity(code);
        return this;
    }

    public ActivityBuilder quantity(String quantity, String unit) {
        activity.setQuantity(quantity);
        activity.setUnit(unit);
        return this;
    }

    public ActivityBuilder occurredAt(Instant time) {
        activity.setOccurredAt(time);
        return this;
    }

    public ActivityBuilder receivedAt(Instant time) {
        activity.setReceivedAt(time);
        return this;
    }

    public ActivityBuilder period(Instant start, Instant end) {
        activity.setPeriodStart(start);
        activity.setPeriodEnd(end);
        return this;
    }

    public ActivityBuilder source(String id) {
        activity.setSourceId(id);
        return this;
    }

    public ActivityBuilder facility(String id) {
        activity.setFacilityId(id);
        return this;
    }

    public ActivityBuilder supplier(String id) {
        activity.setSupplierId(id);
        return this;
    }

    public ActivityBuilder country(String country) {
        activity.setCountry(country);
        return this;
    }

    public ActivityBuilder subdivision(String subdivision) {
        activity.setSubdivision(subdivision);
        return this;
    }

    public ActivityBuilder dataQuality(String quality) {
        activity.setDataQuality(quality);
        return this;
    }

    public ActivityBuilder attribute(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    public ActivityBuilder body(Object body) {
        activity.setBody(body);
        return this;
    }

    /** A grid intensity that came with the reading, in g CO2e per kWh. */
    public ActivityBuilder carriedIntensity(String gramsPerKwh) {
        var body = new EnergyBody();
        body.setCarriedGridIntensityGPerKwh(gramsPerKwh);
        return body(body);
    }

    /** The record; its hash covers what the sender said and not when or how it came. */
    public RawActivity build() {
        activity.setAttributes(attributes);
        String content = String.join("|", activity.getEventId(), activity.getActivity(),
                String.valueOf(activity.getQuantity()), String.valueOf(activity.getUnit()),
                activity.getOccurredAt().toString(), activity.getSourceId(), String.valueOf(activity.getCountry()),
                String.valueOf(activity.getBody()), String.valueOf(activity.getSupplierId()),
                String.valueOf(activity.getFacilityId()), attributes.toString());
        activity.setPayload(ByteBuffer.wrap(content.getBytes(UTF_8)));
        activity.setContentHash(new Sha256(sha256(content)));
        return activity;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
