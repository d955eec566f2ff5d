package io.carbonflow.ledger.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/**
 * One line of the ledger: one result of one event, with everything that gives it meaning. Never changed once written; a
 * correction is a reversing entry plus a new one.
 *
 * @param id        UUIDv7, so that ids sort by the time of booking
 * @param entryType booked, reversal or adjustment
 * @param activity  what happened
 * @param result    what came out of it
 * @param links     what it has to do with other entries, and with its source
 * @param accounting when it counts, and how final it is
 * @param bookedAt  when it became durable, to the microsecond
 */
public record LedgerEntry(UUID id, String entryType, ActivityFacts activity, BookedResult result, Links links,
        Accounting accounting, Instant bookedAt) {

    /** What an event came to. */
    public static final String BOOKED = "booked";
    /** What takes an entry back. */
    public static final String REVERSAL = "reversal";
    /** What an event comes to by a recalculation. */
    public static final String ADJUSTMENT = "adjustment";

    public LedgerEntry {
        requireNonNull(id, "id is null");
        requireNonNull(entryType, "entryType is null");
        requireNonNull(links, "links is null");
        requireNonNull(accounting, "accounting is null");
        requireNonNull(bookedAt, "bookedAt is null");
    }

    /**
     * The entry that takes this one back: the same, with every amount its negative, so that every sum of both is zero.
     *
     * @param id         of the reversal
     * @param cause      the facts of the delivery because of which it is taken back
     * @param links      of that delivery
     * @param accounting when the reversal counts
     */
    public LedgerEntry reversal(UUID id, ActivityFacts cause, Links links, Accounting accounting,
            Instant bookedAt) {
        return new LedgerEntry(id, REVERSAL, activity.negatedBecauseOf(cause), result.negated(),
                links.reversing(this.id), accounting.provisional(this.accounting.isProvisional()), bookedAt);
    }

    /** The time at which sums count it. */
    public Instant accountedAt() {
        return accounting.accountedAt() == null ? activity.occurredAt() : accounting.accountedAt();
    }

    public boolean isReversal() {
        return entryType.equals(REVERSAL);
    }

    /**
     * The entry as canonical JSON: the content of its leaf. Members are sorted by name. Those that came after the first
     * entries are there only where they differ from what the first entries were, so that these keep their bytes.
     */
    public String canonical() {
        var masses = result.masses();
        var methodology = result.methodology();
        var quality = result.quality();
        return new Canonical()
            .timeIfGiven("accounted_at", accounting.accountedAt())
            .text("activity", activity.activity())
            .textIfGiven("activity_sha256", activity.activitySha256())
            .textIfGiven("adjusts_period", text(accounting.adjustsPeriod()))
            .time("booked_at", bookedAt)
            .time("calculated_at", activity.calculatedAt())
            .literal("category", result.category())
            .text("channel", activity.channel())
            .text("correlation_id", activity.correlationId())
            .text("country", activity.country())
            .text("data_quality", activity.dataQuality())
            .textIfGiven("element", result.element())
            .text("entry_type", entryType)
            .text("event_id", activity.eventId())
            .text("facility_id", activity.facilityId())
            .text("factor_edition", result.factorEdition())
            .text("factor_id", result.factorId())
            .textIfGiven("gate_outcome", links.gateOutcome())
            .textIfGiven("gate_reason", links.gateReason())
            .text("gwp_set", result.gwpSet())
            .text("id", id.toString())
            .decimal("kg_biogenic_co2", masses.biogenicCo2())
            .decimal("kg_ch4", masses.ch4())
            .decimal("kg_co2", masses.co2())
            .decimal("kg_co2e", masses.co2e())
            .decimal("kg_co2e_ar4", masses.co2eAr4())
            .decimal("kg_co2e_ar5", masses.co2eAr5())
            .decimal("kg_co2e_ar6", masses.co2eAr6())
            .decimal("kg_co2e_high", masses.co2eHigh())
            .decimal("kg_co2e_low", masses.co2eLow())
            .decimal("kg_n2o", masses.n2o())
            .text("kind", activity.kind())
            .text("method", result.method())
            .textIfGiven("methodology_id", unless(Methodology.DEFAULT.id(), methodology.id()))
            .literalUnless(Methodology.DEFAULT.version(), "methodology_version", methodology.version())
            .texts("notices", result.notices())
            .time("occurred_at", activity.occurredAt())
            .literal("official", result.official())
            .textIfGiven("part", unless(BookedResult.ACTIVITY, result.part()))
            .hash("payload_sha256", activity.payloadSha256())
            .literalUnless(null, "pcaf", quality.pcaf())
            .time("period_end", activity.periodEnd())
            .time("period_start", activity.periodStart())
            .text("product_id", activity.productId())
            .textIfGiven("quality_score", quality.score() == null ? null : quality.score().toPlainString())
            .decimal("quantity", activity.quantity())
            .textIfGiven("recalculation_id", text(links.recalculationId()))
            .hash("receipt_sha256", Sha256.of(result.receipt().getBytes(UTF_8)))
            .time("received_at", activity.receivedAt())
            .textIfGiven("replaces", text(links.replaces()))
            .textIfGiven("replaces_event_id", links.replacesEventId())
            .text("result_key", result.resultKey())
            .textIfGiven("reverses", text(links.reverses()))
            .textIfGiven("revision", links.revision())
            .literal("scope", result.scope())
            .text("source_id", activity.sourceId())
            .textIfGiven("source_trust", links.sourceTrust() == null ? null : links.sourceTrust().toPlainString())
            .textIfGiven("state", accounting.state())
            .text("subdivision", activity.subdivision())
            .text("supplier_id", activity.supplierId())
            .text("tenant_id", activity.tenantId())
            .text("unit", activity.unit())
            .end();
    }

    private static String text(UUID id) {
        return id == null ? null : id.toString();
    }

    private static String unless(String usual, String value) {
        return value.equals(usual) ? null : value;
    }

    public byte[] leafHash() {
        return MerkleTree.leafHash(canonical().getBytes(UTF_8));
    }
}
