package io.carbonflow.testsupport;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.contracts.avro.EmissionResult;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.RawCoordinates;
import io.carbonflow.intake.contract.CanonicalActivity;

/** Builds calculated emissions that are valid by default, from the raw activity they answer. */
public final class EmissionBuilder {

    /** Begins elsewhere each time: Quarkus loads this class anew for every test class, the database stays the same. */
    private static final AtomicLong NEXT_OFFSET = new AtomicLong(System.currentTimeMillis() * 1_000);

    private final RawActivity raw;
    private final List<EmissionResult> results = new ArrayList<>();
    private RawCoordinates coordinates;

    private EmissionBuilder(RawActivity raw) {
        this.raw = raw;
        coordinates = new RawCoordinates(Topics.rawTopicOf(raw.getKind()), 0, NEXT_OFFSET.incrementAndGet());
    }

    /** One emission for the activity; without further words 480.459960 kg CO2e, scope 2, location-based. */
    public static EmissionBuilder anEmissionOf(RawActivity raw) {
        return new EmissionBuilder(raw);
    }

    /** Where the raw record stands; otherwise coordinates nobody else has. */
    public EmissionBuilder at(String topic, int partition, long offset) {
        coordinates = new RawCoordinates(topic, partition, offset);
        return this;
    }

    /** Adds a result of the activity itself; the first one added is the official one. */
    public EmissionBuilder result(String kgCo2e, int scope, Integer category, String method) {
        var result = valid(kgCo2e, scope, category, method);
        result.setResultKey(method);
        result.setOfficial(results.isEmpty());
        results.add(result);
        return this;
    }

    /** Adds the official result of a derived part, in Scope 3 category 3. */
    public EmissionBuilder derived(String part, String kgCo2e, String method) {
        var result = valid(kgCo2e, 3, 3, method);
        result.setResultKey(part + ":" + method);
        result.setOfficial(true);
        result.setPart(part);
        results.add(result);
        return this;
    }

    /** Changes the result added last. */
    public EmissionBuilder where(Consumer<EmissionResult> change) {
        change.accept(results.get(results.size() - 1));
        return this;
    }

    private static EmissionResult valid(String kgCo2e, int scope, Integer category, String method) {
        BigDecimal mass = new BigDecimal(kgCo2e).setScale(6, RoundingMode.UNNECESSARY);
        var result = new EmissionResult();
        result.setScope(scope);
        result.setCategory(category);
        result.setMethod(method);
        result.setGwpSet("AR6");
        result.setKgCo2e(mass);
        result.setKgCo2eAr4(mass);
        result.setKgCo2eAr5(mass);
        result.setKgCo2eAr6(mass);
        result.setFactorId("test-factor");
        result.setFactorEdition("test-edition");
        result.setNotices(List.of());
        result.setReceipt("{\"result\":\"" + mass.toPlainString() + "\"}");
        result.setPart("activity");
        result.setMethodologyId("default");
        result.setMethodologyVersion(1);
        return result;
    }

    /** The record. */
    public CalculatedEmission build() {
        if (results.isEmpty()) {
            result("480.459960", 2, null, "location_based");
        }
        var emission = new CalculatedEmission();
        emission.setTenantId(raw.getTenantId());
        emission.setEventId(raw.getEventId());
        emission.setCorrelationId(raw.getCorrelationId());
        emission.setContentHash(raw.getContentHash());
        emission.setRaw(coordinates);
        emission.setKind(raw.getKind());
        emission.setActivity(raw.getActivity());
        emission.setQuantity(raw.getQuantity());
        emission.setUnit(raw.getUnit());
        emission.setOccurredAt(raw.getOccurredAt());
        emission.setPeriodStart(raw.getPeriodStart());
        emission.setPeriodEnd(raw.getPeriodEnd());
        emission.setReceivedAt(raw.getReceivedAt());
        emission.setCalculatedAt(raw.getReceivedAt());
        emission.setSourceId(raw.getSourceId());
        emission.setFacilityId(raw.getFacilityId());
        emission.setSupplierId(raw.getSupplierId());
        emission.setProductId(raw.getProductId());
        emission.setCountry(raw.getCountry());
        emission.setSubdivision(raw.getSubdivision());
        emission.setDataQuality(raw.getDataQuality());
        emission.setChannel(raw.getChannel());
        emission.setContentType(raw.getContentType());
        emission.setPayload(raw.getPayload());
        emission.setResults(results);
        emission.setContent(CanonicalActivity.write(raw));
        return emission;
    }
}
