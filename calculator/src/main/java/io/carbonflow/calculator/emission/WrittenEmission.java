package io.carbonflow.calculator.emission;

import java.time.Instant;
import java.util.List;

import io.carbonflow.accounting.calculation.Calculation;
import io.carbonflow.accounting.calculation.EmissionResult;
import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.receipt.Amounts;
import io.carbonflow.accounting.receipt.Working;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.RawCoordinates;
import io.carbonflow.intake.contract.CanonicalActivity;

/** Writes results as the record that goes to the ledger. */
final class WrittenEmission {

    /** The operation that takes an event back. */
    static final String CANCEL = "cancel";
    private static final String NOTHING = "0";

    private WrittenEmission() {}

    static CalculatedEmission of(RawActivity raw, RawCoordinates coordinates, Calculation.Calculated calculated,
            Instant calculatedAt) {
        var emission = passedOn(raw, coordinates, calculatedAt);
        emission.setQuantity(calculated.received().amount().toPlainString());
        emission.setUnit(unit(raw, calculated));
        emission.setResults(calculated.results().stream().map(WrittenEmission::result).toList());
        emission.setContent(CanonicalActivity.write(raw));
        return emission;
    }

    /** The unit as received; of what states none the one that was worked out. */
    static String unit(RawActivity raw, Calculation.Calculated calculated) {
        return raw.getUnit() == null ? calculated.received().unit().code() : raw.getUnit();
    }

    /** That an event no longer stands: there is nothing to work out, and its quantity and body mean nothing. */
    static CalculatedEmission cancelled(RawActivity raw, RawCoordinates coordinates, Instant calculatedAt) {
        var emission = passedOn(raw, coordinates, calculatedAt);
        emission.setQuantity(NOTHING);
        emission.setUnit(raw.getUnit() == null ? "" : raw.getUnit());
        emission.setResults(List.of());
        return emission;
    }

    /** What the activity says of itself. */
    private static CalculatedEmission passedOn(RawActivity raw, RawCoordinates coordinates, Instant calculatedAt) {
        var emission = new CalculatedEmission();
        emission.setTenantId(raw.getTenantId());
        emission.setEventId(raw.getEventId());
        emission.setCorrelationId(raw.getCorrelationId());
        emission.setContentHash(raw.getContentHash());
        emission.setRaw(coordinates);
        emission.setKind(raw.getKind());
        emission.setActivity(raw.getActivity());
        emission.setOccurredAt(raw.getOccurredAt());
        emission.setPeriodStart(raw.getPeriodStart());
        emission.setPeriodEnd(raw.getPeriodEnd());
        emission.setReceivedAt(raw.getReceivedAt());
        emission.setCalculatedAt(calculatedAt);
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
        emission.setRevision(raw.getRevision());
        emission.setOperation(raw.getOperation());
        emission.setSourceTrust(raw.getSourceTrust());
        emission.setGateOutcome(raw.getGateOutcome());
        emission.setGateReason(raw.getGateReason());
        emission.setReplacesEventId(raw.getReplacesEventId());
        return emission;
    }

    static io.carbonflow.contracts.avro.EmissionResult result(EmissionResult result) {
        Working working = result.working();
        Amounts amounts = result.amounts();
        GasMasses gases = amounts.gases();
        var written = new io.carbonflow.contracts.avro.EmissionResult();
        written.setResultKey(result.key());
        written.setOfficial(result.official());
        written.setScope(working.attribution().scope());
        written.setCategory(working.attribution().category().isPresent()
                ? working.attribution().category().getAsInt()
                : null);
        written.setMethod(working.method().code());
        written.setGwpSet(working.gwpSet().name());
        written.setKgCo2e(result.co2e().kilograms());
        written.setKgCo2eAr4(amounts.ar4().kilograms());
        written.setKgCo2eAr5(amounts.ar5().kilograms());
        written.setKgCo2eAr6(amounts.ar6().kilograms());
        written.setKgCo2(gases.co2());
        written.setKgCh4(gases.ch4());
        written.setKgN2o(gases.n2o());
        written.setKgBiogenicCo2(gases.biogenicCo2());
        written.setKgCo2eLow(result.lowKilograms());
        written.setKgCo2eHigh(result.highKilograms());
        written.setFactorId(working.factor().id());
        written.setFactorEdition(working.factor().edition());
        written.setNotices(List.copyOf(working.notices()));
        written.setReceipt(result.receipt().json());
        written.setPart(result.part().code());
        written.setElement(result.element().orElse(null));
        written.setFacilityId(result.facilityId());
        written.setProductId(result.productId());
        written.setMethodologyId(working.methodology().id());
        written.setMethodologyVersion(working.methodology().version());
        written.setQualityScore(result.quality().score().toPlainString());
        written.setPcaf(result.quality().pcaf());
        return written;
    }
}
