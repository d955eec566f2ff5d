package io.carbonflow.gateway.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.carbonflow.intake.contract.Verdict;

class EdiFileTest {

    private static final String ISA = "ISA*00*          *00*          *ZZ*ACME           *ZZ*US             *240502*1000*U*00401*000000001*0*P*>~\n";
    private static final String GS = "GS*SH*ACME*US*20240502*1000*1*X*004010~\n";
    private static final String GOOD = "ST*856*0001~\nBSN*00*SHIP1*20240502*1000~\nSE*3*0001~";
    private static final String MISCOUNTED = "ST*856*0002~\nBSN*00*SHIP2*20240502*1000~\nSE*9*0002~";
    private static final String MISNUMBERED = "ST*856*0003~\nBSN*00*SHIP3*20240502*1000~\nSE*3*0009~";
    private static final String UNENDED = "ST*856*0004~\nBSN*00*SHIP4*20240502*1000~\n";
    private static final String END = "GE*4*1~\nIEA*1*000000001~\n";

    private static List<FileItem> read(String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        var file = new EdiFile(bytes, new ByteArrayInputStream(bytes), "application/edi", null, 10_000,
                (segments, sender) -> new Verdict.Context(segments.get(1).text(2), sender, "read"));
        var items = new ArrayList<FileItem>();
        for (FileItem item = file.next(); item != null; item = file.next()) {
            items.add(item);
        }
        return items;
    }

    private static String outcome(FileItem item) {
        return item.verdict()
            .fold(accepted -> "accepted", refused -> refused.reasons().get(0).getDetail(), held -> "held",
                    context -> context.eventId() + " of " + context.source());
    }

    @Test
    void oneBadTransactionSetNeverFailsTheOthers() throws IOException {
        var items = read(ISA + GS + GOOD + "\n" + MISCOUNTED + "\n" + MISNUMBERED + "\n" + UNENDED
                + GOOD.replace("SHIP1", "SHIP5") + "\n" + END);

        assertThat(items).extracting(EdiFileTest::outcome)
            .containsExactly("SHIP1 of ACME", "SE01 counts 3 segments, found '9'",
                    "SE02 is '0003' as at the beginning, found '0009'",
                    "the transaction set has no SE: the next one begins", "SHIP5 of ACME");
        assertThat(items).extracting(FileItem::line).containsExactly(3L, 6L, 9L, 12L, 14L);
    }

    @Test
    void theBytesOfAnItemAreThoseOfItsTransactionSet() throws IOException {
        assertThat(read(ISA + GS + GOOD + "\n" + MISCOUNTED + "\n" + END))
            .extracting(item -> new String(item.bytes(), UTF_8))
            .containsExactly(GOOD, MISCOUNTED);
    }

    @Test
    void aTransactionSetAloneIsRead() throws IOException {
        assertThat(read(GOOD)).extracting(EdiFileTest::outcome).containsExactly("SHIP1 of unknown");
    }

    @Test
    void aFileThatBreaksOffSaysSo() throws IOException {
        assertThat(read(ISA + GS + UNENDED)).extracting(EdiFileTest::outcome)
            .containsExactly("the transaction set has no SE: the file ends",
                    "the interchange has no IEA: the file ends");
    }

    @Test
    void readsEdifactWithItsReleaseCharacter() throws IOException {
        var items = read(
                "UNA:+.? 'UNB+UNOC:3+ACME:14+US:14+240502:1000+1'UNH+1+DESADV:D:96A:UN'BGM+351+O?'NEIL?+1+9'UNT+3+1'"
                        + "UNH+2+DESADV:D:96A:UN'BGM+351+B+9'UNT+4+2'UNZ+2+1'");

        assertThat(items).extracting(EdiFileTest::outcome)
            .containsExactly("O'NEIL+1 of ACME", "UNT01 counts 3 segments, found '4'");
        assertThat(new String(items.get(0).bytes(), UTF_8))
            .isEqualTo("UNH+1+DESADV:D:96A:UN'BGM+351+O?'NEIL?+1+9'UNT+3+1'");
    }

    @Test
    void aWrongNumberOfMessagesIsAnItemOfItsOwn() throws IOException {
        assertThat(read("UNB+UNOC:3+ACME+US+240502:1000+1'UNH+1+DESADV:D:96A:UN'BGM+351+A+9'UNT+3+1'UNZ+7+1'"))
            .extracting(EdiFileTest::outcome)
            .containsExactly("A of ACME", "UNZ01 counts 1 messages, found '7'");
    }

    @Test
    void whatIsNoInterchangeIsRefusedAsAWhole() {
        assertThatThrownBy(() -> read("hello")).isInstanceOf(UnreadableFileException.class);
        assertThatThrownBy(() -> read("ISA*00~")).isInstanceOf(UnreadableFileException.class);
    }
}
