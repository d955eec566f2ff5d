package io.carbonflow.accounting.factor;

import static io.carbonflow.accounting.factor.Factors.aFactor;
import static io.carbonflow.accounting.factor.Factors.edition;
import static io.carbonflow.accounting.factor.Factors.library;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.accounting.factor.Selection.Match;
import io.carbonflow.accounting.factor.Selection.RegionMatch;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.gas.MethaneOrigin;
import io.carbonflow.accounting.quantity.Unit;

/** Sets, parts, more general activities and validity: what decides beside region and year. */
class FactorPreferenceTest {

    @ParameterizedTest
    @CsvSource({"epa,epa-world", "desnz,desnz-gb", "ember;desnz,ember-gb-old", "ipcc;epa,epa-world"})
    void looksInTheSetsAskedForOverAllRegionsBeforeAnyOther(String sets, String expected) {
        // Given
        var library = library(aFactor("desnz-gb").set("desnz").in("GB", 2025),
                aFactor("ember-gb-old").set("ember").in("GB", 2020), aFactor("epa-world").set("epa").in("WORLD", 2025));

        // When
        var found = found(library, grid("GB", 2025, sets.split(";")));

        // Then
        assertThat(found.factor().id()).isEqualTo(expected);
        assertThat(found.match().setFallback()).isFalse();
    }

    @Test
    void takesAnotherSetWhereNoneAskedForHasAFactorAndSaysSo() {
        // When
        var found = found(library(aFactor("ember").set("ember")), grid("DE", 2025, "epa", "desnz"));

        // Then
        assertThat(found.factor().id()).isEqualTo("ember");
        assertThat(found.match().setFallback()).isTrue();
        assertThat(found.notices()).extracting(Notice::code).containsExactly(NoticeCode.SET_FALLBACK);
        assertThat(found.notices().get(0).detail()).contains("epa, desnz", "ember");
        assertThat(found.trace()).extracting(TraceStep::step).contains("set epa", "set desnz", "any set");
    }

    @Test
    void letsTheNationalPublisherGoBeforeStatisticsOfALaterYear() {
        // Given
        var library = library(aFactor("epa").set("epa").in("US", 2023), aFactor("ember").set("ember").in("US", 2024),
                aFactor("owid").set("owid").in("US", 2024));

        // Then
        assertThat(found(library, grid("US", 2024)).factor().id()).isEqualTo("epa");
    }

    @Test
    void letsFiguresOfOnesOwnCompeteWithTheNationalPublisher() {
        // Given
        var shipped = edition("2026.1", "2026-01-01T00:00:00Z", aFactor("epa").set("epa").in("US", 2024));
        var own = edition("own", "2026-02-01T00:00:00Z", aFactor("own").set("other").in("US", 2024));

        // Then
        assertThat(found(FactorLibrary.of(List.of(shipped, own)), grid("US", 2024)).factor().id()).isEqualTo("own");
    }

    @ParameterizedTest
    @CsvSource({"fuel.diesel,desnz", "waste.landfill,epa"})
    void hasAnOrderForStandInsOfTheWorld(String activity, String expected) {
        // Given: the other is always the more conservative
        var library = library(aFactor("desnz").of(activity)
            .set("desnz")
            .per("kg")
            .kgCo2e("2", GwpSet.AR6)
            .in("WORLD", 2025)
            .proxy("of GB"),
                aFactor("epa").of(activity)
                    .set("epa")
                    .per("kg")
                    .kgCo2e("3", GwpSet.AR6)
                    .in("WORLD", 2025)
                    .proxy("of US"),
                aFactor("other").of(activity).per("kg").kgCo2e("9", GwpSet.AR6).in("WORLD", 2025));

        // When
        var found = found(library, new SelectionRequest(activity, "DE", null, 2025, Unit.KILOGRAM, null, GwpSet.AR6));

        // Then
        assertThat(found.factor().id()).isEqualTo(expected);
        assertThat(found.match().region()).isEqualTo(RegionMatch.PROXY);
    }

    @ParameterizedTest
    @CsvSource({"freight.road.hgv.x,hgv", "freight.road.hgv.x.y.z,hgv", "freight.road.van,road"})
    void takesAMoreGeneralActivityAndSaysSo(String activity, String expected) {
        // Given
        var library = library(aFactor("hgv").of("freight.road.hgv").per("t.km"),
                aFactor("road").of("freight.road").per("t.km"));

        // When
        var found = found(library, request(activity, Unit.TONNE_KILOMETRE));

        // Then
        assertThat(found.factor().id()).isEqualTo(expected);
        assertThat(found.match().activityFallback()).isTrue();
        assertThat(found.notices()).extracting(Notice::code).containsExactly(NoticeCode.ACTIVITY_FALLBACK);
    }

