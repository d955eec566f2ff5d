package io.carbonflow.accounting.factor;

import java.math.BigDecimal;

/**
 * What is known of how good a figure is, in the marks of {@link io.carbonflow.accounting.quality.QualityMarks}; null where
 * nothing is. How well it fits an activity's region and year is a matter of the selection and not of the figure.
 *
 * @param reliability 1 (very good) to 4
 * @param completeness 1 (very good) to 4
 * @param technology 1 (very good) to 4
 * @param gsd2 the figure's own spread, the square of its geometric standard deviation, 1 or more; goes before the marks
 */
public record FactorQuality(Integer reliability, Integer completeness, Integer technology, BigDecimal gsd2) {

    /** Nothing is known. */
    public static final FactorQuality UNKNOWN = new FactorQuality(null, null, null, null);

    static final int BEST = 1;
    static final int POOREST = 4;

    public FactorQuality {
        check("reliability", reliability);
        check("completeness", completeness);
        check("technology", technology);
        if (gsd2 != null && gsd2.compareTo(BigDecimal.ONE) < 0) {
            throw new IllegalArgumentException("gsd2 is %s, allowed is 1 or more".formatted(gsd2.toPlainString()));
        }
    }

    private static void check(String name, Integer mark) {
        if (mark != null && (mark < BEST || mark > POOREST)) {
            throw new IllegalArgumentException("mark %s is %d, allowed are 1 to 4".formatted(name, mark));
        }
    }
}
