package io.carbonflow.local.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

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
        assertThat(report.head()).hasValueSatisfying(head -> {
            assertThat(head.number()).isEqualTo(7);
            assertThat(head.at()).isEqualTo("2025-12-01T12:00:00.000000Z");
            assertThat(head.isBeforeEnd()).isFalse();
        });
        assertThat(report.isSigned()).isTrue();
        assertThat(report.trust()).isEqualTo(BundleReport.Trust.OWN);
    }

    @Test
    void trustsAKeyThatTheBundlesOwnLeadTo() throws Exception {
        assertThat(verify(lines, bundle.second).trust()).isEqualTo(BundleReport.Trust.GIVEN);
        assertThat(verify(lines, bundle.first).trust()).isEqualTo(BundleReport.Trust.INTRODUCED_BY_GIVEN);
        var stranger = new BundleBuilder().first;
        assertThatThrownBy(() -> verify(lines, stranger))
            .hasMessageContaining("does not lead to the key that was given");
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
    void findsWhatTheEventsSaidRightAndEveryChangeOfIt() throws Exception {
        // Given
        var builder = BundleBuilder.withActivities();
        var whole = builder.lines();
        int at = whole.indexOf(BundleBuilder.json(Map.of("type", "activity", "content", BundleBuilder.activity(10))));

        // Then
        assertThat(verify(whole).activities()).hasValue(4);
        assertThat(verify(lines).activities()).isEmpty();
        assertThatThrownBy(() -> verify(remade(builder, whole, at, whole.get(at).replace("1247", "1248"))))
            .hasMessageContaining("the activity of entry " + BundleBuilder.idOf(10) + " is not what was booked");
        assertThatThrownBy(() -> verify(remade(builder, whole, at, whole.get(at) + "\n" + whole.get(at))))
            .hasMessageContaining("was given before");
        assertThatThrownBy(() -> verify(remade(builder, whole, at - 1, whole.get(at) + "\n" + whole.get(at - 1))))
            .hasMessageContaining("stands behind no entry");
        assertThatThrownBy(() -> verify(remade(builder, whole, 0, whole.get(0).replace("bundle/2", "bundle/1"))))
            .hasMessageContaining("of another format");
        for (int i = 0; i < whole.size(); i++) {
            var shortened = new ArrayList<>(whole);
            shortened.remove(i);
            assertThat(isFoundRight(BundleBuilder.bytes(shortened))).as("without line %d", i + 1).isFalse();
        }
    }

    @Test
    void takesABundleOfWhichSomeActivitiesAreNotKeptAnyMore() throws Exception {
        var builder = BundleBuilder.withActivities();
        var some = new ArrayList<>(builder.lines());
        some.removeIf(line -> line.contains("evt-10") && line.contains("\"type\":\"activity\""));

        assertThat(verify(remade(builder, some, 0, some.get(0))).activities()).hasValue(3);
    }

    /** The same bundle with another line in the place of one, and a manifest that fits it. */
    private static List<String> remade(BundleBuilder builder, List<String> lines, int at, String line) {
        var remade = new ArrayList<>(lines.subList(0, lines.size() - 1));
        remade.set(at, line);
        remade.add(builder.manifest(remade, "1921.839840"));
        return remade;
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
        assertThatThrownBy(() -> verify(resigned)).hasMessageContaining("the newest key of the bundle is");
    }

    @Test
    void saysPlainlyWhereNothingIsSigned() throws Exception {
        var unsigned = withoutHead(false);

        var report = verify(unsigned);

        assertThat(report.head()).isEmpty();
        assertThat(report.isSigned()).isFalse();
    }

    @Test
    void takesNoBundleForTheLedgersBecauseItNamesTheLedgersKeys() throws Exception {
        // Given: the genuine keys, and blocks of somebody's own below no head
        var forged = withoutHead(true);

        assertThat(verify(forged).isSigned()).isFalse();
        assertThatThrownBy(() -> verify(forged, bundle.second)).hasMessageContaining("below no signed head");
    }

    @Test
    void takesNoBundleForWholeWhoseManifestLostItsSignature() throws Exception {
        var stripped = new ArrayList<>(lines.subList(0, lines.size() - 1));
        stripped.add(unsigned(bundle.manifest(stripped, "1921.839840")));

        assertThat(verify(stripped).isSigned()).isFalse();
        assertThatThrownBy(() -> verify(stripped, bundle.second)).hasMessageContaining("the manifest is not signed");
    }

    @Test
    void takesNoManifestOfAKeyThatALaterOneReplaced() {
        var retired = new ArrayList<>(lines.subList(0, lines.size() - 1));
        retired.add(BundleBuilder.manifest(retired, "1921.839840", bundle.first));

        assertThatThrownBy(() -> verify(retired, bundle.second))
            .hasMessageContaining("the newest key of the bundle is");
        assertThatThrownBy(() -> verify(retired)).hasMessageContaining("the newest key of the bundle is");
    }

    @Test
    void comparesAReversalWithWhatItTakesBack() throws Exception {
        assertThat(verify(changing(22, entry -> BundleBuilder.reverse(entry, 10), "960.919920")).reversedElsewhere())
            .isZero();
        assertThat(verify(changing(22, entry -> BundleBuilder.reverse(entry, 99), "960.919920")).reversedElsewhere())
            .isEqualTo(1);

        assertThatThrownBy(() -> verify(changing(22, entry -> {
            BundleBuilder.reverse(entry, 10);
            entry.put("facility_id", "elsewhere");
        }, "960.919920"))).hasMessageContaining("entry " + BundleBuilder.idOf(22) + " takes back entry "
                + BundleBuilder.idOf(10) + ", of which it is not the exact opposite");
        assertThatThrownBy(() -> verify(new BundleBuilder((number, entry) -> {
            if (number == 20 || number == 22) {
                BundleBuilder.reverse(entry, number == 20 ? 10 : 20);
            }
        }, List.of()).lines("0.000000"))).hasMessageContaining("not the exact opposite");
        assertThatThrownBy(() -> verify(new BundleBuilder((number, entry) -> {
            if (number == 20 || number == 22) {
                BundleBuilder.reverse(entry, 10);
            }
        }, List.of()).lines("0.000000"))).hasMessageContaining("takes back already");
    }

    @Test
    void knowsWhatAnEntryCanBeAndComparesAllOfItWithItsReceipt() {
        assertThatThrownBy(() -> verify(changing(12, entry -> entry.put("entry_type", "gift"), "1921.839840")))
            .hasMessageContaining("its entry_type is gift, known are booked, reversal and adjustment");
        assertThatThrownBy(() -> verify(changing(12, entry -> entry.put("reverses", BundleBuilder.idOf(10)),
                "1921.839840")))
            .hasMessageContaining("no other entry does");
        assertThatThrownBy(() -> verify(changing(12, entry -> entry.put("quantity", "1247.4"), "1921.839840")))
            .hasMessageContaining("quantity is 1247.4, its receipt makes it 1247.3");
        assertThatThrownBy(() -> verify(changing(12, entry -> entry.put("kg_co2e_high", "999.000000"), "1921.839840")))
            .hasMessageContaining("kg_co2e_high is 999.000000, its receipt makes it null");
    }

    @Test
    void holdsAnAdjustmentToEverythingThatAnEntryIsHeldTo() throws Exception {
        // An adjustment, and its reversal: whatever takes it back is its exact opposite.
        Consumer<Map<String, Object>> adjustment = entry -> entry.putAll(Map.of("entry_type", "adjustment",
                "recalculation_id", "6c0a1f0e-0000-4000-8000-000000000020", "replaces", BundleBuilder.idOf(10)));
        assertThat(verify(new BundleBuilder((number, entry) -> {
            if (number == 12) {
                adjustment.accept(entry);
            } else if (number == 22) {
                BundleBuilder.reverse(entry, 12);
            }
        }, List.of()).lines("960.919920")).reversedElsewhere()).isZero();

        assertThatThrownBy(() -> verify(changing(12, entry -> {
            adjustment.accept(entry);
            entry.put("kg_co2e", "480.459961");
        }, "1921.839841"))).hasMessageContaining("kg_co2e is 480.459961, its receipt makes it 480.459960");
        assertThatThrownBy(() -> verify(changing(12, entry -> entry.put("entry_type", "adjustment"), "1921.839840")))
            .hasMessageContaining("an adjustment names in recalculation_id");
        assertThatThrownBy(() -> verify(changing(12, entry -> entry.put("recalculation_id", BundleBuilder.idOf(10)),
                "1921.839840")))
            .hasMessageContaining("an adjustment names in recalculation_id");
        assertThatThrownBy(() -> verify(changing(12, entry -> {
            adjustment.accept(entry);
            entry.put("reverses", BundleBuilder.idOf(10));
        }, "1921.839840"))).hasMessageContaining("no other entry does");
    }

    @Test
    void holdsAnEntryToThePeriodItCountsIn() throws Exception {
        var october = "6c0a1f0e-0000-4000-8000-000000000010";
        Consumer<Map<String, Object>> late = entry -> entry.putAll(Map.of("occurred_at", "2025-10-30T10:00:00.000000Z",
                "accounted_at", "2025-11-01T00:00:00.000000Z", "adjusts_period", october));
        BiConsumer<Integer, Map<String, Object>> change = (number, entry) -> {
            if (number == 12) {
                late.accept(entry);
            }
        };
        var lock = period(october, 1, "lock", "2025-11-02T00:00:00.000000Z");
        var reopen = period(october, 2, "reopen", "2025-11-05T00:00:00.000000Z");

        assertThat(verify(new BundleBuilder(change, List.of(lock, reopen)).lines()).isSigned()).isTrue();

        assertThatThrownBy(() -> verify(new BundleBuilder(change, List.of()).lines()))
            .hasMessageContaining("because of period " + october + ", which is not in the bundle");
        assertThatThrownBy(() -> verify(new BundleBuilder(change, List.of(reopen)).lines()))
            .hasMessageContaining("does not come in its order");
        assertThatThrownBy(() -> verify(new BundleBuilder(change,
                List.of(period(october, 1, "lock", "2025-11-04T00:00:00.000000Z")))
            .lines()))
            .hasMessageContaining("does not follow from period " + october);
        assertThatThrownBy(() -> verify(changing(12,
                entry -> entry.put("accounted_at", "2025-11-20T00:00:00.000000Z"), "1921.839840")))
            .hasMessageContaining("one of accounted_at and adjusts_period without the other");
        assertThatThrownBy(() -> verify(changing(12,
                entry -> entry.put("occurred_at", "2025-10-30T10:00:00.000000Z"), "1921.839840")))
            .hasMessageContaining("it counts at 2025-10-30T10:00:00Z, outside the bundle's time");
    }

    @Test
    void takesNoFirstLineWhoseTimesAreNone() {
        for (var change : List.of(List.of("2025-11-01T00:00:00.000000Z", ""),
                List.of("2025-12-01T00:00:00.000000Z", "~"),
                List.of("2025-12-02T00:00:00.000000Z", "now"), List.of("2025-11-01T00", "2026-11-01T00"))) {
            assertThatThrownBy(() -> verify(changed(0, change.get(0), change.get(1))))
                .isInstanceOf(MismatchException.class)
                .hasMessageStartingWith("line 1: ");
        }
    }

    @Test
    void missesTheHeadOfABundleWithoutBlocksToo() {
        var empty = new ArrayList<>(lines.subList(0, 3));
        empty.add(bundle.manifest(empty, "0")
            .replaceAll("\"totals\":\\[.*?\\]", "\"totals\":[]")
            .replace("\"entries\":4", "\"entries\":0")
            .replace("\"blocks\":2", "\"blocks\":0")
            .replace("\"chains\":1", "\"chains\":0"));

        assertThatThrownBy(() -> verify(empty)).hasMessageContaining("the signed head is missing");
    }

    @Test
    void refusesWhatIsNoBundle() {
        assertThatThrownBy(() -> verify(List.of("{\"type\":\"bundle\"}"))).isInstanceOf(NotABundleException.class);
        assertThatThrownBy(() -> verify(List.of(CanonicalJson.write(List.of()))))
            .isInstanceOf(NotABundleException.class);
        assertThatThrownBy(() -> new BundleVerifier(new ByteArrayInputStream(new byte[0])).verify(Optional.empty()))
            .isInstanceOf(NotABundleException.class);
    }

    /** What is left of the bundle without its signatures. */
    private List<String> withoutHead(boolean withKeys) {
        var unsigned = new ArrayList<String>();
        for (String line : lines.subList(0, lines.size() - 1)) {
            if (line.contains("\"type\":\"bundle\"")) {
                unsigned.add(line.replace("\"head\":7", "\"head\":null"));
            } else if ((withKeys || !line.contains("\"type\":\"key\"")) && !line.contains("\"type\":\"head\"")
                    && !line.contains("\"type\":\"chain\"")) {
                unsigned.add(line);
            }
        }
        unsigned.add(unsigned(bundle.manifest(unsigned, "1921.839840").replace("\"chains\":1", "\"chains\":0")));
        return unsigned;
    }

    private static String unsigned(String manifest) {
        return manifest.replaceAll("\"key_id\":\"[^\"]+\"", "\"key_id\":null")
            .replaceAll("\"signature\":\"[^\"]+\"", "\"signature\":null");
    }

    private static Map<String, Object> period(String id, int number, String action, String at) {
        var line = new HashMap<String, Object>(Map.of("type", "period", "period_id", id, "number", number, "action",
                action, "from", "2025-10-01T00:00:00.000000Z", "to", "2025-11-01T00:00:00.000000Z", "at", at));
        line.putAll(Map.of("by_role", "owner", "by_key", "k-1", "reason", "reported"));
        return line;
    }

    private static List<String> changing(int number, Consumer<Map<String, Object>> change, String kilograms) {
        return new BundleBuilder((one, entry) -> {
            if (one == number) {
                change.accept(entry);
            }
        }, List.of()).lines(kilograms);
    }

    private static BundleReport verify(List<String> lines, KeyPair trusted) throws Exception {
        return new BundleVerifier(new ByteArrayInputStream(BundleBuilder.bytes(lines)))
            .verify(Optional.of(trusted.getPublic().getEncoded()));
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

    private static BundleReport verify(List<String> lines) throws Exception {
        return new BundleVerifier(new ByteArrayInputStream(BundleBuilder.bytes(lines))).verify(Optional.empty());
    }
}
