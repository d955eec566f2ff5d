package io.carbonflow.accounting.factor;

import static io.carbonflow.accounting.factor.Factors.aFactor;
import static io.carbonflow.accounting.factor.Factors.edition;
import static io.carbonflow.accounting.factor.Factors.library;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.quantity.Unit;

class FactorLibraryTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"US,CAMX,us-camx", "US,US-CAMX,us-camx", "US,ERCT,us", "US,-,us",
            "FR,-,world",
            "-,-,world", "US,not a region,us"})
    void prefersSubdivisionThenCountryThenWorld(String country, String subdivision, String expected) {
        // Given
        var library = library(aFactor("world").in("WORLD", 2025), aFactor("us").in("US", 2025),
                aFactor("us-camx").in("US/CAMX", 2025));

        // When
        var found = found(library, request(country, subdivision, 2025));

        // Then
        assertThat(found.factor().id()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2024,y2024", "2023,y2022", "2021,y2020", "2019,y2020", "2030,y2024"})
    void prefersTheYearThenTheNearestEarlierThenTheNearestLater(int year, String expected) {
        // Given
        var library = library(aFactor("y2020").in("DE", 2020), aFactor("y2022").in("DE", 2022),
                aFactor("y2024").in("DE", 2024));

        // When
        var found = found(library, request("DE", null, year));

        // Then
        assertThat(found.factor().id()).isEqualTo(expected);
    }

    @Test
    void prefersTheRegionOverTheYear() {
        // Given
        var library = library(aFactor("old-de").in("DE", 2020), aFactor("new-world").in("WORLD", 2025));

        // Then
        assertThat(found(library, request("DE", null, 2025)).factor().id()).isEqualTo("old-de");
    }

    @Test
    void takesTheMostConservativeOfEquals() {
        // Given: 0.5 kg per kWh is more than 400 kg per MWh
        var library = library(aFactor("low").kgCo2e("400", GwpSet.AR6).per("MWh"), aFactor("high").kgCo2e("0.5",
                GwpSet.AR6));

        // Then
        assertThat(found(library, request("DE", null, 2025)).factor().id()).isEqualTo("high");
    }

    @ParameterizedTest
    @CsvSource({"refrigerant.r410a,refrigerant.r-410a", "refrigerant.r-410a,refrigerant.r410a"})
    void findsAGasHoweverItsNameIsWritten(String published, String asked) {
        // Given
        var library = library(aFactor("blend").of(published).per("kg"));

        // When
        var found = found(library, new SelectionRequest(asked, "DE", null, 2025, Unit.KILOGRAM, null, GwpSet.AR6));

        // Then
        assertThat(found.factor().id()).isEqualTo("blend");
        assertThat(found.match().activityFallback()).isFalse();
    }

    @Test
    void namesTheNearestActivitiesThatHaveAFactor() {
        // Given
        var library = library(aFactor("blend").of("refrigerant.r410a").per("kg"), aFactor("power"));

        // When
        var selection = library.select(
                new SelectionRequest("refrigerant.r411", "DE", null, 2025, Unit.KILOGRAM, null, GwpSet.AR6));

        // Then
        assertThat(selection.<String>fold(found -> "found", Selection.Missed::detail))
            .endsWith("nearest with factors are refrigerant.r410a");
    }

    @Test
    void disclosesEveryStepAndEveryFallback() {
        // Given
        var library = library(aFactor("world").in("WORLD", 2022)
            .boundary(Boundary.LIFE_CYCLE)
            .kgCo2e("0.4", null)
            .proxy("published for GB"));

        // When
        var found = found(library, request("DE", "BY", 2025));

        // Then
        assertThat(found.trace()).extracting(TraceStep::step)
            .containsExactly("region DE/BY", "region DE", "region WORLD", "year 2025", "edition",
                    "most conservative");
        assertThat(found.notices()).extracting(Notice::code)
            .containsExactly(NoticeCode.REGION_FALLBACK, NoticeCode.YEAR_FALLBACK, NoticeCode.REGION_PROXY,
                    NoticeCode.GWP_AS_PUBLISHED, NoticeCode.LIFE_CYCLE_BASIS);
    }

    @Test
    void hasNothingToDiscloseWhereEverythingFits() {
        assertThat(found(library(aFactor("fits")), request("DE", null, 2025)).notices()).isEmpty();
    }

    @Test
    void passesOverFactorsPerAnotherKindOfUnit() {
        // Given
        var library = library(aFactor("per-kg").of("fuel.diesel").per("kg"), aFactor("per-litre").of("fuel.diesel")
            .per("L")
            .in("WORLD", 2025));

        // When
        var found = found(library, new SelectionRequest("fuel.diesel", "DE", null, 2025, Unit.of("US_gal"), null,
                GwpSet.AR6));

        // Then
        assertThat(found.factor().id()).isEqualTo("per-litre");
    }

    @Test
    void saysWhatTheFactorIsPerWhereNoUnitFits() {
        // Given
        var library = library(aFactor("per-litre").of("fuel.diesel").per("L"));

        // When
        var missed = missed(library, new SelectionRequest("fuel.diesel", "DE", null, 2025, Unit.of("kWh"), null,
                GwpSet.AR6));

        // Then
        assertThat(missed.reason()).isEqualTo(Selection.MissReason.UNIT_MISMATCH);
        assertThat(missed.detail()).contains("kWh", "per-litre is per L");
    }

    @Test
    void missesWithTheRegionsItDoesHave() {
        // When
        var missed = missed(library(aFactor("gb").in("GB", 2025)), request("DE", null, 2025));

        // Then
        assertThat(missed.reason()).isEqualTo(Selection.MissReason.NO_FACTOR);
        assertThat(missed.detail()).contains("electricity.grid", "in DE", "[GB]");
        assertThat(missed.trace()).extracting(TraceStep::step).containsExactly("region DE", "region WORLD");
    }

    @Test
    void asksTheNewestEditionFirstAndKeepsWhatItDoesNotReplace() {
        // Given
        var old = edition("2025.1", "2025-01-01T00:00:00Z", aFactor("de").kgCo2e("0.4", GwpSet.AR6), aFactor("fr")
            .in("FR", 2025));
        var corrected = edition("2025.2", "2025-06-01T00:00:00Z", aFactor("de").kgCo2e("0.3", GwpSet.AR6));
        var library = FactorLibrary.of(List.of(old, corrected));

        // Then
        assertThat(found(library, request("DE", null, 2025)).edition()).isEqualTo("2025.2");
        assertThat(found(library, request("FR", null, 2025)).edition()).isEqualTo("2025.1");
        assertThat(library.find("de", null)).hasValueSatisfying(factor -> assertThat(factor.kgCo2e())
            .isEqualByComparingTo("0.3"));
        assertThat(library.find("de", "2025.1")).hasValueSatisfying(factor -> assertThat(factor.kgCo2e())
            .isEqualByComparingTo("0.4"));
    }

    @ParameterizedTest
    @CsvSource({"2025.1,2025.1", "2025.2,2025.2", "^2025.1,2025.2"})
    void usesAPinnedEditionAndNoOther(String pin, String expected) {
        // Given
        var library = FactorLibrary.of(List.of(edition("2025.1", "2025-01-01T00:00:00Z", aFactor("de")),
                edition("2025.2", "2025-06-01T00:00:00Z", aFactor("de"))));

        // Then
        assertThat(found(library, pinned(pin)).edition()).isEqualTo(expected);
    }

    @Test
    void missesAnEditionThatIsNotPublished() {
        // When
        var missed = missed(library(aFactor("de")), pinned("2031.1"));

        // Then
        assertThat(missed.reason()).isEqualTo(Selection.MissReason.NO_EDITION);
        assertThat(missed.detail()).contains("2031.1", "[2025.1]");
    }

    private static SelectionRequest request(String country, String subdivision, int year) {
        return new SelectionRequest("electricity.grid", country, subdivision, year, Unit.KILOWATT_HOUR, null,
                GwpSet.AR6);
    }

    private static SelectionRequest pinned(String edition) {
        return new SelectionRequest("electricity.grid", "DE", null, 2025, Unit.KILOWATT_HOUR, edition, GwpSet.AR6);
    }

    private static Selection.Found found(FactorLibrary library, SelectionRequest request) {
        return library.select(request).fold(found -> found, missed -> {
            throw new AssertionError(missed.detail());
        });
    }

    private static Selection.Missed missed(FactorLibrary library, SelectionRequest request) {
        return library.select(request).fold(found -> {
            throw new AssertionError("found " + found.factor());
        }, missed -> missed);
    }
}
