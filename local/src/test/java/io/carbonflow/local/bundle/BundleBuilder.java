package io.carbonflow.local.bundle;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import io.carbonflow.accounting.receipt.CanonicalJson;

/**
 * A bundle as a ledger of one chain would give it: two blocks of three entries, of which the bundle's tenant has the first
 * and the last; a signed head over them; two keys, the second introduced by the first.
 */
final class BundleBuilder {

    /** 1247.3 kWh of electricity that carried 385.2 g CO2e/kWh. */
    static final String RECEIPT = CanonicalJson.write(CanonicalJson.read("""
            {"activity":"electricity.grid",
            "attribution":{"assumed":false,"category":null,"rule":"energy.own_facility","rules":"default","scope":2,
            "version":1},
            "conversion":{"divisor":1,"multiplier":1},
            "factor":{"edition":"carried","gases":{},"id":"carried:grid_carbon_intensity","mass_unit":"g",
            "methane_origin":"mixed","per":"kWh","published_gwp_set":null,"published_value":385.2,"region":"DE",
            "source":"carried by the event","unit":"g CO2e/kWh","value":385.2,"year":2025},
            "format":1,"gases":{},
            "gwp":{"ch4":27.9,"n2o":273},"gwp_set":"AR6","method":"location_based",
            "methodology":{"id":"ghg_protocol","version":1},"notices":["GWP_AS_PUBLISHED"],
            "quantity_normalised":1247.3,"quantity_received":1247.3,
            "result":{"kg_co2e":480.459960,"kg_co2e_ar4":480.459960,"kg_co2e_ar5":480.459960,
            "kg_co2e_ar6":480.459960},
            "rounding":"half_even, 6 decimals, once","unit":"kWh","unit_received":"kWh"}
            """));
    private static final String BOOKED_AT = "2025-11-03T10:00:02.000305Z";

    final KeyPair first = keyPair();
    final KeyPair second = keyPair();
    private final List<String> lines = new ArrayList<>();
    private final BiConsumer<Integer, Map<String, Object>> change;
    private final boolean withActivities;

    BundleBuilder() {
        this((number, entry) -> {}, List.of());
    }

    /** The same with what the events said, each behind its entry. */
    static BundleBuilder withActivities() {
        return new BundleBuilder((number, entry) -> {
            entry.put("event_id", "evt-" + number);
            entry.put("activity", "electricity.grid");
            entry.put("activity_sha256", Hashes.hex(Hashes.sha256(activity(number).getBytes(UTF_8))));
        }, List.of(), true);
    }

    /** What an event said. */
    static String activity(int number) {
        return json(Map.of("activity", "electricity.grid", "id", "evt-" + number, "quantity", 1247));
    }

    /**
     * A bundle of other entries, in which every hash and signature fits them.
     *
     * @param change  is given each entry's members with its number: 10 and 12, 20 and 22 are the tenant's
     * @param periods what happened to periods, in order
     */
    BundleBuilder(BiConsumer<Integer, Map<String, Object>> change, List<Map<String, Object>> periods) {
        this(change, periods, false);
    }

    private BundleBuilder(BiConsumer<Integer, Map<String, Object>> change, List<Map<String, Object>> periods,
            boolean withActivities) {
        this.change = change;
        this.withActivities = withActivities;
        lines.add(json(Map.of("type", "bundle", "format", "carbonflow/bundle/" + (withActivities ? 2 : 1), "tenant_id",
                "demo", "from",
                "2025-11-01T00:00:00.000000Z", "to", "2025-12-01T00:00:00.000000Z", "made_at",
                "2025-12-02T00:00:00.000000Z", "head", 7)));
        lines.add(key(first, null, 1));
        lines.add(key(second, first, 5));
        var blocks = new ArrayList<String>();
        byte[] below = Hashes.sha256("carbonflow/ledger/v1/chain/3".getBytes(US_ASCII));
        var leaves = new ArrayList<byte[]>();
        for (int height = 1; height <= 2; height++) {
            below = block(height, below, blocks);
            leaves.add(Hashes.leaf(below));
        }
        byte[] historyRoot = Hashes.root(leaves);
        lines.add(head(below, historyRoot));
        periods.forEach(period -> lines.add(json(period)));
        lines.addAll(blocks);
        lines.add(json(Map.of("type", "chain", "chain", 3, "size", 2, "hashes", List.of())));
        lines.add(json(Map.of("type", "edition", "id", "2025.1", "tenant_id", "", "factors", 12, "sha256",
                "ab".repeat(32), "published_at", "2025-01-01T00:00:00.000000Z")));
    }

    /** The lines, ended by a manifest that fits them, signed with the second key. */
    List<String> lines() {
        return lines("1921.839840");
    }

    /** The same, where the entries add up to another mass. */
    List<String> lines(String kilograms) {
        var whole = new ArrayList<>(lines);
        whole.add(manifest(lines, kilograms));
        return whole;
    }

    static String idOf(int number) {
        return "019a4957-3f92-7000-8000-0000000000" + number;
    }

    /** Makes an entry the exact opposite of another. */
    static void reverse(Map<String, Object> entry, int reversed) {
        entry.put("entry_type", "reversal");
        entry.put("reverses", idOf(reversed));
        entry.replaceAll((name, value) -> value != null && (name.startsWith("kg_") || name.equals("quantity"))
                ? "-" + value
                : value);
    }

