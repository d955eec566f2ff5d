package io.carbonflow.metering.source;

/**
 * What became of a source's items in one UTC day of our clock.
 *
 * @param day days since 1970
 */
public record DayCounts(long day, long good, long rejects, long gaps, long conflicts, long imputed) {

    DayCounts plus(SourceFact fact) {
        return new DayCounts(day, good + fact.good(), rejects + fact.rejects(), gaps + fact.gaps(),
                conflicts + fact.conflicts(), imputed + fact.imputed());
    }

    DayCounts plus(DayCounts other) {
        return new DayCounts(day, good + other.good, rejects + other.rejects, gaps + other.gaps,
                conflicts + other.conflicts, imputed + other.imputed);
    }

    boolean isNothing() {
        return good == 0 && rejects == 0 && gaps == 0 && conflicts == 0 && imputed == 0;
    }
}
