package io.carbonflow.accounting.factor;

import static io.carbonflow.accounting.factor.Factors.aFactor;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.factor.FactorEditionCsv.BadRow;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.gas.MethaneOrigin;

class FactorEditionCsvTest {

    private static final String HEADER = String.join(",", FactorEditionCsv.COLUMNS);

    @Test
    void readsBackWhatItWrites() {
        // Given
        var factors = List.of(
                aFactor("all").gases("2.68", "0.00012", MethaneOrigin.FOSSIL, "0.0001")
                    .biogenic("0.1")
                    .proxy("published for GB, \"the UK\"")
                    .build(),
                aFactor("only-gases").of("fuel.diesel")
                    .per("L")
                    .part(FactorPart.WELL_TO_TANK)
                    .wellToTank("0.1")
                    .quality(1, null, 4, "1.2")
                    .valid("2025-01-01", "2025-06-30")
                    .set("acme")
                    .kgCo2e(null, null)
                    .gases("1.0", "0", MethaneOrigin.NON_FOSSIL, "0")
                    .build(),
                aFactor("r410a").of("refrigerant.r410a").per("kg").otherGases("HFC-32:0.5;HFC-125:0.5").build());

        // When
        var reading = FactorEditionCsv.read("2025.1", FactorEditionCsv.write(factors));

        // Then
        assertThat(edition(reading).factors()).isEqualTo(factors);
    }

    @Test
    void readsEveryColumn() {
        // Given
        String row = "desnz.1,fuel.diesel,GB,2025,2025-01-01,2025-12-31,L,2.57,2.53,0.000001,0.0001,0.05,fossil,AR5,"
                + "combustion,fuel_based,DESNZ,\"Factors 2025, v1\",row 1,OGL-3.0,,\"a \"\"note\"\"\"";

        // When
        EmissionFactor factor = edition(read(HEADER + "\r\n" + row + "\r\n")).factors().get(0);

        // Then
        assertThat(factor.unit().code()).isEqualTo("L");
        assertThat(factor.validTo()).isEqualTo("2025-12-31");
        assertThat(factor.kgCo2e()).isEqualByComparingTo("2.57");
        assertThat(factor.gases().biogenicCo2()).isEqualByComparingTo("0.05");
        assertThat(factor.publishedUnder()).contains(GwpSet.AR5);
        assertThat(factor.source().citation()).isEqualTo("DESNZ, Factors 2025, v1, row 1");
        assertThat(factor.notes()).isEqualTo("a \"note\"");
    }

    @Test
    void reportsEveryBadCellWithItsLine() {
        // Given
        String good = "a,electricity.grid,DE,2025,,,kWh,0.4,,,,,,not_stated,generation,location_based,P,Q,,L,,";
        String bad = "b,magic,Germany,25,2025-13-01,,parsec,-1,,,,,warm,AR7,whole,guess,,Q,,L,,";
        String quotedNewline = "\"c\",electricity.grid,FR,2025,,,kWh,0.4,,,,,,AR6,generation,location_based,P,\"Q\nR\",,L,,";
        String repeated = "a,electricity.grid,DE,2024,,,kWh,,,,,,,AR6,generation,location_based,P,Q,,L,,";

        // When
        var badRows = badRows(read(String.join("\n", HEADER, good, bad, "short,row", quotedNewline, repeated)));

        // Then
        assertThat(badRows).filteredOn(row -> row.line() == 3)
            .extracting(BadRow::column)
            .containsExactly("activity", "region", "year", "valid_from", "unit", "kg_co2e", "methane_origin",
                    "gwp_set", "boundary", "method", "publisher");
        assertThat(badRows).filteredOn(row -> row.line() != 3).extracting(BadRow::line).containsExactly(4, 7);
    }

    @Test
    void refusesTheSameIdTwice() {
        // Given
        String row = "a,electricity.grid,DE,2025,,,kWh,0.4,,,,,,AR6,generation,location_based,P,Q,,L,,";

        // Then
        assertThat(badRows(read(String.join("\n", HEADER, row, row))))
            .containsExactly(new BadRow(3, "id", "a is also on line 2"));
    }

    @Test
    void refusesAnotherHeaderAndBytesThatAreNoText() {
        assertThat(badRows(read("id,activity,colour\n"))).extracting(BadRow::line).containsOnly(1);
        assertThat(badRows(read("id,activity,colour\n"))).extracting(BadRow::detail)
            .anyMatch(detail -> detail.contains("'colour'"));
        assertThat(badRows(FactorEditionCsv.read("x", new byte[]{(byte) 0xC3, 0x28}))).hasSize(1);
        assertThat(badRows(read(""))).hasSize(1);
    }

    @Test
    void namesAnEditionByTheDigestOfItsBytes() {
        // Then: the digest of no bytes is the well-known one
        assertThat(FactorEditionCsv.sha256(new byte[0]))
            .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    private static FactorEditionCsv.Reading read(String text) {
        return FactorEditionCsv.read("2025.1", text.getBytes(UTF_8));
    }

    private static FactorEdition edition(FactorEditionCsv.Reading reading) {
        return reading.fold(FactorEditionCsv.Read::edition, unreadable -> {
            throw new AssertionError(unreadable.badRows().toString());
        });
    }

    private static List<BadRow> badRows(FactorEditionCsv.Reading reading) {
        return reading.fold(read -> List.of(), FactorEditionCsv.Unreadable::badRows);
    }
}
