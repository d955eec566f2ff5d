package io.carbonflow.accounting.factor;

import static io.carbonflow.accounting.factor.Factors.aFactor;
import static io.carbonflow.accounting.factor.Factors.edition;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.quantity.Unit;

/** A library with further editions answers as one that was made of all of them at once. */
class FurtherEditionsTest {

    private static final PublishedEdition OLD = edition("2024.1", "2024-01-01T00:00:00Z",
            aFactor("a").in("DE", 2024), aFactor("b").in("FR", 2024), aFactor("c").in("WORLD", 2024));
    private static final PublishedEdition SHIPPED = edition("2025.1", "2025-01-01T00:00:00Z",
            aFactor("a").in("DE", 2025), aFactor("d").in("DE", 2025));

    @ParameterizedTest
    @ValueSource(strings = {"2023-06-01", "2024-06-01", "2025-06-01"})
    void answersAsIfMadeOfAllAtOnce(String day) {
        // Given: an own edition that is older than, between and newer than those that ship
        var own = edition("own", day + "T00:00:00Z", aFactor("a").in("DE", 2025), aFactor("c").in("FR", 2023),
                aFactor("e").in("ES", 2025));
        FactorLibrary shipped = FactorLibrary.of(List.of(OLD, SHIPPED));

        // When
        FactorLibrary layered = shipped.with(List.of(own));

        // Then
        FactorLibrary whole = FactorLibrary.of(List.of(OLD, SHIPPED, own));
        assertThat(layered.editions()).isEqualTo(whole.editions());
        for (SelectionRequest request : requests()) {
            assertThat(layered.select(request)).isEqualTo(whole.select(request));
        }
        for (String id : List.of("a", "b", "c", "d", "e", "f")) {
            assertThat(layered.find(id, null)).isEqualTo(whole.find(id, null));
            assertThat(layered.find(id, "2024.1")).isEqualTo(whole.find(id, "2024.1"));
        }
    }

    @Test
    void leavesTheLibraryItIsMadeOfAsItWas() {
        // Given
        FactorLibrary shipped = FactorLibrary.of(List.of(OLD, SHIPPED));

        // When
        shipped.with(List.of(edition("own", "2026-01-01T00:00:00Z", aFactor("a").in("FR", 2026))));

        // Then
        FactorLibrary untouched = FactorLibrary.of(List.of(OLD, SHIPPED));
        for (SelectionRequest request : requests()) {
            assertThat(shipped.select(request)).isEqualTo(untouched.select(request));
        }
    }

    @Test
    void isTheSameLibraryWithoutFurtherEditions() {
        FactorLibrary shipped = FactorLibrary.of(List.of(SHIPPED));

        assertThat(shipped.with(List.of())).isSameAs(shipped);
    }

    private static List<SelectionRequest> requests() {
        return Stream.of("DE", "FR", "ES", "PL")
            .flatMap(country -> Stream.of(2023, 2024, 2025)
                .flatMap(year -> Stream.of(null, "2024.1", "2025.1", "own", "^own")
                    .map(pin -> new SelectionRequest("electricity.grid", country, null, year, Unit.KILOWATT_HOUR, pin,
                            GwpSet.AR6))))
            .toList();
    }
}
