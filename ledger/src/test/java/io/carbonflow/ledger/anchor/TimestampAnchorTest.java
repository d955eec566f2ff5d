package io.carbonflow.ledger.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.vertx.core.json.JsonObject;

class TimestampAnchorTest {

    private static final byte[] HASH = new byte[32];
    private static final byte[] OTHER_HASH = new byte[32];

    static {
        Arrays.fill(HASH, (byte) 5);
        Arrays.fill(OTHER_HASH, (byte) 6);
    }

    @TempDir
    Path directory;

    private final HeadToAnchor head = new HeadToAnchor(12, HASH);
    private TestAuthority authority;
    private TimestampAnchor anchor;

    @BeforeEach
    void start() throws IOException {
        authority = new TestAuthority();
        anchor = anchor(authority.url(), authority.trust(directory.resolve("root.pem")));
    }

    @AfterEach
    void stop() {
        authority.close();
    }

    @Test
    void theTokenStampsTheHashOfTheHeadItself() throws Exception {
        var evidence = submit();

        assertThat(check(evidence)).isInstanceOf(Finding.Proven.class);
        var token = new TimeStampToken(new CMSSignedData(Base64.getDecoder().decode(evidence.getString("token"))));
        assertThat(token.getTimeStampInfo().getMessageImprintDigest()).isEqualTo(HASH);
        assertThat(token.getTimeStampInfo().getNonce()).isEqualTo(new BigInteger(evidence.getString("nonce")));
        assertThat(evidence.getString("serial")).isEqualTo("42");
        assertThat(evidence.getString("policy")).isEqualTo("1.2.3.4.1");
    }

    @Test
    void aTokenProvesNoOtherHead() {
        var evidence = submit();

        assertThat(reason(anchor.check(List.of(new Anchor.Anchored(new HeadToAnchor(12, OTHER_HASH), evidence)))
            .get(0))).isEqualTo("the token is about another hash");
        assertThat(reason(check(evidence.copy().put("nonce", "1"))))
            .isEqualTo("the token has another nonce than was asked for");
    }

    @Test
    void aTokenWithOneBitChangedIsFoundWhicheverItIs() {
        var evidence = submit();
        byte[] token = Base64.getDecoder().decode(evidence.getString("token"));

        for (int i = 0; i < token.length; i += 37) {
            byte[] changed = token.clone();
            changed[i] ^= 1;
            var finding = check(evidence.copy().put("token", Base64.getEncoder().encodeToString(changed)));
            // Bytes nobody signs change nothing of what is said.
            assertThat(finding instanceof Finding.Refuted || said(changed).equals(said(token))).as("byte " + i)
                .isTrue();
        }
    }

    @Test
    void anAnswerToAnotherRequestIsRefused() {
        authority.understands(request -> TestAuthority.request(OTHER_HASH, request.getNonce()));
        assertThat(reason(anchor.submit(head, anchor.prepare(head)))).contains("answers another request than ours");

        authority.understands(request -> TestAuthority.request(HASH, BigInteger.ONE));
        assertThat(reason(anchor.submit(head, anchor.prepare(head)))).contains("answers another request than ours");
    }

    @Test
    void anAuthorityNoTrustedRootVouchesForProvesNothing() throws IOException {
        try (var stranger = new TestAuthority()) {
            var trust = stranger.trust(directory.resolve("stranger.pem"));

            var finding = anchor(authority.url(), trust)
                .check(List.of(new Anchor.Anchored(head, submit())))
                .get(0);

            assertThat(reason(finding)).startsWith("no trusted root vouches for CN=Test authority");
        }
    }

    @Test
    void anAuthorityThatIsAwayOrTalksNonsenseDecidesNothing() throws IOException {
        int freePort;
        try (var socket = new ServerSocket(0)) {
            freePort = socket.getLocalPort();
        }
        var away = anchor(URI.create("http://localhost:" + freePort), directory.resolve("root.pem"));

        assertThatThrownBy(() -> away.submit(head, away.prepare(head)))
            .isInstanceOf(AnchorUnavailableException.class);
        authority.says("<html>".getBytes());
        assertThatThrownBy(() -> anchor.submit(head, anchor.prepare(head)))
            .isInstanceOf(AnchorUnavailableException.class);
        assertThatThrownBy(() -> anchor(authority.url(), directory.resolve("none.pem"))
            .check(List.of(new Anchor.Anchored(head, new JsonObject().put("token", "").put("nonce", "1")))))
            .isInstanceOf(AnchorUnavailableException.class)
            .hasMessageContaining("none.pem");
    }

    /** What the authority stated, hexadecimal; empty where the token cannot be read. */
    private static String said(byte[] token) {
        try {
            var stated = new TimeStampToken(new CMSSignedData(token)).getTimeStampInfo().getEncoded();
            return HexFormat.of().formatHex(stated);
        } catch (CMSException | TSPException | IOException e) {
            return "";
        }
    }

    private JsonObject submit() {
        return ((Finding.Waiting) anchor.submit(head, anchor.prepare(head))).evidence();
    }

    private Finding check(JsonObject evidence) {
        return anchor.check(List.of(new Anchor.Anchored(head, evidence))).get(0);
    }

    private static TimestampAnchor anchor(URI url, Path trust) {
        return new TimestampAnchor("tsa", url, trust, null, Duration.ofSeconds(10));
    }

    private static String reason(Finding finding) {
        return ((Finding.Refuted) finding).reason();
    }
}
