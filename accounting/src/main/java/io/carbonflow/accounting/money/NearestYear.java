package io.carbonflow.accounting.money;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * A yearly figure and the year it is of.
 *
 * @param year the year asked for, else the nearest there is
 * @param figure the figure of that year
 */
record NearestYear<T>(int year, T figure) {

    /** How far a figure may be from the year asked for: further away it says nothing about it. */
    static final int YEARS_APART_MAX = 2;

    /** The figure of the year, else of the nearest year within {@link #YEARS_APART_MAX}; of two, the earlier. */
    static <T> Optional<NearestYear<T>> of(Map<Integer, T> byYear, int year) {
        return byYear.keySet()
            .stream()
            .filter(known -> Math.abs(known - year) <= YEARS_APART_MAX)
            .min(Comparator.<Integer>comparingInt(known -> Math.abs(known - year)).thenComparing(known -> known))
            .map(known -> new NearestYear<>(known, byYear.get(known)));
    }
}
