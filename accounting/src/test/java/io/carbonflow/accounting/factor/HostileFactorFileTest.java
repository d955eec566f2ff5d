package io.carbonflow.accounting.factor;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.accounting.factor.FactorEditionCsv.BadRow;

/** Files that should never become an edition, and what is said of them. */
class HostileFactorFileTest {

    private static final String HEADER = String.join(",", FactorEditionCsv.COLUMNS);
    private static final String GOOD = "a,fuel.diesel,DE,2025,,,L,2.5,,,,,,AR6,combustion,fuel_based,P,Q,,L,,";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "kg_co2e   | -2.5          | zero or more",
            "kg_co2    | -0.1          | zero or more",
            "kg_co2e   | 1E+999999999  | zero or more",
            "kg_co2e   | 1e30          | out of all proportion",
            "kg_co2e   | 2,5           | zero or more",
            "kg_co2e   | NaN           | zero or more",
            "kg_co2e   | 0x10          | zero or more",
            "kg_co2e   | .             | zero or more",
            "unit      | kW            | fuel.diesel is per",
            "unit      | t.km          | fuel.diesel is per",
            "unit      | gallonz       | a unit of the catalogue",
            "activity  | fuel.diesle!  | nearest are fuel.diesel",
            "region    | Germany       | alpha-2",
            "region    | UK            | alpha-2",
            "region    | ZZ/1          | alpha-2",
            "boundary  | whole         | tank_to_wheel",
            "method    | guess         | fuel_based",
            "gwp_set   | AR7           | AR4, AR5, AR6",
            "part      | tank          | well_to_tank",
            "set       | The EPA       | lower-case word",
            "scope     | 4             | 1 to 3",
            "category  | 16            | 1 to 15",
            "technology| 5             | 1 to 4",
            "gsd2      | 0.9           | 1 to 100",
            "other_gases | HFC-999:1   | HFC-999",
            "other_gases | SF6:-1      | above 0",
            "other_gases | SF6:1;sf6:1 | twice",
            "kg_co2e_wtt | 2.6         | at most kg_co2e",
            "year      | 1889          | 1990 to 2100",
            "valid_from | 2025-02-30   | not a date",
            "publisher |               | required"})
    void refusesACellAndNamesLineColumnAndWhatIsAllowed(String column, String value, String allowed) {
        // Given
        String header = HEADER + (FactorEditionCsv.COLUMNS.contains(column) ? "" : "," + column);
        String other = GOOD.replace("a,fuel.diesel,DE", "b,fuel.diesel,FR");
        String bad = with(header, column, value == null ? "" : value);

        // When
        var badRows = badRows(String.join("\n", header, padded(header, other), bad));

        // Then
        assertThat(badRows).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(3);
            assertThat(row.column()).isEqualTo(column);
            assertThat(row.detail()).contains(allowed);
        });
    }

    @Test
    void refusesAValidityThatEndsBeforeItStarts() {
        String row = GOOD.replace("2025,,,", "2025,2025-02-01,2025-01-31,");

        assertThat(badRows(HEADER + "\n" + row)).extracting(BadRow::line, BadRow::column)
            .containsExactly(tuple(2, "valid_to"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "2025-01-01,2025-06-30,2025,2025-06-30,2025-12-31,2025,true",
            "2025-01-01,2025-06-30,2025,2025-07-01,2025-12-31,2025,false",
            "-,-,2025,-,-,2025,true",
            "-,-,2025,-,-,2024,false",
            "2024-01-01,2026-12-31,2024,2025-01-01,-,2025,true",
            "2024-01-01,2026-12-31,2024,-,-,2025,false"})
    void refusesTwoFactorsOfOneQuestionAtTheSameTime(String from, String to, int year, String otherFrom,
            String otherTo, int otherYear, boolean refused) {
        // Given
        String first = dated("a", year, from, to);
        String second = dated("b", otherYear, otherFrom, otherTo);

        // When
        var badRows = badRows(String.join("\n", HEADER, first, second));

        // Then
        assertThat(badRows).hasSize(refused ? 1 : 0);
        assertThat(badRows).allSatisfy(row -> {
            assertThat(row.line()).isEqualTo(3);
            assertThat(row.detail()).contains("line 2", "overlap");
        });
    }

    @ParameterizedTest
    @CsvSource({"unit,kg", "part,well_to_tank", "set,epa", "region,FR", "activity,fuel.petrol"})
    void takesASecondFactorThatAnswersAnotherQuestion(String column, String value) {
        // Given
        String header = HEADER + ",part,set";
        String other = with(header, column, value).replaceFirst("^a,", "b,");

        // Then
        assertThat(badRows(String.join("\n", header, padded(header, GOOD), other))).isEmpty();
    }

    @Test
    void countsThePoundAndTheKilogramAsOneKindOfUnit() {
        String inPounds = GOOD.replaceFirst("^a,", "b,").replace(",L,2.5", ",lb,2.5");
        String inKilograms = GOOD.replace(",L,2.5", ",kg,2.5");

        assertThat(badRows(String.join("\n", HEADER, inKilograms, inPounds))).hasSize(1);
    }

    @Test
    void readsColumnsInAnyOrderAndWithoutTheOptionalOnes() {
        // Given
        var columns = new ArrayList<>(FactorEditionCsv.COLUMNS);
        var cells = new ArrayList<>(List.of(GOOD.split(",", -1)));
        Collections.rotate(columns, 5);
        Collections.rotate(cells, 5);

        // Then
        assertThat(badRows(String.join(",", columns) + "\n" + String.join(",", cells))).isEmpty();
    }

    @Test
    void namesEveryFaultOfAHeader() {
        // Given
        String header = HEADER.replace("unit,", "colour,").replace("notes", "id");

        // Then
        assertThat(badRows(header + "\n" + GOOD)).extracting(BadRow::column).containsExactly("", "id", "unit", "notes");
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void namesTheLineWhereAQuotationMarkIsNeverClosed(int goodRows) {
        // Given
        String good = IntStream.range(0, goodRows)
            .mapToObj(i -> GOOD.replace("a,", "a" + i + ",").replace("DE", i == 0 ? "DE" : "FR"))
            .collect(Collectors.joining("\n"));

        // When
        var badRows = badRows(String.join("\n", HEADER, good, "\"b,fuel.diesel,DE", "c,more", "d,and more"));

        // Then
        assertThat(badRows).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(2 + goodRows);
            assertThat(row.detail()).contains("never closed");
        });
    }

    @Test
    void refusesTextAfterAClosingQuotationMark() {
        assertThat(badRows(HEADER + "\n\"a\"b" + GOOD.substring(1))).extracting(BadRow::line).containsExactly(2);
    }

    @ParameterizedTest
    @CsvSource({"21", "23"})
    void refusesARowOfAnotherWidth(int cells) {
        String row = cells == 23 ? GOOD + "," : GOOD.substring(0, GOOD.length() - 1);

        assertThat(badRows(HEADER + "\n" + row)).singleElement().satisfies(bad -> {
            assertThat(bad.line()).isEqualTo(2);
            assertThat(bad.detail()).contains(cells + " cells", "22");
        });
    }

    @Test
    void refusesWhatIsNoText() {
        // Given
        byte[] zip = {'P', 'K', 3, 4, 0, 0, (byte) 0xFF, (byte) 0xD8, 0, 1};

        // Then
        assertThat(badRows(zip)).isNotEmpty();
        assertThat(badRows((HEADER + "\n" + GOOD).getBytes(UTF_16))).isNotEmpty();
        assertThat(badRows(HEADER + "\n" + GOOD.replace("P,Q", "P\0,Q"))).extracting(BadRow::line).containsExactly(2);
    }

    @Test
    void readsAFileWithAByteOrderMarkAndWindowsLineEnds() {
        assertThat(badRows("\uFEFF" + HEADER + "\r\n" + GOOD + "\r\n")).isEmpty();
        assertThat(badRows("\uFEFF" + HEADER + "\r\n" + GOOD.replace("AR6", "AR9") + "\r\n"))
            .extracting(BadRow::line)
            .containsExactly(2);
    }

    @Test
    void takesAFormulaForTheTextItIs() {
        // Given
        String row = GOOD.substring(0, GOOD.length() - 1) + ",\"=HYPERLINK(\"\"http://x\"\")\"";

        // When
        var factors = FactorEditionCsv.read("x", (HEADER + "\n" + row).getBytes(UTF_8))
            .fold(read -> read.edition().factors(), unreadable -> {
                throw new AssertionError(unreadable.badRows().toString());
            });

        // Then
        assertThat(factors.get(0).notes()).isEqualTo("=HYPERLINK(\"http://x\")");
    }

    @Test
    void refusesACellWithoutMeasureAndStopsAfterAThousandFaults() {
        assertThat(badRows(HEADER + "\n" + GOOD + "n".repeat(5_000))).extracting(BadRow::line).containsExactly(2);
        String bad = "b,nothing,DE\n";
        assertThat(badRows(HEADER + "\n" + bad.repeat(3_000))).hasSize(1_001)
            .last()
            .satisfies(row -> assertThat(row.detail()).contains("not looked at"));
    }

    private static String dated(String id, int year, String from, String to) {
        return GOOD.replaceFirst("^a,", id + ",")
            .replace("2025,,,", "%d,%s,%s,".formatted(year, from == null ? "" : from, to == null ? "" : to));
    }

    private static String padded(String header, String row) {
        int missing = header.split(",", -1).length - row.split(",", -1).length;
        return row + ",".repeat(missing);
    }

    /** The good row with another value in one column. */
    private static String with(String header, String column, String value) {
        var cells = new ArrayList<>(List.of(padded(header, GOOD).split(",", -1)));
        cells.set(List.of(header.split(",")).indexOf(column), value.contains(",") ? '"' + value + '"' : value);
        return String.join(",", cells);
    }

    private static List<BadRow> badRows(String text) {
        return badRows(text.getBytes(UTF_8));
    }

    private static List<BadRow> badRows(byte[] file) {
        return FactorEditionCsv.read("x", file).fold(read -> List.of(), FactorEditionCsv.Unreadable::badRows);
    }
}
