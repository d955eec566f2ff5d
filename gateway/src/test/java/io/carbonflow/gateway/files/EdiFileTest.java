package io.carbonflow.gateway.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        var file = new EdiFile(bytes, new ByteArrayInputStream(bytes), "application/edi", null, null, 10_000,
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

    private static final String UNB = "UNB+UNOC:3+ACME+US+240502:1000+1'";
    private static final String UNH = "UNH+1+DESADV:D:96A:UN'BGM+351+A+9'UNT+3+1'";

    @Test
    void aFileMayHoldSeveralInterchangesEachWithItsOwnSeparators() throws IOException {
        String other = (ISA + GS + GOOD + "\n" + END).replace('*', '|')
            .replace("~\n", "\n")
            .replace("~", "\n")
            .replace("ACME           ", "OTHER          ")
            .replace("SHIP1", "SHIP2");

        var items = read(ISA + GS + GOOD + "\n" + END + "\n\n" + other + "UNA:+.? '" + UNB + UNH + "UNZ+1+1'");

        assertThat(items).extracting(EdiFileTest::outcome)
            .containsExactly("SHIP1 of ACME", "SHIP2 of OTHER", "A of ACME");
        assertThat(items).extracting(FileItem::line).containsExactly(3L, 12L, 17L);
    }

    @Test
    void anInterchangeWithoutItsEndCostsNoSetOfTheNext() throws IOException {
        assertThat(read(ISA + GS + GOOD + "\n" + ISA.replace("ACME ", "OTHER") + GS + GOOD + "\n" + END))
            .extracting(EdiFileTest::outcome)
            .containsExactly("SHIP1 of ACME", "the interchange has no IEA: the next one begins", "SHIP1 of OTHER");
        assertThat(read(UNB + UNH + "UNA:+.? '" + UNB + UNH + "UNZ+1+1'")).extracting(EdiFileTest::outcome)
            .containsExactly("A of ACME", "the interchange has no UNZ: the next one begins", "A of ACME");
    }

    @Test
    void aSegmentNobodyCanReadCostsItsOwnSetOnly() throws IOException {
        String torn = GOOD.replace("BSN*", "X>Y*?~\nBSN*").replace("SE*3", "SE*4");
        var items = read(ISA + GS + torn + "\n" + GOOD.replace("SHIP1", "SHIP5") + "\n" + END);

        assertThat(items).extracting(FileItem::line).containsExactly(3L, 7L);
        assertThat(outcome(items.get(0))).startsWith("line 4: a segment begins with a name").endsWith("found 'X'");
        assertThat(new String(items.get(0).bytes(), UTF_8)).isEqualTo(torn);
        assertThat(outcome(items.get(1))).isEqualTo("SHIP5 of ACME");
    }

    @Test
    void anElementThatNeverEndsIsRefusedAndTheNextSetIsRead() throws IOException {
        var items = read(UNB + "UNH+1+DESADV:D:96A:UN'BGM+351+" + "x".repeat(5000) + "+9'UNT+3+1'" + UNH + "UNZ+2+1'");

        assertThat(items).extracting(EdiFileTest::outcome)
            .containsExactly("line 1: an element has at most 4096 characters; found 'BGM'", "A of ACME");
    }

    @Test
    void aSetLargerThanAnItemIsRefusedAndTheNextIsRead() throws IOException {
        String large = "UNH+1+DESADV:D:96A:UN'BGM+351+A+9'" + "FTX+AAI+++lorem'".repeat(1000) + "UNT+1003+1'";

        var items = read(UNB + large + UNH + "UNZ+2+1'");

        assertThat(outcome(items.get(0))).isEqualTo("a transaction set has at most 10000 bytes");
        assertThat(items.get(0).bytes()).hasSize(10_000);
        assertThat(outcome(items.get(1))).isEqualTo("A of ACME");
    }

    @Test
    void emptySegmentsAndAMissingLastTerminatorAreForgiven() throws IOException {
        assertThat(read(UNB + "''" + UNH + "\n'UNZ+1+1")).extracting(EdiFileTest::outcome).containsExactly("A of ACME");
    }

    @Test
    void aHeaderNobodyCanReadIsAnItemAndTheNextInterchangeIsRead() throws IOException {
        var items = read(ISA.replace("*ZZ*ACME ", "*ZZ*AC*E ") + GS + GOOD + "\n" + END + UNB + UNH + "UNZ+1+1'");

        assertThat(outcome(items.get(0))).startsWith("the header of the interchange cannot be read");
        assertThat(items).extracting(EdiFileTest::outcome).last().isEqualTo("A of ACME");
        assertThat(items).hasSize(2);
    }

    @Test
    void separatorsThatAreLettersAreNoHeader() throws IOException {
        var items = read(ISA.replace(">~\n", "") + GS + GOOD + END);

        assertThat(outcome(items.get(0))).startsWith("the header of the interchange cannot be read");
    }

    @Test
    void whatStandsBehindAnInterchangeIsAnItem() throws IOException {
        assertThat(read(UNB + UNH + "UNZ+1+1'\nhello\nworld\n" + UNB + UNH + "UNZ+1+1'"))
            .extracting(EdiFileTest::outcome)
            .containsExactly("A of ACME", "an interchange begins with ISA, UNA or UNB; found 'hello'", "A of ACME");
    }

    @Test
    void aSetIsReadAgainAloneWithTheSeparatorsOfItsInterchange() throws IOException {
        var item = read(
                "UNA|*.! ~UNB*UNOC|3*ACME*US*240502|1000*1~UNH*1*DESADV|D|96A|UN~BGM*351*A!*B*9~UNT*3*1~UNZ*1*1~")
            .get(0);
        var type = HeaderValue.parse(item.contentType());

        var alone = new EdiFile(item.bytes(), new ByteArrayInputStream(item.bytes()), "application/edifact",
                type.decoded("sender"), type.decoded("separators"), 10_000,
                (segments, sender) -> new Verdict.Context(segments.get(1).text(2), sender, "read"));

        assertThat(outcome(item)).isEqualTo("A*B of ACME");
        assertThat(outcome(alone.next())).isEqualTo("A*B of ACME");
        assertThat(alone.next()).isNull();
    }

    @Test
    void repeatedElementsAndTextOfEitherCharsetAreRead() throws IOException {
        assertThat(
                read("UNB+UNOC:4+ACME+US+20240502:1000+1'UNH+1+DESADV:D:96A:UN'BGM+351+Köln*Bonn+9'UNT+3+1'UNZ+1+1'"))
            .extracting(EdiFileTest::outcome)
            .containsExactly("Köln of ACME");
    }

    @Test
    void whateverIsCutOffOrGarbledGetsAnAnswer() {
        String x12 = ISA + GS + GOOD + "\n" + END;
        String edifact = "UNA:+.? '" + UNB + UNH + "UNZ+1+1'";
        for (String whole : List.of(x12 + edifact, edifact + x12)) {
            for (int i = 0; i < whole.length(); i++) {
                assertThatAnswered(whole.substring(0, i));
                for (String one : List.of("~", "'", "?", "*", "U", "\0", "\n")) {
                    assertThatAnswered(whole.substring(0, i) + one + whole.substring(i + 1));
                }
            }
        }
    }

    private static void assertThatAnswered(String text) {
        try {
            assertThat(read(text)).hasSizeLessThan(20);
        } catch (UnreadableFileException answered) {
            assertThat(answered).hasMessageContaining("interchange begins");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsNoInterchangeIsRefusedAsAWhole() {
        assertThatThrownBy(() -> read("hello")).isInstanceOf(UnreadableFileException.class);
        assertThatThrownBy(() -> read("ISA*00~")).isInstanceOf(UnreadableFileException.class);
    }
}
