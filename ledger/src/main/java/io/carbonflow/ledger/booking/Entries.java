package io.carbonflow.ledger.booking;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.contracts.avro.EmissionResult;
import io.carbonflow.ledger.chain.ActivityFacts;
import io.carbonflow.ledger.chain.BookedResult;
import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.chain.Masses;
import io.carbonflow.ledger.chain.Methodology;
import io.carbonflow.ledger.chain.Quality;
import io.carbonflow.ledger.chain.Sha256;
import io.carbonflow.ledger.entries.SealedEntry;

/** Makes the entries of a block: one per result, in the order of the topic. */
final class Entries {

    private static final String BOOKED = "booked";

    private Entries() {}

    static List<SealedEntry> of(List<Calculated> fresh, int chain, long height, Instant bookedAt) {
        var entries = new ArrayList<SealedEntry>(fresh.size() * 2);
        for (Calculated calculated : fresh) {
            var activity = activity(calculated.emission());
            for (EmissionResult result : calculated.emission().getResults()) {
                int index = entries.size();
                var entry = new LedgerEntry(UuidV7.of(bookedAt, index), BOOKED,
                        activity.sharedBy(result.getFacilityId(), result.getProductId()), result(result), bookedAt);
                entries.add(new SealedEntry(entry, chain, height, index, entry.leafHash()));
            }
        }
        return entries;
    }

    private static ActivityFacts activity(CalculatedEmission emission) {
        BigDecimal quantity = ExactDecimal.parse(emission.getQuantity()).orElseThrow();
        return new ActivityFacts(emission.getTenantId(), emission.getEventId(), emission.getCorrelationId(),
                emission.getKind().name().toLowerCase(Locale.ROOT), emission.getActivity(), quantity,
                emission.getUnit(), emission.getSourceId(), emission.getFacilityId(), emission.getSupplierId(),
                emission.getProductId(), emission.getCountry(), emission.getSubdivision(), emission.getDataQuality(),
                emission.getChannel(), emission.getOccurredAt(), emission.getPeriodStart(), emission.getPeriodEnd(),
                emission.getReceivedAt(), emission.getCalculatedAt(), Sha256.of(bytes(emission.getPayload())));
    }

    private static BookedResult result(EmissionResult result) {
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

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
