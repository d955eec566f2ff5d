package io.carbonflow.rules.instruments;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.accounting.market.EnergyInstruments;
import io.carbonflow.accounting.market.EnergyInstruments.Instrument;
import io.carbonflow.accounting.market.EnergyInstruments.Kind;
import io.carbonflow.accounting.market.InstrumentQuality;
import io.carbonflow.rules.Checked;
import io.carbonflow.rules.RuleBook;
import io.carbonflow.rules.RuleDocument;

class InstrumentsReaderTest {

    private static final String SOUND = "'id': 'GO-1', 'kind': 'certificate', 'activity': 'electricity',"
            + " 'kg_co2e_per_kwh': 0, 'source': 'AIB'";

    @Test
    void readsEverythingAnInstrumentSays() {
        // When
        EnergyInstruments instruments = instruments("""
                {"instruments": [
                  {"id": "GO-1", "kind": "certificate", "activity": "electricity.grid", "country": "DE",
                   "facility_ids": ["PLANT"], "valid_from": "2025-01-01", "valid_to": "2025-12-31", "share": "0.4",
                   "kg_co2e_per_kwh": "0.000", "source": "AIB registry", "vintage": 2024, "vintage_last": 2025,
                   "market": ["DE", "NO"], "retired": true},
                  {"id": "MIX", "kind": "residual_mix", "activity": "electricity", "country": "DE",
                   "kg_co2e_per_kwh": 0.7, "source": "a publisher"}]}""");

        // Then
        assertThat(instruments.instruments()).containsExactly(
                new Instrument("GO-1", Kind.CERTIFICATE, "electricity.grid", "DE", Set.of("PLANT"),
                        LocalDate.parse("2025-01-01"), LocalDate.parse("2025-12-31"), new BigDecimal("0.4"),
                        new BigDecimal("0.000"), "AIB registry",
                        new InstrumentQuality(Year.of(2024), Year.of(2025), Set.of("DE", "NO"), true)),
                new Instrument("MIX", Kind.RESIDUAL_MIX, "electricity", "DE", Set.of(), null, null, BigDecimal.ONE,
                        new BigDecimal("0.7"), "a publisher"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "'share': 0 | share", "'share': 1.01 | share", "'share': -1 | share", "'country': 'Germany' | country",
            "'country': 'ZZ' | country", "'valid_from': '2025-13-01' | valid_from",
            "'valid_from': '2025-02-01', 'valid_to': '2025-01-31' | valid_to", "'vintage': 25 | vintage",
            "'vintage_last': 2025 | vintage", "'vintage': 2025, 'vintage_last': 2024 | vintage_last",
            "'market': ['EU'] | market[0]", "'retired': 'yes' | retired", "'unit': 'kWh' | unit"})
    void namesTheFieldThatIsWrong(String member, String path) {
        assertThat(paths("{'instruments': [{%s, %s}]}".formatted(SOUND, member)))
            .containsExactly("instruments[0]." + path);
    }

    @Test
    void namesEveryFieldThatIsMissing() {
        assertThat(paths("{'instruments': [{}]}")).containsExactly("instruments[0].id", "instruments[0].kind",
                "instruments[0].activity", "instruments[0].kg_co2e_per_kwh", "instruments[0].source");
        assertThat(paths("{}")).containsExactly("instruments");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "'kind': 'residual_mix', 'activity': 'electricity', 'kg_co2e_per_kwh': 0.7 | country",
            "'kind': 'residual_mix', 'activity': 'electricity', 'kg_co2e_per_kwh': 0.7, 'country': 'DE', 'share': 0.5"
                    + " | share",
            "'kind': 'promise', 'activity': 'electricity', 'kg_co2e_per_kwh': 0 | kind",
            "'kind': 'contract', 'activity': 'fuel.diesel', 'kg_co2e_per_kwh': 0 | activity",
            "'kind': 'contract', 'activity': 'electricity', 'kg_co2e_per_kwh': -0.1 | kg_co2e_per_kwh",
            "'kind': 'contract', 'activity': 'electricity', 'kg_co2e_per_kwh': '0,1' | kg_co2e_per_kwh"})
    void namesWhatCannotBe(String members, String path) {
        assertThat(paths("{'instruments': [{'id': 'X', 'source': 's', %s}]}".formatted(members)))
            .containsExactly("instruments[0]." + path);
    }

    @Test
    void refusesAnIdTwice() {
        assertThat(paths("{'instruments': [{%1$s}, {%1$s}]}".formatted(SOUND)))
            .containsExactly("instruments[1].id");
    }

    private static List<String> paths(String json) {
        return Checked.paths("instruments", "instruments", json);
    }

    private static EnergyInstruments instruments(String json) {
        return RuleBook.of(List.of(new RuleDocument("instruments", "acme", "instruments", 1, json)))
            .forTenant("acme")
            .instruments();
    }
}
