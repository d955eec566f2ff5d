package io.carbonflow.gateway.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.gateway.files.CsvDialect.Decimals;

class CsvDialectTest {

    private static CsvDialect inferred(String head) {
        return CsvHead.dialect(Map.of(), head.getBytes(UTF_8));
    }

    @Test
    void theDelimiterIsTheOneThatStandsMostOftenInTheHeaderOutsideQuotes() {
        assertThat(inferred("a,b,c\n1;2,3,4\n").delimiter()).isEqualTo(',');
        assertThat(inferred("a;\"b,c,d\";e\n").delimiter()).isEqualTo(';');
        assertThat(inferred("a\tb\n").delimiter()).isEqualTo('\t');
        assertThat(inferred("a|b\n").delimiter()).isEqualTo('|');
        assertThat(inferred("2\" pipe,b;c,d\n").delimiter()).isEqualTo(',');
    }

    @Test
    void whatIsDeclaredCounts() {
        var dialect = CsvHead.dialect(
                Map.of("delimiter", "tab", "quote", "'", "charset", "windows-1252", "decimal", "comma"),
                "a,b".getBytes(UTF_8));

        assertThat(dialect.delimiter()).isEqualTo('\t');
        assertThat(dialect.quote()).isEqualTo('\'');
        assertThat(dialect.charset().name()).isEqualTo("windows-1252");
        assertThat(dialect.decimals()).isEqualTo(Decimals.COMMA);
    }

    @Test
    void aDeclarationThatMeansNothingIsExplained() {
        assertThatThrownBy(() -> CsvHead.dialect(Map.of("delimiter", "x"), new byte[0]))
            .hasMessageContaining("delimiter is one ASCII character");
        assertThatThrownBy(() -> CsvHead.dialect(Map.of("charset", "UTF-16"), new byte[0]))
            .hasMessageContaining("charset is one of UTF-8");
        assertThatThrownBy(() -> CsvHead.dialect(Map.of("charset", "no such\u0001"), new byte[0]))
            .hasMessageContaining("charset is one of UTF-8");
        assertThatThrownBy(() -> CsvHead.dialect(Map.of("decimal", "both"), new byte[0]))
            .hasMessageContaining("decimal is comma or point");
        assertThatThrownBy(() -> CsvHead.markLength(new byte[]{(byte) 0xFF, (byte) 0xFE}))
            .hasMessageContaining("UTF-16");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstColumn() {
        assertThat(CsvHead.markLength("\uFEFFid".getBytes(UTF_8))).isEqualTo(3);
        assertThat(CsvHead.markLength("id".getBytes(UTF_8))).isZero();
    }

    @Test
    void readsWindows1252WhereItIsDeclared() {
        var dialect = CsvHead.dialect(Map.of("charset", "windows-1252"), "a,b".getBytes(UTF_8));

        assertThat(dialect.cells(new byte[]{'M', (byte) 0xFC, 'l', 'l', ',', (byte) 0x80})).containsExactly("Müll",
                "€");
        assertThat(inferred("a,b").cells(new byte[]{'M', (byte) 0xFC})).isNull();
    }

    @Test
    void aQuoteInsideACellIsAnInchMark() {
        assertThat(inferred("a,b,c").cells("2\" pipe,3\",\"4\"\"\"".getBytes(UTF_8)))
            .containsExactly("2\" pipe", "3\"", "4\"");
    }

    @Test
    void readsQuotedCells() {
        assertThat(inferred("a,b,c").cells("\"m \"\"1\"\", hall\",, x ,\"\"".getBytes(UTF_8)))
            .containsExactly("m \"1\", hall", "", "x", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1.247,3|1247.3", "12,5|12.5", "1.234.567|1234567", "1.247|1247",
            "0.384|0.384",
            "12.5|12.5", "-1.000,50|-1000.50", "1247|1247", "abc|abc", "1,2,3|1,2,3"})
    void readsDecimalCommas(String written, String meant) {
        assertThat(inferred("a;b\n1,5;2\n").number(written)).isEqualTo(meant);
    }

    @Test
    void commasAreReadWhereTheFileHasSemicolonsAndNoNumberSaysOtherwise() {
        assertThat(inferred("a;b\nx;12,5\n").decimals()).isEqualTo(Decimals.COMMA);
        assertThat(inferred("a;b\nx;12.5\n").decimals()).isEqualTo(Decimals.POINT);
        assertThat(inferred("a;b\nx;7\n").decimals()).isEqualTo(Decimals.OPEN);
        assertThat(inferred("a;b\n1,5;12.5\n").decimals()).isEqualTo(Decimals.OPEN);
        assertThat(inferred("a,b\nx,\"12,5\"\n").decimals()).isEqualTo(Decimals.POINT);
    }

    @Test
    void aNumberThatMayBeAThousandTimesLargerIsUnclear() {
        assertThat(inferred("a;b\n1;1.247\n").isUnclear("1.247")).isTrue();
        assertThat(inferred("a;b\n1;1.247\n").isUnclear("1,247")).isFalse();
        assertThat(inferred("a;b\n1,5;1.247\n").isUnclear("1.247")).isFalse();
    }
}
