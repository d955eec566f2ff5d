package io.carbonflow.ledger.booking;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.contracts.avro.EmissionResult;
import io.carbonflow.ledger.chain.Accounting;
import io.carbonflow.ledger.chain.ActivityFacts;
import io.carbonflow.ledger.chain.BookedResult;
import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.chain.Links;
import io.carbonflow.ledger.chain.Masses;
import io.carbonflow.ledger.chain.Methodology;
import io.carbonflow.ledger.chain.Provisional;
import io.carbonflow.ledger.chain.Quality;
import io.carbonflow.ledger.chain.Sha256;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.period.BookingMoment;
import io.carbonflow.ledger.period.LockedPeriods;

/**
 * Makes the entries of a block, in the order of the topic: what a record takes back, result by result, then one per result
 * of its own.
 */
final class Entries {

    private final int chain;
    private final long height;
    private final Instant bookedAt;
    private final LockedPeriods locked;
    private final Map<EventKey, List<LedgerEntry>> standing;
    private final Map<EventKey, List<Moved>> moved;
    private final List<SealedEntry> entries = new ArrayList<>();

    private Entries(int chain, long height, BookingMoment moment, Map<EventKey, List<LedgerEntry>> standing,
            Map<EventKey, List<Moved>> moved) {
        this.chain = chain;
        this.height = height;
        this.bookedAt = moment.at();
        this.locked = moment.locked();
        this.standing = new HashMap<>(standing);
        this.moved = moved;
    }

    /**
     * The entries of some records.
     *
     * @param standing what stands in the ledger of the events that are to be reversed
     * @param moved    what of them locked periods have moved before
     */
    static List<SealedEntry> of(List<Settled> postings, int chain, long height, BookingMoment moment,
            Map<EventKey, List<LedgerEntry>> standing, Map<EventKey, List<Moved>> moved) {
        var entries = new Entries(chain, height, moment, standing, moved);
        postings.forEach(entries::add);
        return entries.entries;
    }

    private void add(Settled posting) {
        var offered = posting.offered();
        var former = new ArrayList<LedgerEntry>();
        if (posting.ending().reverses()) {
            former.addAll(standing.getOrDefault(offered.key(), List.of()));
        }
        if (posting.claims()) {
            former.addAll(standing.getOrDefault(offered.replaced(), List.of()));
            standing.put(offered.replaced(), List.of());
        }
        var emission = offered.emission();
        var activity = activity(offered);
        var links = links(emission);
        former.forEach(entry -> seal(entry.reversal(nextId(), activity, links, placeOf(entry), bookedAt)));
        if (posting.ending().isPosting()) { // a later record in the same block takes back what this one books
            standing.put(offered.key(), booked(emission, activity, links, former, placeOf(offered)));
        }
    }

    private List<LedgerEntry> booked(CalculatedEmission emission, ActivityFacts activity, Links links,
            List<LedgerEntry> former, Accounting place) {
        var booked = new ArrayList<LedgerEntry>();
        for (EmissionResult result : emission.getResults()) {
            var before = formerOf(result, former);
            var entry = new LedgerEntry(nextId(), LedgerEntry.BOOKED,
                    activity.sharedBy(result.getFacilityId(), result.getProductId()), result(result),
                    links.replacing(before.map(LedgerEntry::id).orElse(null)),
                    place.provisional(Provisional.is(activity.dataQuality(), result.getMethod())),
                    bookedAt);
            seal(entry);
            booked.add(entry);
        }
        return booked;
    }

    /** Where a reversal counts: with what it takes back, or at the first open moment after it. */
    private Accounting placeOf(LedgerEntry reversed) {
        return locked.place(reversed.activity().tenantId(), reversed.accountedAt(), reversed.accounting());
    }

    /** Where what a record books counts: when it occurred, or where its event was moved to. */
    private Accounting placeOf(Calculated offered) {
        var before = new ArrayList<>(moved.getOrDefault(offered.key(), List.of()));
        if (offered.replaced() != null) {
            before.addAll(moved.getOrDefault(offered.replaced(), List.of()));
        }
        return Moved.place(locked, offered.key().tenantId(), offered.emission().getOccurredAt(), before);
    }

    /** The entry in whose place a result stands: of the same key, else the one that counted. */
    private static Optional<LedgerEntry> formerOf(EmissionResult result, List<LedgerEntry> former) {
        return former.stream()
            .filter(entry -> entry.result().resultKey().equals(result.getResultKey()))
            .findFirst()
            .or(() -> former.stream().filter(entry -> entry.result().official()).findFirst());
    }

    private UUID nextId() {
        return UuidV7.of(bookedAt, entries.size());
    }

    private void seal(LedgerEntry entry) {
        entries.add(SealedEntry.of(entry, chain, height, entries.size()));
    }

    private static Links links(CalculatedEmission emission) {
        var trust = emission.getSourceTrust() == null ? null : new BigDecimal(emission.getSourceTrust());
        return new Links(emission.getRevision(), null, null, emission.getReplacesEventId(), trust,
                emission.getGateOutcome(), emission.getGateReason(), null);
    }

    private static ActivityFacts activity(Calculated offered) {
        var emission = offered.emission();
        BigDecimal quantity = ExactDecimal.parse(emission.getQuantity()).orElseThrow();
        return new ActivityFacts(emission.getTenantId(), emission.getEventId(), emission.getCorrelationId(),
                emission.getKind().name().toLowerCase(Locale.ROOT), emission.getActivity(), quantity,
                emission.getUnit(), emission.getSourceId(), emission.getFacilityId(), emission.getSupplierId(),
                emission.getProductId(), emission.getCountry(), emission.getSubdivision(), emission.getDataQuality(),
                emission.getChannel(), emission.getOccurredAt(), emission.getPeriodStart(), emission.getPeriodEnd(),
                emission.getReceivedAt(), emission.getCalculatedAt(), Sha256.of(offered.payload()),
                offered.activitySha256() == null ? null : Sha256.hex(offered.activitySha256()));
    }

    static BookedResult result(EmissionResult result) {
        var masses = new Masses(result.getKgCo2e(), result.getKgCo2eAr4(), result.getKgCo2eAr5(),
                result.getKgCo2eAr6(), result.getKgCo2(), result.getKgCh4(), result.getKgN2o(),
                result.getKgBiogenicCo2(), result.getKgCo2eLow(), result.getKgCo2eHigh());
        var methodology = new Methodology(result.getMethodologyId(), result.getMethodologyVersion());
        var score = result.getQualityScore() == null ? null : new BigDecimal(result.getQualityScore());
        return new BookedResult(result.getResultKey(), result.getPart(), result.getElement(), result.getOfficial(),
                result.getScope(), result.getCategory(), result.getMethod(), result.getGwpSet(), masses,
                result.getFactorId(), result.getFactorEdition(), methodology, new Quality(score, result.getPcaf()),
                result.getNotices(), result.getReceipt());
    }
}
