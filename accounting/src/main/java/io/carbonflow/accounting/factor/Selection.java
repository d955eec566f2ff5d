package io.carbonflow.accounting.factor;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Function;

/** What the library answers: one factor and why that one, or none and why not. */
public sealed interface Selection {

    /** Every step taken, in order. */
    List<TraceStep> trace();

    /** The answer as one value, whichever it is. */
    <T> T fold(Function<Found, T> onFound, Function<Missed, T> onMissed);

    /**
     * The factor to use.
     *
     * @param factor the factor
     * @param edition the edition it stands in
     * @param trace how it was found
     * @param notices what a reader of the result must know
     */
    record Found(EmissionFactor factor, String edition, List<TraceStep> trace,
            List<Notice> notices) implements Selection {

        public Found {
            requireNonNull(factor, "factor is null");
            requireNonNull(edition, "edition is null");
            trace = List.copyOf(trace);
            notices = List.copyOf(notices);
        }

        @Override
        public <T> T fold(Function<Found, T> onFound, Function<Missed, T> onMissed) {
            return onFound.apply(this);
        }
    }

    /**
     * There is none.
     *
     * @param reason whether no factor was there or none in a fitting unit
     * @param detail for people
     * @param trace where it was looked for
     */
    record Missed(MissReason reason, String detail, List<TraceStep> trace) implements Selection {

        public Missed {
            requireNonNull(reason, "reason is null");
            requireNonNull(detail, "detail is null");
            trace = List.copyOf(trace);
        }

        @Override
        public <T> T fold(Function<Found, T> onFound, Function<Missed, T> onMissed) {
            return onMissed.apply(this);
        }
    }

    /** Why there is none. */
    enum MissReason {
        /** The library has no factor for this activity and place. */
        NO_FACTOR,
        /** It has, but per a unit of something else than the activity's quantity measures. */
        UNIT_MISMATCH,
        /** The edition that was asked for is not published. */
        NO_EDITION
    }
}
