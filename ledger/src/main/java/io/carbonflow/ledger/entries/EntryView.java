package io.carbonflow.ledger.entries;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.carbonflow.ledger.chain.Sha256;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** An entry as the API shows it. */
@RegisterForReflection
record EntryView(UUID id, String eventId, String entryType, String resultKey, String part, String element,
        boolean official, int scope, Integer category, BigDecimal kgCo2e, BigDecimal kgCo2eAr4, BigDecimal kgCo2eAr5,
        BigDecimal kgCo2eAr6,
        BigDecimal kgCo2, BigDecimal kgCh4, BigDecimal kgN2o, BigDecimal kgBiogenicCo2, BigDecimal kgCo2eLow,
        BigDecimal kgCo2eHigh, String gwpSet, String method, String dataQuality, String kind, String activity,
        BigDecimal quantity, String unit, String sourceId, String facilityId, String supplierId, String productId,
        String country, String subdivision, String channel, Instant occurredAt, Instant periodStart, Instant periodEnd,
        Instant receivedAt, Instant calculatedAt, Instant bookedAt, String factorId, String factorEdition,
        String methodologyId, int methodologyVersion, BigDecimal qualityScore, Integer pcaf, List<String> notices,
        String correlationId, String payloadSha256, String block, int leafIndex,
        String leafHash, String revision, UUID reverses, UUID replaces, BigDecimal sourceTrust, String gateOutcome,
        String gateReason) {

    static EntryView of(SealedEntry sealed) {
        var entry = sealed.entry();
        var activity = entry.activity();
        var result = entry.result();
        var masses = result.masses();
        var links = entry.links();
        return new EntryView(entry.id(), activity.eventId(), entry.entryType(), result.resultKey(), result.part(),
                result.element(), result.official(), result.scope(), result.category(), masses.co2e(), masses.co2eAr4(),
                masses.co2eAr5(),
                masses.co2eAr6(), masses.co2(), masses.ch4(), masses.n2o(), masses.biogenicCo2(), masses.co2eLow(),
                masses.co2eHigh(), result.gwpSet(), result.method(), activity.dataQuality(), activity.kind(),
                activity.activity(), activity.quantity(), activity.unit(), activity.sourceId(),
                activity.facilityId(), activity.supplierId(), activity.productId(), activity.country(),
                activity.subdivision(), activity.channel(), activity.occurredAt(), activity.periodStart(),
                activity.periodEnd(), activity.receivedAt(), activity.calculatedAt(), entry.bookedAt(),
                result.factorId(), result.factorEdition(), result.methodology().id(),
                result.methodology().version(), result.quality().score(), result.quality().pcaf(), result.notices(),
                activity.correlationId(),
                Sha256.hex(activity.payloadSha256()), sealed.block(), sealed.leafIndex(),
                Sha256.hex(sealed.leafHash()), links.revision(), links.reverses(), links.replaces(),
                links.sourceTrust(), links.gateOutcome(), links.gateReason());
    }
}
