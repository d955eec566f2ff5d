package io.carbonflow.ledger.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import io.carbonflow.accounting.receipt.CanonicalJson;
import io.carbonflow.ledger.blocks.BlockTable;
import io.carbonflow.ledger.chain.Sha256;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.heads.CanonicalTime;
import io.carbonflow.ledger.heads.PublishedKey;
import io.carbonflow.ledger.heads.SignedHead;
import io.carbonflow.ledger.heads.SigningKey;
import io.carbonflow.ledger.store.Times;
import io.vertx.sqlclient.Row;

/** Writes the lines of one bundle, each one object of canonical JSON, and counts what the manifest says. */
final class BundleLines {

    static final String FORMAT = "carbonflow/bundle/1";
    /** The same, with what the events said. */
    static final String FORMAT_WITH_ACTIVITIES = "carbonflow/bundle/2";

    private final OutputStream out;
    private final MessageDigest digest;
    private final BundleTotals totals = new BundleTotals();
    private final TreeSet<String> editions = new TreeSet<>();
    private long blocks;
    private long chains;
    private boolean withActivities;
    private long activities;

    BundleLines(OutputStream out) {
        this.out = out;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** The editions that entries name. */
    TreeSet<String> editions() {
        return editions;
    }

    void header(Bundles.Plan plan, Instant madeAt) throws IOException {
        var line = line("bundle");
        withActivities = plan.withActivities();
        line.put("format", withActivities ? FORMAT_WITH_ACTIVITIES : FORMAT);
        line.put("tenant_id", plan.tenantId());
        line.put("from", CanonicalTime.of(plan.from()));
        line.put("to", CanonicalTime.of(plan.to()));
        line.put("made_at", CanonicalTime.of(madeAt));
        line.put("head", plan.head().map(SignedHead::number).orElse(null));
        write(line);
    }

    void key(PublishedKey key) throws IOException {
        var line = line("key");
        line.put("key_id", key.keyId());
        line.put("public_key", base64(key.publicKey()));
        line.put("valid_from", key.validFrom());
        line.put("at", CanonicalTime.of(key.at()));
        line.put("previous_key_id", key.previousKeyId());
        line.put("signature", base64(key.signature()));
        line.put("previous_signature", base64(key.previousSignature()));
        write(line);
    }

    void head(SignedHead head) throws IOException {
        var line = line("head");
        line.put("signed", head.canonical());
        line.put("hash", Sha256.hex(head.hash()));
        line.put("signature", base64(head.signature()));
        write(line);
    }

    /** What happened to a period of the tenant: why entries count at another time than they occurred. */
    void period(Row event) throws IOException {
        var line = line("period");
        line.put("period_id", event.getUUID("period_id").toString());
        line.put("number", event.getInteger("number"));
        line.put("action", event.getString("action"));
        line.put("from", CanonicalTime.of(Times.of(event, "starts_at")));
        line.put("to", CanonicalTime.of(Times.of(event, "ends_at")));
        line.put("at", CanonicalTime.of(Times.of(event, "at")));
        line.put("by_role", event.getString("by_role"));
        line.put("by_key", event.getString("by_key"));
        line.put("reason", event.getString("reason"));
        write(line);
    }

    void block(BlockTable.Stored stored, List<byte[]> hashes) throws IOException {
        var block = stored.block();
        var line = line("block");
        line.put("chain", block.chain());
        line.put("height", block.height());
        line.put("previous_head", Sha256.hex(block.previousHead()));
        line.put("merkle_root", Sha256.hex(block.merkleRoot()));
        line.put("head", Sha256.hex(stored.head()));
        line.put("entries", block.entries());
        line.put("booked_at", CanonicalTime.of(block.bookedAt()));
        line.put("hashes", hex(hashes));
        write(line);
        blocks++;
    }

    void entry(SealedEntry sealed) throws IOException {
        var line = line("entry");
        line.put("leaf_index", sealed.leafIndex());
        line.put("canonical_entry", sealed.entry().canonical());
        line.put("receipt", sealed.entry().result().receipt());
        write(line);
        totals.add(sealed.entry());
        editions.add(sealed.entry().result().factorEdition());
    }

    /** What the event of the entry before said. */
    void activity(String content) throws IOException {
        var line = line("activity");
        line.put("content", content);
        write(line);
        activities++;
    }

    void chain(int chain, long size, List<byte[]> hashes) throws IOException {
        var line = line("chain");
        line.put("chain", chain);
        line.put("size", size);
        line.put("hashes", hex(hashes));
        write(line);
        chains++;
    }

    void edition(String id, String owner, int factors, String sha256, Instant publishedAt) throws IOException {
        var line = line("edition");
        line.put("id", id);
        line.put("tenant_id", owner);
        line.put("factors", factors);
        line.put("sha256", sha256);
        line.put("published_at", CanonicalTime.of(publishedAt));
        write(line);
    }

    /** Ends the bundle: counts, totals and a digest of every byte before, signed where there is a key. */
    void manifest(Optional<SigningKey> key) throws IOException {
        var line = line("manifest");
        line.put("entries", totals.entries());
        line.put("blocks", blocks);
        line.put("chains", chains);
        if (withActivities) {
            line.put("activities", activities);
        }
        line.put("totals", totals.lines());
        line.put("sha256", Sha256.hex(digest.digest()));
        line.put("key_id", key.map(SigningKey::id).orElse(null));
        line.put("signature", key.map(one -> base64(one.sign(CanonicalJson.write(line).getBytes(UTF_8)))).orElse(null));
        out.write((CanonicalJson.write(line) + '\n').getBytes(UTF_8));
    }

    private static Map<String, Object> line(String type) {
        var line = new HashMap<String, Object>();
        line.put("type", type);
        return line;
    }

    private void write(Map<String, Object> line) throws IOException {
        byte[] bytes = (CanonicalJson.write(line) + '\n').getBytes(UTF_8);
        digest.update(bytes);
        out.write(bytes);
    }

    private static List<String> hex(List<byte[]> hashes) {
        return hashes.stream().map(Sha256::hex).toList();
    }

    private static String base64(byte[] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }
}
