package io.carbonflow.local.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.receipt.CanonicalJson;

/** A bundle, whole and in every way it can be broken. */
class BundleVerifierTest {

    private final BundleBuilder bundle = new BundleBuilder();
    private final List<String> lines = bundle.lines();

    @Test
    void findsAWholeBundleRightAndSaysWhatItHolds() throws Exception {
        var report = verify(lines);

        assertThat(report.entries()).isEqualTo(4);
        assertThat(report.blocks()).isEqualTo(2);
        assertThat(report.totals()).containsExactly("AR6, scope 2: 1921.839840 kg CO2e in 4 entries");
        assertThat(report.head()).hasValueSatisfying(head -> assertThat(head).startsWith("7 of 2025-12-01T12:00:00"));
        assertThat(report.isComplete()).isTrue();
        assertThat(report.isKeyTrusted()).isFalse();
    }

    @Test
    void trustsAKeyThatTheBundlesOwnLeadTo() throws Exception {
        for (var key : List.of(bundle.first, bundle.second)) {
            assertThat(new BundleVerifier(new ByteArrayInputStream(BundleBuilder.bytes(lines)))
                .verify(Optional.of(key.getPublic().getEncoded()))
                .isKeyTrusted()).isTrue();
        }
        var stranger = new BundleBuilder().first.getPublic().getEncoded();
        assertThatThrownBy(() -> new BundleVerifier(new ByteArrayInputStream(BundleBuilder.bytes(lines)))
            .verify(Optional.of(stranger))).hasMessageContaining("does not lead to the key that was given");
    }

    @Test
    void findsAChangeOfAnyMemberAndOfBytesAllOverIt() {
        byte[] whole = BundleBuilder.bytes(lines);
        var passed = new ArrayList<Integer>();

        // The first byte of every value, and every 17th: another letter, another case or bit, no text at all.
        for (int at = 2; at < whole.length; at++) {
            boolean beginsValue = whole[at - 1] == ':' && whole[at - 2] == '"';
            if (beginsValue || at % 17 == 0) {
                byte[] changed = whole.clone();
                changed[at] ^= (byte) (at % 3 == 0 ? 0x01 : at % 3 == 1 ? 0x20 : 0x80);
                if (isFoundRight(changed)) {
                    passed.add(at);
                }
            }
        }

        assertThat(passed).isEmpty();
    }

    @Test
    void findsABundleThatBreaksOffAnywhere() {
        byte[] whole = BundleBuilder.bytes(lines);

        for (int length = 0; length < whole.length; length += 97) {
            assertThat(isFoundRight(Arrays.copyOf(whole, length))).as("of %d bytes", length).isFalse();
        }
    }

    @Test
    void findsLinesThatAreMissingRepeatedOrInAnotherOrder() {
        for (int i = 0; i < lines.size(); i++) {
            var missing = new ArrayList<>(lines);
            missing.remove(i);
            assertThat(isFoundRight(BundleBuilder.bytes(missing))).as("without line %d", i + 1).isFalse();
            var repeated = new ArrayList<>(lines);
            repeated.add(i, lines.get(i));
            assertThat(isFoundRight(BundleBuilder.bytes(repeated))).as("line %d twice", i + 1).isFalse();
            if (i > 0) {
                var swapped = new ArrayList<>(lines);
                swapped.set(i - 1, lines.get(i));
                swapped.set(i, lines.get(i - 1));
                assertThat(isFoundRight(BundleBuilder.bytes(swapped))).as("lines %d and %d", i, i + 1).isFalse();
            }
        }
    }

    @Test
    void namesTheEntryWhoseMassWasChanged() {
        assertThatThrownBy(() -> verify(changed(5, "\\\"kg_co2e\\\":\\\"480", "\\\"kg_co2e\\\":\\\"470")))
            .isInstanceOf(MismatchException.class)
            .hasMessage("line 6: entry 019a4957-3f92-7000-8000-000000000010 in block 3:1: kg_co2e is 470.459960, "
                    + "its receipt makes it 480.459960");
    }

