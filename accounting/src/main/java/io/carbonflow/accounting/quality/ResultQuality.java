package io.carbonflow.accounting.quality;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;

import io.carbonflow.accounting.factor.CalculationMethod;

/**
 * How good a result is: the mark of the activity's figure and the marks of its factor, combined.
 *
 * <p>
 * <b>Spread.</b> A result is a product of two independent figures, so its spread is
 * {@code activity.times(factor)} (see {@link Uncertainty#times}). The activity's has the reliability mark alone: how its
 * amount came about. The factor's has all five marks and the basic uncertainty; where the publisher states a spread of
 * its own, that stands for reliability, completeness, technology and the basic uncertainty, and only what the selection
 * adds (years and region apart) is combined with it.
 *
 * <p>
 * <b>Score.</b> The six marks, 1 (very good) to 4 (poor or unknown), averaged and stretched to the scale from 1.0 (best)
 * to 5.0 (poorest): {@code 1 + (sum - 6) * 2 / 9}, one decimal, half-even.
 *
 * @param activity the mark of the activity's data: 1 measured, 2 supplier-given, 3 calculated, 4 imputed
 * @param factor the factor's marks, with the distance of year and region
 * @param basic the basic uncertainty of the kind of figure, 1 or more
 * @param statedGsd2 the spread the publisher states, 1 or more; null where none
 * @param method whose result it is; decides the PCAF score with {@code activity}
 */
public record ResultQuality(int activity, QualityMarks factor, BigDecimal basic, BigDecimal statedGsd2,
        CalculationMethod method) {

    private static final int MARKS = 6;
    private static final BigDecimal STEP = new BigDecimal("2");
    private static final BigDecimal STEPS = new BigDecimal("9");

    public ResultQuality {
        if (activity < QualityMarks.BEST || activity > QualityMarks.POOREST) {
            throw new IllegalArgumentException("activity mark is %d, allowed are 1 to 4".formatted(activity));
        }
        requireNonNull(factor, "factor is null");
        requireNonNull(basic, "basic is null");
        requireNonNull(method, "method is null");
        if (basic.compareTo(BigDecimal.ONE) < 0) {
            throw new IllegalArgumentException("basic is %s, allowed is 1 or more".formatted(basic.toPlainString()));
        }
    }

    /** The mark of an activity's data quality; what is not one of the four words is the poorest. */
    public static int markOf(String dataQuality) {
        if (dataQuality == null) {
            return QualityMarks.POOREST;
        }
        return switch (dataQuality) {
            case "measured" -> 1;
            case "supplier_given" -> 2;
            case "calculated" -> 3;
            default -> QualityMarks.POOREST;
        };
    }

    /** The spread of the result. */
    public Uncertainty uncertainty() {
        Uncertainty ofActivity = Uncertainty.of(new QualityMarks(activity, 1, 1, 1, 1), BigDecimal.ONE);
        if (statedGsd2 == null) {
            return ofActivity.times(Uncertainty.of(factor, basic));
        }
        var apart = new QualityMarks(1, 1, factor.temporal(), factor.geographical(), 1);
        return ofActivity.times(new Uncertainty(statedGsd2)).times(Uncertainty.of(apart, BigDecimal.ONE));
    }

    /** From 1.0 (best) to 5.0 (poorest). */
    public BigDecimal score() {
        int sum = activity + factor.reliability() + factor.completeness() + factor.temporal() + factor.geographical()
                + factor.technological();
        return BigDecimal.valueOf(sum - MARKS)
            .multiply(STEP)
            .divide(STEPS, 1, RoundingMode.HALF_EVEN)
            .add(BigDecimal.ONE);
    }

    /**
     * The result on the scale of PCAF's data quality scores, 1 to 5 (Global GHG Accounting and Reporting Standard, part
     * A, chapter 5), whose order of options is taken over from finance to activities of every kind: 2 for what was reported, or follows from energy and fuel; 3 for physical activity otherwise; 4 for money; one poorer, to
     * 5 at most, where the activity itself was imputed. 1 needs a verified report, which no event is.
     */
    public int pcaf() {
        int option = switch (method) {
            case SUPPLIER_SPECIFIC, LOCATION_BASED, MARKET_BASED, FUEL_BASED -> 2;
            case HYBRID, DISTANCE_BASED, AVERAGE_DATA -> 3;
            case SPEND_BASED -> 4;
        };
        return activity == QualityMarks.POOREST ? option + 1 : option;
    }
}
