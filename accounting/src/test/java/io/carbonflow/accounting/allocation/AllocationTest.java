package io.carbonflow.accounting.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The seed of a failing run is its repetition. */
class AllocationTest {

    @Test
    void givesWhatRoundingDownLeavesToWhoLostMost() {
        // 10.00 by 1:1:4 is 1.666…, 1.666…, 6.666…; two hundredths are left, the larger amount is served first
        assertThat(Allocation.split(new BigDecimal("10.00"), 2, amounts("1", "1", "4")))
            .isEqualTo(amounts("1.67", "1.66", "6.67"));
    }

    @Test
    void givesNothingToAnAmountOfZero() {
        assertThat(Allocation.split(new BigDecimal("0.01"), 2, amounts("0", "0.0", "3")))
            .isEqualTo(amounts("0.00", "0.00", "0.01"));
    }

    @Test
    void splitsNothingIntoNothings() {
        assertThat(Allocation.split(new BigDecimal("0"), 6, amounts("1", "2")))
            .isEqualTo(amounts("0.000000", "0.000000"));
    }

    @Test
    void refusesWhatItCannotSplitExactly() {
        assertThatIllegalArgumentException().isThrownBy(() -> Allocation.split(new BigDecimal("0.001"), 2,
                amounts("1")))
            .withMessage("total is 0.001, allowed are 2 decimals");
        assertThatIllegalArgumentException().isThrownBy(() -> Allocation.split(BigDecimal.ONE, 2, amounts("0", "0")))
            .withMessageContaining("allowed is at least one above zero");
        assertThatIllegalArgumentException().isThrownBy(() -> Allocation.split(BigDecimal.ONE, 2, amounts("2", "-1")))
            .withMessage("amount is -1, allowed is 0 or more");
        assertThatIllegalArgumentException().isThrownBy(() -> Allocation.split(BigDecimal.ONE, 2, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Allocation.split(BigDecimal.ONE, -1, amounts("1")));
    }

    @RepeatedTest(100)
    void theSharesAddUpToTheTotalToTheLastDigit(RepetitionInfo repetition) {
        // Given
        var random = new Random(repetition.getCurrentRepetition());
        BigDecimal total = total(random);

        // When
        List<BigDecimal> shares = Allocation.split(total, 6, amounts(random));

        // Then
        assertThat(shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo(total);
        assertThat(shares).allMatch(share -> share.scale() == 6 && share.signum() * total.signum() >= 0);
    }

    @RepeatedTest(100)
    void aReversalTakesBackFromEachWhatItGot(RepetitionInfo repetition) {
        // Given
        var random = new Random(repetition.getCurrentRepetition());
        BigDecimal total = total(random);
        List<BigDecimal> amounts = amounts(random);

        // Then
        assertThat(Allocation.split(total.negate(), 6, amounts))
            .isEqualTo(Allocation.split(total, 6, amounts).stream().map(BigDecimal::negate).toList());
    }

    @RepeatedTest(100)
    void theLargerAmountNeverGetsLessAndNoneIsMoreThanAUnitOffItsDue(RepetitionInfo repetition) {
        // Given
        var random = new Random(repetition.getCurrentRepetition());
        BigDecimal total = total(random).abs();
        List<BigDecimal> amounts = amounts(random);
        BigDecimal sum = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);

        // When
        List<BigDecimal> shares = Allocation.split(total, 6, amounts);

        // Then: |share / total - amount / sum| is below one unit of the last digit, multiplied out
        for (int i = 0; i < amounts.size(); i++) {
            assertThat(shares.get(i).multiply(sum).subtract(total.multiply(amounts.get(i))).abs())
                .isLessThan(sum.movePointLeft(6));
            for (int j = 0; j < amounts.size(); j++) {
                if (amounts.get(i).compareTo(amounts.get(j)) > 0) {
                    assertThat(shares.get(i)).isGreaterThanOrEqualTo(shares.get(j));
                }
            }
        }
    }

    @RepeatedTest(100)
    void theOrderOfDifferentAmountsChangesNothing(RepetitionInfo repetition) {
        // Given
        var random = new Random(repetition.getCurrentRepetition());
        BigDecimal total = total(random);
        List<BigDecimal> amounts = Stream.generate(() -> BigDecimal.valueOf(random.nextInt(1_000_000), 3))
            .distinct()
            .limit(9)
            .toList();
        var order = new ArrayList<>(IntStream.range(0, amounts.size()).boxed().toList());
        Collections.shuffle(order, random);

        // When
        List<BigDecimal> shares = Allocation.split(total, 6, amounts);
        List<BigDecimal> shuffled = Allocation.split(total, 6, order.stream().map(amounts::get).toList());

        // Then
        assertThat(shuffled).isEqualTo(order.stream().map(shares::get).toList());
    }

    @RepeatedTest(25)
    void theUnitOfTheAmountsChangesNothing(RepetitionInfo repetition) {
        // Given
        var random = new Random(repetition.getCurrentRepetition());
        BigDecimal total = total(random);
        List<BigDecimal> amounts = amounts(random);

        // Then
        assertThat(Allocation.split(total, 6, amounts.stream().map(amount -> amount.movePointLeft(3)).toList()))
            .isEqualTo(Allocation.split(total, 6, amounts));
    }

    private static BigDecimal total(Random random) {
        return BigDecimal.valueOf(random.nextInt(), random.nextInt(7));
    }

    private static List<BigDecimal> amounts(Random random) {
        var amounts = new ArrayList<BigDecimal>();
        amounts.add(BigDecimal.ONE);
        for (int i = random.nextInt(12); i > 0; i--) {
            amounts.add(BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(5)));
        }
        return amounts;
    }

    private static List<BigDecimal> amounts(String... amounts) {
        return Stream.of(amounts).map(BigDecimal::new).toList();
    }
}
