package io.carbonflow.intake.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({"SM-*, SM-PLANT-1, true", "SM-*, SM-, true", "SM-*, XSM-1, false", "*-DE-*, SM-DE-DE-1, true",
            "electricity.grid, electricity.grid, true", "electricity.grid, electricityxgrid, false",
            "a*b*c, a1b2c, true", "a*b*c, a1b2cd, false", "*, anything, true"})
    void aStarStandsForAnyCharacters(String pattern, String text, boolean matches) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
    }

    @Test
    void nothingMatchesNoText() {
        assertThat(new Glob("*").matches(null)).isFalse();
        assertThat(new Glob("*").matches("")).isTrue();
    }

    @Test
    void aPatternMadeToBeSlowIsNot() {
        assertThat(new Glob("*a".repeat(500) + "b").matches("a".repeat(5_000))).isFalse();
    }
}
