package io.carbonflow.ledger.entries;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.chain.Provisional;
import io.carbonflow.ledger.chain.Sha256;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An entry as the API shows it.
 *
 * @param state         provisional where something better is expected to replace it, else final
 * @param accountedAt   the time at which sums count it
 * @param adjustsPeriod the locked period because of which that is not when it occurred
 * @param reversedBy    the entry that takes it back
 * @param replacedBy    the entries that stand in its place
 * @param recalculationId the recalculation that booked it; null where none did
 */
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
        String correlationId, String payloadSha256, String activitySha256, String block, int leafIndex,
        String leafHash, String revision, UUID reverses, UUID replaces, BigDecimal sourceTrust, String gateOutcome,
        String gateReason, String state, Instant accountedAt, UUID adjustsPeriod, String replacesEventId,
        UUID reversedBy, List<UUID> replacedBy, UUID recalculationId) {

    /** An entry, and what became of it since. */
    static EntryView of(SealedEntry sealed, Corrections since) {
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
                Sha256.hex(activity.payloadSha256()),
                activity.activitySha256(), sealed.block(), sealed.leafIndex(),
                Sha256.hex(sealed.leafHash()), links.revision(), links.reverses(), links.replaces(),
                links.sourceTrust(), links.gateOutcome(), links.gateReason(), stateOf(entry),
                entry.accountedAt(), entry.accounting().adjustsPeriod(), links.replacesEventId(), since.reversedBy(),
                since.replacedBy(), links.recalculationId());
    }

    /** Entries from before there were states count by the same rule. */
    private static String stateOf(LedgerEntry entry) {
        boolean isProvisional = entry.accounting().isProvisional()
                || Provisional.is(entry.activity().dataQuality(), entry.result().method());
        return isProvisional ? "provisional" : "final";
    }
}
