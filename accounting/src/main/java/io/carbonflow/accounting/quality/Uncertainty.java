package io.carbonflow.accounting.quality;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The spread of a lognormal figure: 95 % of its values lie between the figure divided by and multiplied by
 * {@code gsd2}, the square of the geometric standard deviation.
 *
 * <p>
 * From marks: {@code gsd2 = exp(sqrt(ln(U1)^2 + … + ln(U5)^2 + ln(Ub)^2))} with a factor U per mark and a basic
 * uncertainty Ub (GHG Protocol, Quantitative Inventory Uncertainty, section on single parameters; the values are those of
 * its pedigree table, after Weidema and ecoinvent). A product of independent figures has the root of the sum of their
 * squared logarithms.
 *
 * @param gsd2 1 or more, {@value #DECIMALS} decimals
 */
public record Uncertainty(BigDecimal gsd2) {

    /** Nothing is uncertain. */
    public static final Uncertainty NONE = new Uncertainty(BigDecimal.ONE.setScale(4));
    /** Basic uncertainty of energy, fuels, materials, waste treatment and CO2 itself. */
    public static final BigDecimal BASIC = new BigDecimal("1.05");
    /** Basic uncertainty of transport services. */
    public static final BigDecimal BASIC_TRANSPORT = new BigDecimal("2.00");

    static final int DECIMALS = 4;
    private static final int MASS_DECIMALS = 6;

    private static final double[] RELIABILITY = {1.00, 1.10, 1.20, 1.50};
    private static final double[] COMPLETENESS = {1.00, 1.05, 1.10, 1.20};
    private static final double[] TEMPORAL = {1.00, 1.10, 1.20, 1.50};
    private static final double[] GEOGRAPHICAL = {1.00, 1.02, 1.05, 1.10};
    private static final double[] TECHNOLOGICAL = {1.00, 1.20, 1.50, 2.00};

    public Uncertainty {
        requireNonNull(gsd2, "gsd2 is null");
        if (gsd2.compareTo(BigDecimal.ONE) < 0) {
            throw new IllegalArgumentException("gsd2 is %s, allowed is 1 or more".formatted(gsd2.toPlainString()));
        }
        gsd2 = gsd2.setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** The spread that marks and a basic uncertainty stand for. */
    public static Uncertainty of(QualityMarks marks, BigDecimal basic) {
        double squares = square(RELIABILITY[marks.reliability() - 1]) + square(COMPLETENESS[marks.completeness() - 1])
                + square(TEMPORAL[marks.temporal() - 1]) + square(GEOGRAPHICAL[marks.geographical() - 1])
                + square(TECHNOLOGICAL[marks.technological() - 1]) + square(basic.doubleValue());
        return ofSquares(squares);
    }

    /** The spread of the product of two independent figures. */
    public Uncertainty times(Uncertainty other) {
        return ofSquares(square(gsd2.doubleValue()) + square(other.gsd2.doubleValue()));
    }

    /** The lower end of the 95 % interval around a mass, kg. */
    public BigDecimal low(BigDecimal kilograms) {
        return kilograms.divide(gsd2, MASS_DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** The upper end of the 95 % interval around a mass, kg. */
    public BigDecimal high(BigDecimal kilograms) {
        return kilograms.multiply(gsd2).setScale(MASS_DECIMALS, RoundingMode.HALF_EVEN);
    }

    // The spread is no mass: logarithms have no exact decimals. StrictMath gives the same bits on every machine, and four
    // decimals are kept, so a receipt recomputes to the same text anywhere.
    private static Uncertainty ofSquares(double squares) {
        return new Uncertainty(BigDecimal.valueOf(StrictMath.exp(StrictMath.sqrt(squares))));
    }

    private static double square(double factor) {
        double logarithm = StrictMath.log(factor);
        return logarithm * logarithm;
    }
}
