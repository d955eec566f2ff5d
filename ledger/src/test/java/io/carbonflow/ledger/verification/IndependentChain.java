package io.carbonflow.ledger.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Recomputes the ledger as docs/reference/ledger-format.md describes it, sharing no line with the ledger: the canonical
 * form is put together by PostgreSQL, hashes by the JDK, the tree by pairing neighbours.
 */
public final class IndependentChain {

    private static final List<String> TEXTS = List.of("activity", "channel", "correlation_id", "country",
            "data_quality", "entry_type", "event_id", "facility_id", "factor_edition", "factor_id", "gwp_set", "kind",
            "method", "product_id", "result_key", "source_id", "subdivision", "supplier_id", "tenant_id", "unit");
    private static final List<String> MASSES = List.of("kg_biogenic_co2", "kg_ch4", "kg_co2", "kg_co2e", "kg_co2e_ar4",
            "kg_co2e_ar5", "kg_co2e_ar6", "kg_co2e_high", "kg_co2e_low", "kg_n2o");
    private static final List<String> TIMES = List.of("booked_at", "calculated_at", "occurred_at", "period_end",
            "period_start", "received_at");

    private final Rows ledger;

    /** Where the rows of a query come from, columns as text. */
    @FunctionalInterface
    public interface Rows {
        List<List<String>> rows(String sql, Object... values);
    }

    public IndependentChain(Rows ledger) {
        this.ledger = ledger;
    }

    /** Each chain's head in hexadecimal; fails at the first hash that is not as recomputed. */
    public Map<Integer, String> recompute() {
        var heads = new TreeMap<Integer, String>();
        for (var row : ledger.rows("""
                select chain, height, encode(previous_head, 'hex'), encode(merkle_root, 'hex'), encode(head, 'hex'),
                    entries, (extract(epoch from booked_at) * 1000000)::bigint
                from ledger.block order by chain, height""")) {
            int chain = Integer.parseInt(row.get(0));
            long height = Long.parseLong(row.get(1));
            String below = heads.getOrDefault(chain,
                    hex(sha256(("carbonflow/ledger/v1/chain/" + chain).getBytes(UTF_8))));
            assertThat(row.get(2)).isEqualTo(below);
            var leaves = ledger.rows("select " + canonical() + ", encode(leaf_hash, 'hex') from ledger.entry "
                    + "where chain = ? and height = ? order by leaf_index", chain, height)
                .stream()
                .map(entry -> {
                    assertThat(hex(leaf(entry.get(0)))).as(entry.get(0)).isEqualTo(entry.get(1));
                    return leaf(entry.get(0));
                })
                .toList();
            assertThat(leaves).hasSize(Integer.parseInt(row.get(5)));
            assertThat(hex(root(leaves))).isEqualTo(row.get(3));
            String head = hex(head(chain, height, below, row.get(3), leaves.size(), Long.parseLong(row.get(6))));
            assertThat(row.get(4)).isEqualTo(head);
            heads.put(chain, head);
        }
        return heads;
    }

    /** The leaf hash that the columns of an entry make as they are now. */
    byte[] leafOf(String entryId) {
        return leaf(
                ledger.rows("select " + canonical() + " from ledger.entry where id = '" + entryId + "'").get(0).get(0));
    }

    /** SQL for the canonical form. PostgreSQL escapes JSON text as RFC 8785 does, for all our texts. */
    private static String canonical() {
        // Members that came later; left out where they say nothing.
        var added = new TreeMap<>(Map.of("element", "to_json(element)::text", "methodology_id",
                "to_json(nullif(methodology_id, 'default'))::text", "methodology_version",
                "nullif(methodology_version, 1)::text", "part", "to_json(nullif(part, 'activity'))::text", "pcaf",
                "pcaf::text", "quality_score", "to_json(quality_score::text)::text"));
        for (String text : List.of("gate_outcome", "gate_reason", "replaces", "reverses", "revision",
                "source_trust", "replaces_event_id", "state", "adjusts_period", "recalculation_id")) {
            added.put(text, "to_json(" + text + "::text)::text");
        }
        added.put("accounted_at", "to_json(to_char(accounted_at at time zone 'UTC', "
                + "'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'))::text");
        added.put("activity_sha256", "to_json(encode(activity_sha256, 'hex'))::text");
        var members = new TreeMap<String, String>();
        TEXTS.forEach(name -> members.put(name, "coalesce(to_json(" + name + ")::text, 'null')"));
        MASSES.forEach(name -> members.put(name, "coalesce(to_json(" + name + "::text)::text, 'null')"));
        TIMES.forEach(name -> members.put(name, "coalesce(to_json(to_char(" + name
                + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'))::text, 'null')"));
        members.put("id", "to_json(id::text)::text");
        members.put("quantity", "to_json(trim_scale(quantity)::text)::text");
        members.put("scope", "scope::text");
        members.put("category", "coalesce(category::text, 'null')");
        members.put("official", "official::text");
        members.put("notices", "array_to_json(notices)::text");
        members.put("payload_sha256", "'\"' || encode(payload_sha256, 'hex') || '\"'");
        members.put("receipt_sha256", "'\"' || encode(sha256(convert_to(receipt, 'UTF8')), 'hex') || '\"'");
        var parts = new TreeMap<String, String>();
        members.forEach((name, value) -> parts.put(name, "'\"" + name + "\":' || " + value));
        added.forEach((name, value) -> parts.put(name, "'\"" + name + "\":' || " + value));
        // concat_ws skips nulls, which a concatenation with an absent value is.
        return "'{' || concat_ws(',', " + String.join(", ", parts.values()) + ") || '}'";
    }

    static byte[] leaf(String canonical) {
        return sha256(new byte[]{0}, canonical.getBytes(UTF_8));
    }

    static byte[] root(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int split = 1;
        while (split * 2 < leaves.size()) {
            split *= 2;
        }
        return sha256(new byte[]{1}, root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    /** Climbs from the leaf, as RFC 9162, section 2.1.3.2 has it. */
    static byte[] rootFrom(byte[] leaf, int index, int size, List<String> path) {
        byte[] hash = leaf;
        int node = index;
        int last = size - 1;
        for (String sibling : path) {
            byte[] other = HexFormat.of().parseHex(sibling);
            if ((node & 1) == 1 || node == last) {
                hash = sha256(new byte[]{1}, other, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = sha256(new byte[]{1}, hash, other);
            }
            node >>= 1;
            last >>= 1;
        }
        return hash;
    }

    private static byte[] head(int chain, long height, String previous, String root, int entries, long micros) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(2);
            out.writeInt(chain);
            out.writeLong(height);
            out.write(HexFormat.of().parseHex(previous));
            out.write(HexFormat.of().parseHex(root));
            out.writeInt(entries);
            out.writeLong(micros);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sha256(bytes.toByteArray());
    }

    private static byte[] sha256(byte[]... pieces) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (byte[] piece : pieces) {
                digest.update(piece);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
