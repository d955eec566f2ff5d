package io.carbonflow.gateway.mapped;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.carbonflow.gateway.files.CsvSplitter;
import io.carbonflow.intake.mapping.CsvDialect;

class CsvLinesTest {

    private static List<String> lines(String body) {
        return CsvLines.of(body.getBytes(UTF_8), ';', '"', 100, 10)
            .stream()
            .map(piece -> piece.line() + ":" + new String(piece.bytes(), UTF_8) + (piece.flaw() == null ? "" : "!"))
            .toList();
    }

    @Test
    void anInchMarkInsideACellIsNoQuote() {
        assertThat(lines("r1;2\" pipe;5\nr2;3\" pipe;6\n")).containsExactly("1:r1;2\" pipe;5", "2:r2;3\" pipe;6");
        assertThat(CsvLines.cells("r1;2\" pipe;5".getBytes(UTF_8), CsvDialect.USUAL, ';')).get()
            .isEqualTo(List.of("r1", "2\" pipe", "5"));
    }

    @Test
    void aQuotedCellMayHoldABreakAndTheLinesAreCountedOn() {
        assertThat(lines("\uFEFFa;\"b\nc\"\r\n\nd;e")).containsExactly("1:a;\"b\nc\"", "4:d;e");
    }

    @Test
    void aQuoteThatIsNeverClosedCostsItsOwnLineAndSaysSo() {
        assertThat(lines("a;\"b\nc;d\n")).containsExactly("1:a;\"b!", "2:c;d");
    }

    @Test
    void linesBeforeTheHeaderAreEmptiedAndTheOthersKeepTheirNumbers() {
        byte[] rest = CsvLines.withoutLines("\"Title\n\na;b\n1;2\n".getBytes(UTF_8), 2);

        assertThat(lines(new String(rest, UTF_8))).containsExactly("3:a;b", "4:1;2");
        assertThat(CsvLines.withoutLines("a".getBytes(UTF_8), 3)).isEmpty();
    }

    @Test
    void noMoreThanAskedForAreRead() {
        List<CsvSplitter.Piece> pieces = CsvLines.of("a\nb\nc\n".getBytes(UTF_8), ';', '"', 100, 2);

        assertThat(pieces).hasSize(2);
    }
}
