package io.carbonflow.accounting.market;

import static io.carbonflow.accounting.market.EnergyInstruments.Kind.CERTIFICATE;
import static io.carbonflow.accounting.market.EnergyInstruments.Kind.CONTRACT;
import static io.carbonflow.accounting.market.EnergyInstruments.Kind.RESIDUAL_MIX;
import static io.carbonflow.accounting.market.EnergyInstruments.Kind.SUPPLIER_RATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.factor.NoticeCode;
import io.carbonflow.accounting.market.EnergyInstruments.Instrument;
import io.carbonflow.accounting.market.EnergyInstruments.Kind;
import io.carbonflow.accounting.market.MarketBasis.Component;

class MarketBasisTest {

    private static final LocalDate DAY = LocalDate.parse("2025-11-03");
    private static final BigDecimal GRID = new BigDecimal("0.38");
    private static final InstrumentQuality GOOD = quality(2025, 2025, Set.of("DE", "FR"), true);

    @Test
    void drawsOnInstrumentsInTheOrderOfTheGuidance() {
        // When
        var basis = basis("electricity.grid", an("mix", RESIDUAL_MIX, "1", "0.7"),
                an("utility", SUPPLIER_RATE, "0.2", "0.25"), an("ppa", CONTRACT, "0.3", "0.01"),
                an("go", CERTIFICATE, "0.4", "0"));

        // Then: 0.4 × 0 + 0.3 × 0.01 + 0.2 × 0.25 + 0.1 × 0.7
        assertThat(basis.components()).extracting(Component::id).containsExactly("go", "ppa", "utility", "mix");
        assertThat(basis.components().get(3).share()).isEqualByComparingTo("0.1");
        assertThat(basis.kgCo2ePerKwh().orElseThrow()).isEqualByComparingTo("0.123");
        assertThat(basis.notices()).isEmpty();
    }

    @Test
    void neverCoversMoreThanTheConsumption() {
        // When
        var basis = basis("electricity.grid", an("go", CERTIFICATE, "0.8", "0"), an("ppa", CONTRACT, "0.5", "0.1"),
                an("utility", SUPPLIER_RATE, "1", "0.3"));

        // Then
        assertThat(basis.components()).extracting(Component::share)
            .usingElementComparator(BigDecimal::compareTo)
            .containsExactly(new BigDecimal("0.8"), new BigDecimal("0.2"));
        assertThat(basis.kgCo2ePerKwh().orElseThrow()).isEqualByComparingTo("0.02");
        assertThat(codes(basis)).containsExactly(NoticeCode.INSTRUMENT_CUT, NoticeCode.INSTRUMENT_CUT);
    }

    @Test
    void letsTheGridAverageStandInWhereNoResidualMixIsKnownAndSaysSo() {
        // When
        var basis = basis("electricity.grid", an("go", CERTIFICATE, "0.25", "0"));

        // Then
        assertThat(basis.components().get(1))
            .isEqualTo(new Component("grid_average", "grid_average", new BigDecimal("0.75"), GRID, ""));
        assertThat(basis.kgCo2ePerKwh().orElseThrow()).isEqualByComparingTo("0.285");
        assertThat(codes(basis)).containsExactly(NoticeCode.MARKET_BY_LOCATION);
    }

    @Test
    void isTheGridAverageWithoutAnyInstrument() {
        assertThat(basis("electricity.grid").kgCo2ePerKwh()).contains(GRID);
    }

    @Test
    void hasNoRateWhereNothingCoversTheRest() {
        // When
        var basis = MarketBasis.of(EnergyInstruments.NONE, "electricity.grid", "DE", "PLANT", DAY, null);

        // Then
        assertThat(basis.kgCo2ePerKwh()).isEmpty();
        assertThat(basis.missing()).hasValueSatisfying(words -> assertThat(words).contains("share of 1 of it"));
    }

