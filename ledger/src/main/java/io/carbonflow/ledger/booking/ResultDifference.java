package io.carbonflow.ledger.booking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.carbonflow.contracts.avro.EmissionResult;
import io.carbonflow.contracts.avro.Recalculated;
import io.carbonflow.ledger.chain.BookedResult;
import io.carbonflow.ledger.chain.LedgerEntry;

/**
 * What a recalculation changes of an event: afterwards the results that were left alone and those that come are exactly what
 * it came to.
 *
 * @param goes  entries that stand and are taken back
 * @param comes results that are booked
 */
public record ResultDifference(List<LedgerEntry> goes, List<EmissionResult> comes) {

    /**
     * The difference.
     *
     * @param standing what stands of the event
     * @param outcome  what it comes to now
     */
    public static ResultDifference of(List<LedgerEntry> standing, Recalculated outcome) {
        var byKey = new HashMap<String, LedgerEntry>();
        standing.forEach(entry -> byKey.put(entry.result().resultKey(), entry));
        var goes = new ArrayList<>(standing);
        var comes = new ArrayList<EmissionResult>();
        for (EmissionResult result : outcome.getResults()) {
            var entry = byKey.get(result.getResultKey());
            if (entry != null && isSame(entry, result, outcome)) {
                goes.remove(entry);
            } else {
                comes.add(result);
            }
        }
        return new ResultDifference(goes, comes);
    }

    /** Which rule the results break that the ledger holds all results to; empty where none is. */
    public static Optional<String> faultOf(Recalculated outcome) {
        return ResultRules.faultOf(outcome.getResults());
    }

    public boolean isNone() {
        return goes.isEmpty() && comes.isEmpty();
    }

    /** Whether any of the results that go or come is by this methodology. */
    public boolean concerns(String methodologyId) {
        return goes.stream().anyMatch(entry -> entry.result().methodology().id().equals(methodologyId))
                || comes.stream().anyMatch(result -> result.getMethodologyId().equals(methodologyId));
    }

    /**
     * Whether a result says what is booked. From which edition the same factor was taken is no difference: the receipt of
     * what is booked holds still, and a figure is not booked again for the name of a file.
     */
    static boolean isSame(LedgerEntry entry, EmissionResult result, Recalculated outcome) {
        BookedResult booked = entry.result();
        BookedResult now = Entries.result(result);
        return booked.equals(new BookedResult(now.resultKey(), now.part(), now.element(), now.official(), now.scope(),
                now.category(), now.method(), now.gwpSet(), now.masses(), now.factorId(), booked.factorEdition(),
                now.methodology(), now.quality(), now.notices(), booked.receipt()))
                && Objects.equals(entry.activity().facilityId(), facility(result, outcome))
                && Objects.equals(entry.activity().productId(), product(result, outcome));
    }

    /** The facility a result is booked for. */
    public static String facility(EmissionResult result, Recalculated outcome) {
        return result.getFacilityId() == null ? outcome.getFacilityId() : result.getFacilityId();
    }

    static String product(EmissionResult result, Recalculated outcome) {
        return result.getProductId() == null ? outcome.getProductId() : result.getProductId();
    }
}
