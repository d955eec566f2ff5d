package io.carbonflow.accounting.calculation;

import static io.carbonflow.accounting.factor.Factors.aFactor;
import static io.carbonflow.accounting.factor.Factors.library;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.gas.Co2eMass;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.rules.TestRules;

/** What must hold for any quantities; the seed of a failing run is its repetition. */
class CalculationPropertiesTest {

    private static final Instant DAY = Instant.parse("2025-06-15T00:00:00Z");
    private static final BigDecimal HALF_MILLIGRAM = new BigDecimal("0.0000005");

    private final FactorLibrary library = library(aFactor("de").kgCo2e("0.385217", GwpSet.AR6));
    private final EmissionCalculator calculator = new EmissionCalculator(library, TestRules.rules().build());

    @RepeatedTest(25)
    void aSplitQuantityEmitsWhatTheWholeDoesWithinTheRoundingOfItsParts(RepetitionInfo repetition) {
        // Given
        List<BigDecimal> parts = parts(repetition.getCurrentRepetition());
        BigDecimal whole = parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);

        // When
        BigDecimal difference = emitted(whole, "kWh").kilograms().subtract(sum(parts).kilograms()).abs();

        // Then: half a milligram of kilograms per rounding
        assertThat(difference).isLessThanOrEqualTo(HALF_MILLIGRAM.multiply(BigDecimal.valueOf(parts.size() + 1L)));
    }

    @RepeatedTest(25)
    void theOrderOfEventsChangesNothing(RepetitionInfo repetition) {
        // Given
        List<BigDecimal> parts = parts(repetition.getCurrentRepetition());
        var shuffled = new ArrayList<>(parts);
        Collections.shuffle(shuffled, new Random(repetition.getCurrentRepetition()));

        // Then
        assertThat(sum(shuffled)).isEqualTo(sum(parts));
    }

    @RepeatedTest(25)
    void theUnitOfAQuantityChangesNothing(RepetitionInfo repetition) {
        // Given
        BigDecimal kilowattHours = parts(repetition.getCurrentRepetition()).get(0);

        // Then
        Co2eMass expected = emitted(kilowattHours, "kWh");
        assertThat(emitted(kilowattHours.movePointLeft(3), "MWh")).isEqualTo(expected);
        assertThat(emitted(kilowattHours.multiply(new BigDecimal("3.6")), "MJ")).isEqualTo(expected);
    }

    private Co2eMass sum(List<BigDecimal> quantities) {
        return quantities.stream()
            .map(quantity -> emitted(quantity, "kWh"))
            .reduce(Co2eMass.rounded(BigDecimal.ZERO), Co2eMass::plus);
    }

    private Co2eMass emitted(BigDecimal quantity, String unit) {
        var activity = ActivityData.of(ActivityKind.ENERGY, "electricity.grid", DAY)
            .quantity(quantity, unit)
            .place("DE", null)
            .build();
        return calculator.calculate(activity)
            .fold(calculated -> calculated.official().co2e(), held -> {
                throw new AssertionError(held.reasons().toString());
            }, refused -> {
                throw new AssertionError(refused.reasons().toString());
            });
    }

    private static List<BigDecimal> parts(long seed) {
        var random = new Random(seed);
        return random.longs(20, 0, 1_000_000_000L)
            .mapToObj(number -> BigDecimal.valueOf(number, random.nextInt(7)))
            .toList();
    }
}