    @Test
    void givesContractedRenewableElectricityNeitherGridNorResidualMixNorZero() {
        // When
        var bare = basis("electricity.renewable", an("mix", RESIDUAL_MIX, "1", "0.7"));
        var contracted = basis("electricity.renewable", with("electricity.renewable", "ppa", CONTRACT, "1", "0.011"));

        // Then
        assertThat(bare.kgCo2ePerKwh()).isEmpty();
        assertThat(bare.missing()).isPresent();
        assertThat(contracted.kgCo2ePerKwh().orElseThrow()).isEqualByComparingTo("0.011");
        assertThat(contracted.missing()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            // for, in, facility, from, to, applies to electricity.grid in DE at PLANT on 2025-11-03
            "electricity.grid,DE,PLANT,2025-11-03,2025-11-03,true", "electricity,-,-,-,-,true",
            "electricity.grid,FR,-,-,-,false", "electricity.grid,DE,OTHER,-,-,false",
            "electricity.renewable,DE,-,-,-,false", "electricity.gri,DE,-,-,-,false",
            "electricity.grid,DE,-,2025-11-04,-,false", "electricity.grid,DE,-,-,2025-11-02,false"})
    void holdsForItsEnergyPlaceAndTime(String activity, String country, String facility, LocalDate from, LocalDate to,
            boolean applies) {
        // Given
        var instrument = new Instrument("go", CERTIFICATE, activity, country,
                facility == null ? Set.of() : Set.of(facility), from, to, BigDecimal.ONE, BigDecimal.ZERO, "AIB",
                GOOD);

        // Then
        assertThat(basis("electricity.grid", instrument).components().get(0).id().equals("go")).isEqualTo(applies);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            // vintage, market, retired; counts, notice
            "2025,2025,DE,true,true,-", "2024,2026,DE,true,true,-", "2024,2024,DE,true,true,INSTRUMENT_QUALITY",
            "2026,2026,DE,true,true,INSTRUMENT_QUALITY", "2023,2023,DE,true,false,INSTRUMENT_NOT_ELIGIBLE",
            "-,-,DE,true,true,INSTRUMENT_QUALITY", "2025,2025,-,true,true,INSTRUMENT_QUALITY",
            "2025,2025,US,true,false,INSTRUMENT_NOT_ELIGIBLE", "2025,2025,DE,-,true,INSTRUMENT_QUALITY",
            "2025,2025,DE,false,false,INSTRUMENT_NOT_ELIGIBLE"})
    void checksTheQualityCriteria(Integer first, Integer last, String market, Boolean retired, boolean counts,
            NoticeCode notice) {
        // Given
        var quality = quality(first, last, market == null ? Set.of() : Set.of(market), retired);
        var instrument = new Instrument("go", CERTIFICATE, "electricity.grid", "DE", Set.of(), null, null,
                BigDecimal.ONE, BigDecimal.ZERO, "AIB", quality);

        // When
        var basis = basis("electricity.grid", instrument);

        // Then
        assertThat(basis.components().get(0).id().equals("go")).isEqualTo(counts);
        assertThat(codes(basis)).filteredOn(code -> code != NoticeCode.MARKET_BY_LOCATION)
            .isEqualTo(notice == null ? List.of() : List.of(notice));
    }

    @Test
    void doesNotDependOnTheOrderOfTheInstruments() {
        // Given
        var one = an("go-1", CERTIFICATE, "0.7", "0.01");
        var other = an("go-2", CERTIFICATE, "0.7", "0.02");

        // Then
        assertThat(basis("electricity.grid", one, other)).isEqualTo(basis("electricity.grid", other, one));
    }

    @Test
    void refusesSharesAndRatesThereCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> an("go", CERTIFICATE, "1.01", "0"))
            .withMessage("share of go is 1.01, allowed is above 0 and up to 1");
        assertThatIllegalArgumentException().isThrownBy(() -> an("go", CERTIFICATE, "0", "0"));
        assertThatIllegalArgumentException().isThrownBy(() -> an("go", CERTIFICATE, "1", "-0.1"))
            .withMessage("kgCo2ePerKwh of go is -0.1, allowed is 0 or more");
        assertThatIllegalArgumentException().isThrownBy(() -> quality(2026, 2025, Set.of(), null));
    }

    private static MarketBasis basis(String activity, Instrument... instruments) {
        return MarketBasis.of(new EnergyInstruments(1, List.of(instruments)), activity, "DE", "PLANT", DAY, GRID);
    }

    private static Instrument an(String id, Kind kind, String share, String rate) {
        return with("electricity", id, kind, share, rate);
    }

    private static Instrument with(String activity, String id, Kind kind, String share, String rate) {
        return new Instrument(id, kind, activity, "DE", Set.of(), null, null, new BigDecimal(share),
                new BigDecimal(rate), "issuer", GOOD);
    }

    private static InstrumentQuality quality(Integer first, Integer last, Set<String> market, Boolean retired) {
        return new InstrumentQuality(first == null ? null : Year.of(first), last == null ? null : Year.of(last),
                market, retired);
    }

    private static List<NoticeCode> codes(MarketBasis basis) {
        return basis.notices().stream().map(Notice::code).toList();
    }
}
