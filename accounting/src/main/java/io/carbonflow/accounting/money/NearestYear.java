package io.carbonflow.accounting.money;

import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A yearly figure and the year it is of.
 *
 * @param year the year asked for, else the nearest there is
 * @param figure the figure of that year
 */
record NearestYear<T>(int year, T figure) {

    /** How far a figure may be from the year asked for: further away it says nothing about it. */
    static final int YEARS_APART_MAX = 2;

    /**
     * The figure of the year, else of the nearest year within {@link #YEARS_APART_MAX}; of two as near, the earlier.
     *
     * @param figures a year's figure; null where there is none
     */
    static <T> Optional<NearestYear<T>> of(int year, IntFunction<T> figures) {
        for (int apart = 0; apart <= YEARS_APART_MAX; apart++) {
            for (int candidate : new int[]{year - apart, year + apart}) {
                T figure = figures.apply(candidate);
                if (figure != null) {
                    return Optional.of(new NearestYear<>(candidate, figure));
                }
            }
        }
        return Optional.empty();
    }
}
