package io.carbonflow.gateway.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class JsonSplitterTest {

    private static List<String> split(String text) throws IOException {
        var splitter = new JsonSplitter(new ByteArrayInputStream(text.getBytes(UTF_8)), 40);
        var pieces = new ArrayList<String>();
        for (var piece = splitter.next(); piece != null; piece = splitter.next()) {
            pieces.add(piece.line() + ":" + new String(piece.bytes(), UTF_8) + (piece.flaw() == null ? "" : "!"));
        }
        return pieces;
    }

    @Test
    void givesTheElementsOfAnArrayWithExactlyTheirBytes() throws IOException {
        assertThat(split("[\n {\"a\": [1, 2]},\n {\"b\":\"],}\\\"\"} , 7]\n")).containsExactly("2:{\"a\": [1, 2]}",
                "3:{\"b\":\"],}\\\"\"}", "3:7");
    }

    @Test
    void givesASingleObjectAndValuesOneAfterTheOther() throws IOException {
        assertThat(split(" {\"a\":1} ")).containsExactly("1:{\"a\":1}");
        assertThat(split("{\"a\":1}{\"b\":2}\n{\"c\":3}")).containsExactly("1:{\"a\":1}", "1:{\"b\":2}", "2:{\"c\":3}");
    }

    @Test
    void anEmptyArrayHasNoItems() throws IOException {
        assertThat(split("[ ]")).isEmpty();
    }

    @Test
    void anElementThatIsTooLongKeepsItsBeginningAndTheNextGoesOn() throws IOException {
        assertThat(split("[\"" + "x".repeat(60) + "\",{\"a\":1}]")).containsExactly("1:\"" + "x".repeat(39) + "!",
                "1:{\"a\":1}");
    }

    @Test
    void aTextThatIsNotClosedEndsWithItsLine() throws IOException {
        assertThat(split("[{\"a\":\"x},\n{\"b\":1}]")).hasSize(1);
        assertThat(split("[\"x,\n{\"b\":1}]")).containsExactly("1:\"x,\n{\"b\":1}");
    }

    @Test
    void aFileThatEndsInTheMiddleSaysSo() throws IOException {
        assertThat(split("[{\"a\":1},{\"b\"")).containsExactly("1:{\"a\":1}", "1:{\"b\"!");
        assertThat(split("{\"a\":")).containsExactly("1:{\"a\":!");
    }

    @Test
    void whatStandsBehindAnArrayIsRefused() throws IOException {
        assertThat(split("[1] {\"a\":1}")).containsExactly("1:1", "1:{\"a\":1}!");
    }
}