    static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(UTF_8);
    }

    /** A manifest over these lines, whatever they are. */
    String manifest(List<String> over, String kilograms) {
        return manifest(over, kilograms, second);
    }

    /** The same, signed with a certain key. */
    static String manifest(List<String> over, String kilograms, KeyPair key) {
        var total = new HashMap<String, Object>();
        total.put("gwp_set", "AR6");
        total.put("scope", 2);
        total.put("category", null);
        total.put("entries", 4);
        total.put("kg_co2e", kilograms);
        Map<String, Object> manifest = new TreeMap<>(Map.of("type", "manifest", "entries", 4, "blocks", 2, "chains", 1,
                "totals", List.of(total), "sha256", Hashes.hex(Hashes.sha256(bytes(over))), "key_id", id(key)));
        if (over.get(0).contains("carbonflow/bundle/2")) {
            manifest.put("activities",
                    (int) over.stream().filter(line -> line.contains("\"type\":\"activity\"")).count());
        }
        manifest.put("signature", sign(key, json(manifest)));
        return json(manifest);
    }

    private byte[] block(int height, byte[] below, List<String> blocks) {
        var entries = new ArrayList<String>();
        var leaves = new ArrayList<byte[]>();
        for (int i = 0; i < 3; i++) {
            String entry = entry(height * 10 + i);
            leaves.add(Hashes.leaf(entry));
            if (i != 1) {
                entries
                    .add(json(Map.of("type", "entry", "leaf_index", i, "canonical_entry", entry, "receipt", RECEIPT)));
                if (withActivities) {
                    entries.add(json(Map.of("type", "activity", "content", activity(height * 10 + i))));
                }
            }
        }
        byte[] root = Hashes.root(leaves);
        byte[] head = Hashes.sha256(ByteBuffer.allocate(89)
            .put((byte) 2)
            .putInt(3)
            .putLong(height)
            .put(below)
            .put(root)
            .putInt(3)
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(BOOKED_AT)))
            .array());
        blocks.add(json(Map.of("type", "block", "chain", 3, "height", height, "previous_head", Hashes.hex(below),
                "merkle_root", Hashes.hex(root), "head", Hashes.hex(head), "entries", 3, "booked_at", BOOKED_AT,
                "hashes", List.of(Hashes.hex(leaves.get(1))))));
        blocks.addAll(entries);
        return head;
    }

    private String entry(int number) {
        var entry = new HashMap<String, Object>(Map.of("id", idOf(number),
                "entry_type",
                "booked", "tenant_id", "demo", "occurred_at", "2025-11-03T10:00:00.000000Z", "booked_at", BOOKED_AT,
                "official", true, "gwp_set", "AR6", "method", "location_based", "factor_id",
                "carried:grid_carbon_intensity", "factor_edition", "carried"));
        entry.put("scope", 2);
        entry.put("category", null);
        entry.put("quantity", "1247.3");
        entry.put("unit", "kWh");
        for (String set : List.of("kg_co2e", "kg_co2e_ar4", "kg_co2e_ar5", "kg_co2e_ar6")) {
            entry.put(set, "480.459960");
        }
        for (String unknown : List.of("kg_co2", "kg_ch4", "kg_n2o", "kg_biogenic_co2", "kg_co2e_low", "kg_co2e_high")) {
            entry.put(unknown, null);
        }
        entry.put("receipt_sha256", Hashes.hex(Hashes.sha256(RECEIPT.getBytes(UTF_8))));
        change.accept(number, entry);
        return json(entry);
    }

    private String head(byte[] head, byte[] historyRoot) {
        Map<String, Object> state = Map.of("chain", 3, "height", 2, "head", Hashes.hex(head), "history_root",
                Hashes.hex(historyRoot));
        String signed = json(Map.of("at", "2025-12-01T12:00:00.000000Z", "chains", List.of(state), "format",
                "carbonflow/head/1", "key_id", id(second), "number", 7, "previous_hash", "cd".repeat(32), "root",
                Hashes.hex(Hashes.leaf(json(state)))));
        return json(Map.of("type", "head", "signed", signed, "hash",
                Hashes.hex(Hashes.sha256(signed.getBytes(UTF_8))), "signature", sign(second, signed)));
    }

    private static String key(KeyPair key, KeyPair previous, int validFrom) {
        var members = new HashMap<String, Object>();
        members.put("at", "2025-10-01T00:00:00.000000Z");
        members.put("format", "carbonflow/key/1");
        members.put("key_id", id(key));
        members.put("previous_key_id", previous == null ? null : id(previous));
        members.put("public_key", base64(key.getPublic().getEncoded()));
        members.put("valid_from", validFrom);
        String statement = json(members);
        members.remove("format");
        members.put("type", "key");
        members.put("signature", sign(key, statement));
        members.put("previous_signature", previous == null ? null : sign(previous, statement));
        return json(members);
    }

    static String json(Object value) {
        return CanonicalJson.write(value);
    }

    private static String id(KeyPair key) {
        return Hashes.hex(Hashes.sha256(key.getPublic().getEncoded()));
    }

    private static String sign(KeyPair key, String text) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(key.getPrivate());
            signature.update(text.getBytes(UTF_8));
            return base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static KeyPair keyPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