    @Test
    void neverFallsBackToABareFamily() {
        // Given
        var library = library(aFactor("spend").of("spend.naics").per("USD"));

        // Then
        assertThat(missed(library, request("refrigerant.r999", Unit.KILOGRAM)).detail()).contains("refrigerant.r999");
        assertThat(missed(library, request("spend.other", Unit.US_DOLLAR)).reason())
            .isEqualTo(Selection.MissReason.NO_FACTOR);
    }

    @Test
    void keepsThePartsOfAnActivityApart() {
        // Given
        var library = library(aFactor("burnt").of("fuel.diesel").per("L"),
                aFactor("supply").of("fuel.diesel").per("L").part(FactorPart.WELL_TO_TANK));
        var request = request("fuel.diesel", Unit.of("L"));

        // Then
        assertThat(found(library, request).factor().id()).isEqualTo("burnt");
        assertThat(found(library, request.of(FactorPart.WELL_TO_TANK)).factor().id()).isEqualTo("supply");
        assertThat(missed(library, request.of(FactorPart.TRANSMISSION_AND_DISTRIBUTION)).detail())
            .contains("transmission_and_distribution");
    }

    @ParameterizedTest
    @CsvSource({"2023,dated,0", "2024,dated,0", "2025,dated,1", "2020,old,1", "2022,old,3"})
    void countsAFactorForEveryYearItIsValidIn(int year, String expected, int yearsApart) {
        // Given
        var library = library(aFactor("old").in("DE", 2019),
                aFactor("dated").in("DE", 2021).valid("2023-01-01", "2024-12-31"));

        // When
        var found = found(library, grid("DE", year));

        // Then
        assertThat(found.factor().id()).isEqualTo(expected);
        assertThat(found.match().yearsApart()).isEqualTo(yearsApart);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"US,CAMX,SAME", "US,NYUP,SUBDIVISION_TO_COUNTRY", "DE,-,WORLD", "-,-,WORLD"})
    void saysHowTheRegionFits(String country, String subdivision, RegionMatch expected) {
        // Given
        var library = library(aFactor("camx").in("US/CAMX", 2025), aFactor("us").in("US", 2025),
                aFactor("world").in("WORLD", 2025));

        // When
        var found = found(library, new SelectionRequest("electricity.grid", country, subdivision, 2025,
                Unit.KILOWATT_HOUR, null, GwpSet.AR6));

        // Then
        assertThat(found.match()).isEqualTo(new Match(expected, 0, false, false));
    }

    @Test
    void hasNothingToDiscloseOfAGasThatIsTheSameEverywhere() {
        // Given
        var library = library(aFactor("sf6").of("refrigerant.sf6")
            .per("kg")
            .in("WORLD", 2021)
            .kgCo2e(null, null)
            .otherGases("SF6:1")
            .boundary(Boundary.RELEASE));

        // Then
        assertThat(found(library, request("refrigerant.sf6", Unit.KILOGRAM)).notices()).isEmpty();
    }

    @Test
    void saysThatAGasStandsOutsideTheKyotoProtocol() {
        // Given
        var library = library(aFactor("r22").of("refrigerant.r22")
            .per("kg")
            .in("WORLD", 2021)
            .kgCo2e(null, null)
            .otherGases("HCFC-22:1")
            .boundary(Boundary.RELEASE));

        // Then
        assertThat(found(library, request("refrigerant.r22", Unit.KILOGRAM)).notices()).extracting(Notice::code)
            .containsExactly(NoticeCode.OUTSIDE_KYOTO);
    }

    @Test
    void addsTheSupplyOfTheFuelToTheGasesUnderAnotherSet() {
        // Given: 1 kg CO2 and 0.1 kg CH4, 0.5 kg CO2e of supply: 1 + 0.1 * 28 + 0.5 under AR5
        var factor = aFactor("wtw").kgCo2e("4.3", GwpSet.AR5)
            .wellToTank("0.5")
            .gases("1", "0.1", MethaneOrigin.NON_FOSSIL, "0")
            .build();

        // Then: under AR6 the methane counts 27
        assertThat(factor.kgCo2ePerUnit(GwpSet.AR5)).isEqualByComparingTo("4.3");
        assertThat(factor.kgCo2ePerUnit(GwpSet.AR6)).isEqualByComparingTo("4.2");
    }

    private static SelectionRequest grid(String country, int year, String... sets) {
        return new SelectionRequest("electricity.grid", FactorPart.ACTIVITY, country, null, year, Unit.KILOWATT_HOUR,
                null, List.of(sets), GwpSet.AR6);
    }

    private static SelectionRequest request(String activity, Unit unit) {
        return new SelectionRequest(activity, "DE", null, 2025, unit, null, GwpSet.AR6);
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
