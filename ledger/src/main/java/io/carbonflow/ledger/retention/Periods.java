package io.carbonflow.ledger.retention;

import java.time.Duration;

/**
 * How long the data of one tenant is kept. Zero is not at all.
 *
 * @param letters    bytes of what was refused or is held
 * @param rawCopies  bytes of what was booked
 * @param activities what booked events said; null is for ever
 */
record Periods(Duration letters, Duration rawCopies, Duration activities) {

    private static final Duration LONGEST = Duration.ofDays(36_525);

    Periods {
        check("letters", letters);
        check("raw-copies", rawCopies);
        check("activities", activities);
    }

    Periods withLetters(Duration period) {
        return new Periods(period, rawCopies, activities);
    }

    Periods withRawCopies(Duration period) {
        return new Periods(letters, period, activities);
    }

    Periods withActivities(Duration period) {
        return new Periods(letters, rawCopies, period);
    }

    private static void check(String dataClass, Duration period) {
        if (period != null && (period.isNegative() || period.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("the retention of " + dataClass + " is a period from 0 to " + LONGEST
                    + ", found " + period);
        }
    }
}
