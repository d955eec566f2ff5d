package io.carbonflow.ledger.heads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class SigningKeyTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final Instant AT = Instant.parse("2026-03-10T12:00:00.5Z");

    /** RFC 8032, section 7.1, the first two examples. */
    private final SigningKey first = keyOf("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    private final SigningKey second = keyOf("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");

    @Test
    void signsAsTheStandardsExamplesDo() {
        assertThat(HEX.formatHex(first.publicKey()))
            .endsWith("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        assertThat(HEX.formatHex(first.sign(new byte[0])))
            .startsWith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155");
        assertThat(HEX.formatHex(second.sign(new byte[]{0x72})))
            .startsWith("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da");
    }

    @Test
    void readsPemAndRefusesWhatIsNoKeyWithoutRepeatingIt() {
        String pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
                + "-----END PRIVATE KEY-----\n";

        assertThat(SigningKey.of(pem).id()).isEqualTo(first.id());
        assertThatThrownBy(() -> SigningKey.of("secret-text")).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("Ed25519")
            .hasMessageNotContaining("secret-text");
    }

    @Test
    void aSignatureHoldsForItsMessageAndItsKeyAlone() {
        byte[] message = "head".getBytes(UTF_8);
        byte[] signature = first.sign(message);

        assertThat(SigningKey.isSigned(first.publicKey(), message, signature)).isTrue();
        assertThat(SigningKey.isSigned(second.publicKey(), message, signature)).isFalse();
        assertThat(SigningKey.isSigned(first.publicKey(), "Head".getBytes(UTF_8), signature)).isFalse();
        assertThat(SigningKey.isSigned(new byte[44], message, signature)).isFalse();
    }

    @Test
    void aLaterKeyIsIntroducedByItselfAndByTheOneBefore() {
        var one = PublishedKey.introduced(first, 1, AT, null);
        var two = PublishedKey.introduced(second, 8, AT, first);

        assertThat(one.follows(null)).isTrue();
        assertThat(two.follows(one)).isTrue();
        assertThat(two.follows(null)).as("a first key has none before it").isFalse();
        assertThat(PublishedKey.introduced(second, 8, AT, null).follows(one)).isFalse();
        assertThat(new PublishedKey(two.keyId(), two.publicKey(), 7, AT, two.previousKeyId(), two.signature(),
                two.previousSignature())
            .follows(one)).as("another first head").isFalse();
        assertThat(two.statement())
            .startsWith("{\"at\":\"2026-03-10T12:00:00.500000Z\",\"format\":\"carbonflow/key/1\","
                    + "\"key_id\":\"" + second.id() + "\",\"previous_key_id\":\"" + first.id()
                    + "\",\"public_key\":\"MCow");
    }

    @Test
    void aHeadSaysWhereEveryChainStandsAndNamesTheOneBefore() {
        byte[] hash = HEX.parseHex("ab".repeat(32));
        var chains = List.of(new ChainState(0, 3, hash, hash), new ChainState(2, 9, hash, hash));

        var one = SignedHead.after(Optional.empty(), AT, chains, first);
        var two = SignedHead.after(Optional.of(one), AT, chains, first);

        String state = "\"head\":\"" + "ab".repeat(32) + "\",\"height\":%d,\"history_root\":\"" + "ab".repeat(32)
                + "\"}";
        assertThat(one.canonical()).startsWith("{\"at\":\"2026-03-10T12:00:00.500000Z\",\"chains\":[{\"chain\":0,"
                + state.formatted(3) + ",{\"chain\":2," + state.formatted(9)
                + "],\"format\":\"carbonflow/head/1\",\"key_id\":\"" + first.id()
                + "\",\"number\":1,\"previous_hash\":\"");
        assertThat(two.number()).isEqualTo(2);
        assertThat(two.previousHash()).isEqualTo(one.hash());
        assertThat(SigningKey.isSigned(first.publicKey(), two.canonical().getBytes(UTF_8), two.signature())).isTrue();
        assertThat(two.covers(2, 9)).isTrue();
        assertThat(two.covers(2, 10)).isFalse();
        assertThat(two.covers(1, 1)).isFalse();
    }

    private static SigningKey keyOf(String seed) {
        return SigningKey.of(Base64.getEncoder()
            .encodeToString(HEX.parseHex("302e020100300506032b657004220420" + seed)));
    }
}
