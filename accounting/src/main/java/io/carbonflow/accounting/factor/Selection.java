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
     * @param match how well it fits
     * @param trace how it was found
     * @param notices what a reader of the result must know
     */
    record Found(EmissionFactor factor, String edition, Match match, List<TraceStep> trace,
            List<Notice> notices) implements Selection {

        public Found {
            requireNonNull(factor, "factor is null");
            requireNonNull(edition, "edition is null");
            requireNonNull(match, "match is null");
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

    /**
     * How well a factor fits what was asked for.
     *
     * @param region how its region relates to the activity's
     * @param yearsApart years between the factor and the activity, 0 or more
     * @param activityFallback whether it is of a more general activity
     * @param setFallback whether it is of none of the sets that were asked for
     */
    record Match(RegionMatch region, int yearsApart, boolean activityFallback, boolean setFallback) {

        public Match {
            requireNonNull(region, "region is null");
        }
    }

    /** How a factor's region relates to the activity's. */
    enum RegionMatch {
        /** The same, or a figure that does not depend on the place. */
        SAME,
        /** The country of the subdivision. */
        SUBDIVISION_TO_COUNTRY,
        /** The world, or the activity's place is not known. */
        WORLD,
        /** Published for another place. */
        PROXY
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
