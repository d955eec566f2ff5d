package io.carbonflow.accounting.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.accounting.factor.CalculationMethod;

class ResultQualityTest {

    private static final QualityMarks BEST = new QualityMarks(1, 1, 1, 1, 1);
    private static final QualityMarks POOREST = new QualityMarks(4, 4, 4, 4, 4);

    @Test
    void isAsWideAsTheBasicUncertaintyWhereEveryMarkIsBest() {
        assertThat(quality(1, BEST, null).uncertainty().gsd2()).isEqualByComparingTo("1.05");
        assertThat(quality(1, BEST, null).score()).isEqualByComparingTo("1.0");
    }

    @Test
    void combinesTheSpreadsOfActivityAndFactorAsTheRootOfTheirSquaredLogarithms() {
        // Given: activity 1.2; factor 1.1, 1.05, 1.1, 1.02, 1.2 and 1.05
        var quality = quality(3, new QualityMarks(2, 2, 2, 2, 2), null);

        // Then: exp(sqrt(0.033241 + 0.009084 + 0.002380 + 0.009084 + 0.000392 + 0.033241 + 0.002380)) = exp(0.29967)
        assertThat(quality.uncertainty().gsd2()).isBetween(new BigDecimal("1.3493"), new BigDecimal("1.3497"));
        assertThat(quality.score()).isEqualByComparingTo("2.6");
    }

    @Test
    void takesAStatedSpreadInPlaceOfTheFactorsOwnMarks() {
        // Given: the same figure, of the region and of an unknown one
        var here = quality(1, new QualityMarks(4, 4, 1, 1, 4), new BigDecimal("1.3"));
        var elsewhere = quality(1, new QualityMarks(4, 4, 1, 4, 4), new BigDecimal("1.3"));

        // Then: exp(sqrt(ln(1.3)^2 + ln(1.1)^2)) = exp(0.27914) = 1.3220
        assertThat(here.uncertainty().gsd2()).isEqualByComparingTo("1.3");
        assertThat(elsewhere.uncertainty().gsd2()).isBetween(new BigDecimal("1.3219"), new BigDecimal("1.3221"));
    }

    @Test
    void scoresThePoorestWithFive() {
        assertThat(quality(4, POOREST, null).score()).isEqualByComparingTo("5.0");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"measured,1", "supplier_given,2", "calculated,3", "imputed,4", "guessed,4",
            "-,4"})
    void marksTheActivityByItsDataQuality(String word, int mark) {
        assertThat(ResultQuality.markOf(word)).isEqualTo(mark);
    }

    @ParameterizedTest
    @CsvSource({"SUPPLIER_SPECIFIC,1,2", "LOCATION_BASED,1,2", "FUEL_BASED,4,3", "DISTANCE_BASED,1,3", "HYBRID,2,3",
            "AVERAGE_DATA,3,3", "SPEND_BASED,1,4", "SPEND_BASED,4,5"})
    void mapsMethodsOntoTheScaleOfPcaf(CalculationMethod method, int activity, int pcaf) {
        assertThat(new ResultQuality(activity, BEST, Uncertainty.BASIC, null, method).pcaf()).isEqualTo(pcaf);
    }

    private static ResultQuality quality(int activity, QualityMarks factor, BigDecimal stated) {
        return new ResultQuality(activity, factor, Uncertainty.BASIC, stated, CalculationMethod.FUEL_BASED);
    }
}
