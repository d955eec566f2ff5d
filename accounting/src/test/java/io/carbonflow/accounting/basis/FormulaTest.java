package io.carbonflow.accounting.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaTest {

    private static final Map<String, BigDecimal> NO_VALUES = Map.of();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "1 + 2 * 3 | 7",
            "(1 + 2) * 3 | 9",
            "10 - 4 - 3 | 3",
            "100 / 5 / 2 | 10",
            "8 / 4 * 2 | 4",
            "-2 * -3 | 6",
            "2 - -3 | 5",
            "0.1 + 0.2 | 0.3",
            "1 / 8 | 0.125",
            "min(3, 1 + 1, 5) | 2",
            "max(3, -4) * 2 | 6",
            "1/3 | 0.3333333333333333333333333333333333",
            "2/3 | 0.6666666666666666666666666666666667"})
    void worksOutArithmetic(String text, BigDecimal expected) {
        assertThat(Formula.parse(text).evaluate(NO_VALUES)).isEqualByComparingTo(expected);
    }

    @Test
    void multipliesExactlyAtAnyLength() {
        Formula formula = Formula.parse("a * b * c");
        var values = Map.of("a", new BigDecimal("1234567890.123456789"), "b", new BigDecimal("9876543210.987654321"),
                "c",
                new BigDecimal("0.000000000000000000000000001"));

        // 1234567890123456789 x 9876543210987654321, of which 9 + 9 + 27 digits stand after the point
        assertThat(formula.evaluate(values))
            .isEqualTo(new BigDecimal("12193263113702179522374638011112635269").scaleByPowerOfTen(-45));
    }

    @Test
    void namesWhatItNeeds() {
        Formula formula = Formula.parse("mass * distance / (load_factor + min(mass, 2))");

        assertThat(formula.names()).isEqualTo(Set.of("mass", "distance", "load_factor"));
        assertThat(formula).hasToString("mass * distance / (load_factor + min(mass, 2))")
            .isEqualTo(Formula.parse("mass * distance / (load_factor + min(mass, 2))"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "'' | the end at position 1, allowed is a number, a name or (",
            "'1 +' | the end at position 4, allowed is a number, a name or (",
            "'1 2' | '2' at position 3, allowed is an operator",
            "'(1' | the end at position 3, allowed is ')'",
            "'1 ^ 2' | '^' at position 3, allowed is an operator",
            "'Mass' | 'M' at position 1",
            "'1.2.3' | '1' at position 1, allowed is a plain decimal",
            "'1.' | '1' at position 1, allowed is a plain decimal",
            "'1e9' | 'e' at position 2, allowed is an operator",
            "'max(1' | the end at position 6, allowed is ')'",
            "'a; b' | ';' at position 2"})
    void saysWhereItBreaksOff(String quoted, String fault) {
        String text = quoted.substring(1, quoted.length() - 1);

        assertThatThrownBy(() -> Formula.parse(text)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(fault);
    }

    @Test
    void refusesWhatIsTooLongOrTooDeep() {
        assertThatThrownBy(() -> Formula.parse("1+".repeat(500) + "1")).hasMessageContaining("allowed are 1000");
        assertThatThrownBy(() -> Formula.parse("(".repeat(400) + "1" + ")".repeat(400)))
            .hasMessageContaining("nested deeper than 50");
    }

    @Test
    void readsTheLongestChain() {
        assertThat(Formula.parse("-".repeat(900) + "1").evaluate(NO_VALUES)).isEqualByComparingTo("1");
        assertThat(Formula.parse("1+".repeat(499) + "1").evaluate(NO_VALUES)).isEqualByComparingTo("500");
    }

    @Test
    void doesNotDivideByZero() {
        Formula formula = Formula.parse("1 / a");

        assertThatThrownBy(() -> formula.evaluate(Map.of("a", new BigDecimal("0.00"))))
            .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void needsAValueForEveryName() {
        Formula formula = Formula.parse("a * b");

        assertThatThrownBy(() -> formula.evaluate(Map.of("a", BigDecimal.ONE)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("names b, which has no value");
    }
}
