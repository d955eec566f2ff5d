package io.carbonflow.accounting.quality;

/**
 * The pedigree of a figure in five marks, each from 1 (very good) to 4 (poor or unknown), as the GHG Protocol's guidance on
 * quantitative uncertainty defines them.
 *
 * @param reliability 1 measured, 2 partly assumed, 3 assumed or estimated by someone qualified, 4 not so
 * @param completeness 1 all sites over an adequate period … 4 few sites, or unknown
 * @param temporal 1 less than 3 years apart, 2 less than 6, 3 less than 10, 4 more or unknown
 * @param geographical 1 the same area, 2 a similar one, 3 a different one, 4 unknown
 * @param technological 1 the same technology, 2 a similar one, 3 a different one, 4 unknown
 */
public record QualityMarks(int reliability, int completeness, int temporal, int geographical, int technological) {

    static final int BEST = 1;
    static final int POOREST = 4;

    public QualityMarks {
        check("reliability", reliability);
        check("completeness", completeness);
        check("temporal", temporal);
        check("geographical", geographical);
        check("technological", technological);
    }

    /** The temporal mark of a factor of one year used for another. */
    public static int temporalOf(int yearsApart) {
        int apart = Math.abs(yearsApart);
        return apart < 3 ? BEST : apart < 6 ? 2 : apart < 10 ? 3 : POOREST;
    }

    private static void check(String name, int mark) {
        if (mark < BEST || mark > POOREST) {
            throw new IllegalArgumentException("mark %s is %d, allowed are 1 to 4".formatted(name, mark));
        }
    }
}
