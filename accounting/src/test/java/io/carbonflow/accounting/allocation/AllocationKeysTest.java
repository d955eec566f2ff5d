package io.carbonflow.accounting.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllocationKeysTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"2025-03-31,first", "2025-04-01,second", "2026-01-01,second",
            "2024-12-31,-"})
    void theDayOfTheActivityPicksTheKey(LocalDate day, String id) {
        // Given
        var keys = AllocationKeys.of(List.of(key("second", "SITE", "2025-04-01", null),
                key("first", "SITE", "2025-01-01", "2025-03-31"), key("other", "ELSEWHERE", null, null)));

        // Then
        assertThat(keys.forActivity("SITE", day).map(AllocationKey::id).orElse(null)).isEqualTo(id);
    }

    @Test
    void anActivityOfNoFacilityOrAnUnsharedOneIsNotSplit() {
        // Given
        var keys = AllocationKeys.of(List.of(key("a", "SITE", null, null), key("by-event", null, null, null)));

        // Then
        assertThat(keys.forActivity(null, LocalDate.EPOCH)).isEmpty();
        assertThat(keys.forActivity("ELSEWHERE", LocalDate.EPOCH)).isEmpty();
    }

    @Test
    void namesTheDaysFromWhichTheAnswerMayChange() {
        // Given
        var keys = AllocationKeys.of(List.of(key("a", "SITE", "2025-01-01", "2025-03-31")));

        // Then
        assertThat(keys.boundaries()).containsExactly(LocalDate.parse("2025-01-01"), LocalDate.parse("2025-04-01"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"-,-,2025-02-01", "-,2025-02-01,2025-02-01", "2025-06-30,-,2025-06-30",
            "2025-03-01,2025-03-02,2025-03-01"})
    void twoKeysMustNotSplitTheSameDayOfAFacility(String from, String to, String day) {
        // Given
        var keys = List.of(key("a", "SITE", "2025-02-01", "2025-06-30"), key("b", "SITE", from, to));

        // Then
        assertThatIllegalArgumentException().isThrownBy(() -> AllocationKeys.of(keys))
            .withMessage("allocation keys a and b both split SITE on %s, allowed is one for a facility and a day", day);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"SITE,-,2025-01-31", "SITE,2025-07-01,-", "ELSEWHERE,-,-", "-,-,-"})
    void keysOfOtherDaysOrFacilitiesStandBesideEachOther(String facility, String from, String to) {
        // Given
        var present = key("a", "SITE", "2025-02-01", "2025-06-30");

        // When
        var keys = AllocationKeys.of(List.of(present, key("b", facility, from, to)));

        // Then
        assertThat(keys.forActivity("SITE", LocalDate.parse("2025-03-01"))).contains(present);
    }

    private static AllocationKey key(String id, String facilityId, String from, String to) {
        return new AllocationKey(id, 1, "floor_area", facilityId, from == null ? null : LocalDate.parse(from),
                to == null ? null : LocalDate.parse(to),
                List.of(new AllocationKey.Share("A", true, BigDecimal.ONE)));
    }
}
