package io.carbonflow.gateway.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class CsvSplitterTest {

    private static List<String> split(String text) throws IOException {
        return split(text, 100);
    }

    /** Each as {@code line:bytes}, with {@code !} where it is flawed. */
    private static List<String> split(String text, int bytesMax) throws IOException {
        var splitter = new CsvSplitter(new ByteArrayInputStream(text.getBytes(UTF_8)), ',', '"', bytesMax);
        var pieces = new ArrayList<String>();
        for (var piece = splitter.next(); piece != null; piece = splitter.next()) {
            pieces.add(piece.line() + ":" + new String(piece.bytes(), UTF_8) + (piece.flaw() == null ? "" : "!"));
        }
        return pieces;
    }

    @Test
    void givesEachLineWithoutItsBreak() throws IOException {
        assertThat(split("a,b\r\nc,d\n\n  \ne,f")).containsExactly("1:a,b", "2:c,d", "5:e,f");
    }

    @Test
    void aQuotedCellMayHoldBreaksAndDelimitersAndTheLinesAreCountedOn() throws IOException {
        assertThat(split("1,\"two\r\nlines, and \"\"quotes\"\"\"\n2,x\n"))
            .containsExactly("1:1,\"two\r\nlines, and \"\"quotes\"\"\"", "3:2,x");
    }

    @Test
    void aQuoteInsideACellIsJustACharacter() throws IOException {
        assertThat(split("12\" pipe,a\nb,c\n")).containsExactly("1:12\" pipe,a", "2:b,c");
    }

    @Test
    void aQuoteThatIsNeverClosedCostsItsOwnLineOnly() throws IOException {
        assertThat(split("1,a\n2,\"open\n3,c\n4,d\n")).containsExactly("1:1,a", "2:2,\"open!", "3:3,c", "4:4,d");
    }

    @Test
    void aQuoteThatClosesInTheMiddleOfALaterLineCostsItsOwnLineOnly() throws IOException {
        assertThat(split("1,\"open\n2,b\n3,\"c\"\n")).containsExactly("1:1,\"open!", "2:2,b", "3:3,\"c\"");
    }

    @Test
    void somethingBehindAClosingQuoteIsAFlaw() throws IOException {
        assertThat(split("1,\"a\"b\n2,c\n")).containsExactly("1:1,\"a\"b!", "2:2,c");
    }

    @Test
    void aRecordThatIsTooLongKeepsItsBeginningAndTheNextGoesOn() throws IOException {
        assertThat(split("0123456789abc,d\n2,c\n", 10)).containsExactly("1:0123456789!", "2:2,c");
    }

    @Test
    void aQuotedCellThatRunsBeyondTheLongestRecordCostsItsFirstLineOnly() throws IOException {
        assertThat(split("1,\"a\nbbbbbbbbbbbbbbbbbbb\nc,d\n", 10)).containsExactly("1:1,\"a!",
                "2:bbbbbbbbbb!", "3:c,d");
    }

    @Test
    void anEmptyFileHasNoRecords() throws IOException {
        assertThat(split("")).isEmpty();
        assertThat(split("\n\r\n")).isEmpty();
    }

    @Test
    void aFileLargerThanTheBufferIsReadToItsEnd() throws IOException {
        String text = "some,cells,of,a,row\n".repeat(20_000);

        assertThat(split(text)).hasSize(20_000).endsWith("20000:some,cells,of,a,row");
    }
}
