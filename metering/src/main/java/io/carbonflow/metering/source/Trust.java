package io.carbonflow.metering.source;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * How far a source is trusted: {@code (good + 20) / (good + 20 + rejects + 2 gaps + 5 conflicts)} over its latest seven
 * UTC days, to two decimals, half-even. Twenty items are given to everyone in advance, so that one slip of a new source
 * is no verdict. A conflict weighs most, because two truths under one id are a mistake of the sender and never of the
 * line.
 */
public final class Trust {

    /** Days that count, the present one included. */
    public static final int DAYS = 7;

    private static final long IN_ADVANCE = 20;
    private static final long GAP_WEIGHT = 2;
    private static final long CONFLICT_WEIGHT = 5;
    private static final int SCALE = 2;

    private Trust() {}

    /** 0.00 to 1.00. */
    public static BigDecimal of(DayCounts window) {
        BigDecimal good = BigDecimal.valueOf(window.good() + IN_ADVANCE);
        BigDecimal bad = BigDecimal
            .valueOf(window.rejects() + GAP_WEIGHT * window.gaps() + CONFLICT_WEIGHT * window.conflicts());
        return good.divide(good.add(bad), SCALE, RoundingMode.HALF_EVEN);
    }

    /** The sums of the window that ends with this day. */
    static DayCounts window(List<DayCounts> days, long today) {
        return days.stream()
            .filter(day -> day.day() > today - DAYS && day.day() <= today)
            .reduce(new DayCounts(today, 0, 0, 0, 0, 0), DayCounts::plus);
    }
}
