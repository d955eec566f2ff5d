package io.carbonflow.ledger.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.vertx.core.json.JsonObject;

class FileAnchorTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-11-03T10:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path directory;

    private Path file;
    private Path key;
    private FileAnchor anchor;
    private final List<Anchor.Anchored> anchored = new ArrayList<>();

    @BeforeEach
    void writeThreeHeads() {
        file = directory.resolve("anchors.jsonl");
        key = Keys.ed25519(directory.resolve("key.pem"));
        anchor = anchor(key, List.of());
        for (int number = 1; number <= 3; number++) {
            write(new HeadToAnchor(number, hash(number)));
        }
    }

    @Test
    void eachHeadIsALineThatIsLinkedToTheOneBeforeAndSigned() throws Exception {
        var lines = Files.readAllLines(file);

        assertThat(anchor.check(anchored)).allMatch(Finding.Proven.class::isInstance);
        assertThat(lines).hasSize(3);
        var second = new JsonObject(lines.get(1));
        assertThat(second.getLong("line")).isEqualTo(2);
        assertThat(second.getString("hash")).isEqualTo("02".repeat(32));
        assertThat(second.getString("previous")).isEqualTo(AnchorLine.sha256(lines.get(0)));
        assertThat(new JsonObject(lines.get(0)).getString("previous")).isEqualTo("0".repeat(64));
        assertThat(isSignedSaysTheJdk(lines.get(1))).isTrue();
    }

    @Test
    void aHeadThatIsHandedOverAgainIsNotWrittenAgain() throws IOException {
        var again = (Finding.Waiting) anchor(key, List.of()).submit(anchored.get(1).head(), new JsonObject());

        assertThat(again.evidence()).isEqualTo(anchored.get(1).evidence());
        assertThat(Files.readAllLines(file)).hasSize(3);
    }

    @Test
    void aChangedLineRefutesItsHeadAndThoseAfterIt() throws IOException {
        var lines = Files.readAllLines(file);
        lines.set(1, lines.get(1).replace("02".repeat(32), "09".repeat(32)));
        Files.write(file, lines);

        var findings = anchor.check(anchored);

        assertThat(findings.get(0)).isInstanceOf(Finding.Proven.class);
        assertThat(findings.subList(1, 3)).allSatisfy(
                finding -> assertThat(reason(finding)).contains("line 2 is not what its key signed"));
    }

    @Test
    void aMissingLineIsFoundInTheMiddleAtTheBeginningAndAtTheEnd() throws IOException {
        var lines = Files.readAllLines(file);

        Files.write(file, List.of(lines.get(0), lines.get(2)));
        assertThat(reason(anchor.check(anchored).get(2))).contains("line 2 has the number 3, expected 2");
        Files.write(file, lines.subList(1, 3));
        assertThat(reason(anchor.check(anchored).get(0))).contains("line 1 has the number 2, expected 1");
        Files.write(file, lines.subList(0, 2));
        assertThat(reason(anchor.check(anchored).get(2))).contains("line 3 is missing");
        Files.delete(file);
        assertThat(reason(anchor.check(anchored).get(0))).contains("line 1 is missing");
    }

    @Test
    void aFileThatWasWrittenAnewWithTheKeyIsNotTheOneThatWasAnchored() throws IOException {
        Files.delete(file);
        anchor.submit(new HeadToAnchor(1, hash(7)), new JsonObject());

        assertThat(reason(anchor.check(anchored).get(0))).contains("line 1 is not the one that was written");
    }

    @Test
    void aLineOfAnotherKeyDoesNotCountUnlessTheKeyIsAFormerOne() {
        var other = Keys.ed25519(directory.resolve("other.pem"));
        String former = Ed25519Key.read(key).publicKey();

        assertThat(reason(anchor(other, List.of()).check(anchored).get(0)))
            .contains("line 1 is signed by a key that is not configured");
        assertThat(anchor(other, List.of(former)).check(anchored)).allMatch(Finding.Proven.class::isInstance);
    }

    @Test
    void whatACrashLeftOfALineStaysAndTheNextOneGoesOn() throws IOException {
        Files.writeString(file, "{\"format\":\"carbonflow/anchor-line/v1\",\"line\":4,\"prev",
                StandardOpenOption.APPEND);
        write(new HeadToAnchor(4, hash(4)));

        assertThat(anchor.check(anchored)).hasSize(4).allMatch(Finding.Proven.class::isInstance);
        assertThat(Files.readAllLines(file)).hasSize(5);
        var lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), lines.get(1), lines.get(2), lines.get(4)));
        assertThat(reason(anchor.check(anchored).get(3))).contains("does not continue the line before it");
    }

    @Test
    void withoutKeyOrDirectoryNothingIsDecided() {
        var head = anchored.get(0).head();

        assertThatThrownBy(() -> anchor(directory.resolve("none.pem"), List.of()).submit(head, new JsonObject()))
            .isInstanceOf(AnchorUnavailableException.class)
            .hasMessageContaining("none.pem");
        assertThatThrownBy(() -> new FileAnchor("file", directory.resolve("none/anchors.jsonl"), key, List.of(), CLOCK)
            .check(anchored)).isInstanceOf(AnchorUnavailableException.class).hasMessageContaining("is not there");
    }

    private FileAnchor anchor(Path keyFile, List<String> formerKeys) {
        return new FileAnchor("file", file, keyFile, formerKeys, CLOCK);
    }

    private void write(HeadToAnchor head) {
        var waiting = (Finding.Waiting) anchor.submit(head, anchor.prepare(head));
        anchored.add(new Anchor.Anchored(head, waiting.evidence()));
    }

    private static String reason(Finding finding) {
        return ((Finding.Refuted) finding).reason();
    }

    private static byte[] hash(int each) {
        byte[] hash = new byte[32];
        java.util.Arrays.fill(hash, (byte) each);
        return hash;
    }

    /** As the reference page says, with nothing of ours. */
    private static boolean isSignedSaysTheJdk(String line) throws GeneralSecurityException {
        var json = new JsonObject(line);
        var signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(json.getString("key")))));
        signature.update((line.substring(0, line.indexOf(",\"signature\"")) + "}").getBytes());
        return signature.verify(Base64.getDecoder().decode(json.getString("signature")));
    }
}