    @Test
    void namesTheEntryWhoseReceiptWasChangedEvenWhereItsDigestWasToo() throws Exception {
        assertThatThrownBy(() -> verify(changed(6, "1247.3", "1247.4")))
            .hasMessageContaining("line 7: entry 019a4957-3f92-7000-8000-000000000012")
            .hasMessageContaining("the receipt is not the one that was booked");

        String forged = BundleBuilder.RECEIPT.replace("480.459960", "480.459961");
        var digest = Hashes.hex(Hashes.sha256(forged.getBytes(UTF_8)));
        var was = Hashes.hex(Hashes.sha256(BundleBuilder.RECEIPT.getBytes(UTF_8)));
        var both = new ArrayList<>(lines);
        both.set(6, lines.get(6)
            .replace(was, digest)
            .replace("480.459960", "480.459961"));
        assertThatThrownBy(() -> verify(both)).hasMessageContaining("its receipt does not follow")
            .hasMessageContaining("result.kg_co2e");
    }

    @Test
    void namesTheBlockThatAConsistentForgeryOfAnEntryDoesNotFit() {
        assertThatThrownBy(() -> verify(changed(6, "2025-11-03T10:00:00.000000Z", "2025-11-04T10:00:00.000000Z")))
            .hasMessage("line 8: block 3:1: the entries do not make the Merkle root");
        assertThatThrownBy(() -> verify(changed(6, "2025-11-03T10:00:00.000000Z", "2025-12-04T10:00:00.000000Z")))
            .hasMessageContaining("outside the bundle's time");
        assertThatThrownBy(() -> verify(changed(6, "\\\"demo\\\"", "\\\"acme\\\"")))
            .hasMessageContaining("another tenant");
    }

    @Test
    void doesNotTakeAManifestThatWasMadeAnewForAForgery() {
        var forged = new ArrayList<>(lines.subList(0, lines.size() - 1));
        forged.remove(forged.size() - 1);
        forged.add(bundle.manifest(forged, "1921.839841"));
        assertThatThrownBy(() -> verify(forged)).hasMessageContaining("the manifest says 1921.839841 kg CO2e")
            .hasMessageContaining("the entries make it 1921.839840");

        var resigned = new ArrayList<>(lines.subList(0, lines.size() - 1));
        resigned.add(new BundleBuilder().manifest(resigned, "1921.839840"));
        assertThatThrownBy(() -> verify(resigned)).hasMessageContaining("the signature of the manifest");
    }

    @Test
    void saysPlainlyWhereNothingIsSigned() throws Exception {
        var unsigned = new ArrayList<String>();
        for (String line : lines.subList(0, lines.size() - 1)) {
            if (line.contains("\"type\":\"bundle\"")) {
                unsigned.add(line.replace("\"head\":7", "\"head\":null"));
            } else if (!line.contains("\"type\":\"key\"") && !line.contains("\"type\":\"head\"")
                    && !line.contains("\"type\":\"chain\"")) {
                unsigned.add(line);
            }
        }
        unsigned.add(bundle.manifest(unsigned, "1921.839840")
            .replace("\"chains\":1", "\"chains\":0")
            .replaceAll("\"key_id\":\"[^\"]+\"", "\"key_id\":null")
            .replaceAll("\"signature\":\"[^\"]+\"", "\"signature\":null"));

        var report = verify(unsigned);

        assertThat(report.head()).isEmpty();
        assertThat(report.isComplete()).isFalse();
    }

    @Test
    void refusesWhatIsNoBundle() {
        assertThatThrownBy(() -> verify(List.of("{\"type\":\"bundle\"}"))).isInstanceOf(NotABundleException.class);
        assertThatThrownBy(() -> verify(List.of(CanonicalJson.write(List.of()))))
            .isInstanceOf(NotABundleException.class);
        assertThatThrownBy(() -> new BundleVerifier(new ByteArrayInputStream(new byte[0])).verify(Optional.empty()))
            .isInstanceOf(NotABundleException.class);
    }

    private List<String> changed(int line, String from, String to) {
        var changed = new ArrayList<>(lines);
        assertThat(lines.get(line)).contains(from);
        changed.set(line, lines.get(line).replace(from, to));
        return changed;
    }

    private static boolean isFoundRight(byte[] bytes) {
        try {
            new BundleVerifier(new ByteArrayInputStream(bytes)).verify(Optional.empty());
            return true;
        } catch (MismatchException | NotABundleException e) {
            return false;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BundleVerifier.Report verify(List<String> lines) throws Exception {
        return new BundleVerifier(new ByteArrayInputStream(BundleBuilder.bytes(lines))).verify(Optional.empty());
    }
}
