package io.carbonflow.accounting.calculation;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** The spans of days within which no rule begins or ends and the year stays the same. */
final class Periods {

    private static final int FIRST_YEAR = 1990;
    private static final int LAST_YEAR = 2100;

    private final long[] firstDays;
    private final boolean isDaily;

    /**
     * Periods.
     *
     * @param changes first days on which an answer may change
     * @param isDaily whether some rule looks at the day itself, so that every day is its own
     */
    Periods(Set<LocalDate> changes, boolean isDaily) {
        var days = new TreeSet<Long>();
        for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
            days.add(LocalDate.of(year, 1, 1).toEpochDay());
        }
        long first = days.first();
        long last = days.last();
        changes.stream().map(LocalDate::toEpochDay).filter(day -> day > first && day < last).forEach(days::add);
        this.firstDays = days.stream().mapToLong(Long::longValue).toArray();
        this.isDaily = isDaily;
    }

    /** The period of a day, counted from 1970-01-01; a number of its own for days far away. */
    long of(long epochDay) {
        if (isDaily || epochDay < firstDays[0] || epochDay >= firstDays[firstDays.length - 1]) {
            return epochDay + Integer.MAX_VALUE;
        }
        int index = Arrays.binarySearch(firstDays, epochDay);
        return index >= 0 ? index : -index - 2;
    }
}
