package io.carbonflow.local.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Recomputes every signed head over the chains as recomputed, and checks its signature. */
final class HeadAudit {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection database;
    private final Findings findings;
    private final Map<Integer, List<byte[]>> heads;
    private final Map<Integer, Digests> histories = new HashMap<>();
    private final Map<Integer, Integer> historyHeights = new HashMap<>();
    private final Map<Integer, Long> covered = new TreeMap<>();

    HeadAudit(Connection database, Findings findings, Map<Integer, List<byte[]>> heads) {
        this.database = database;
        this.findings = findings;
        this.heads = heads;
    }

    void check() throws SQLException {
        byte[] previous = Digests.sha256("carbonflow/ledger/v1/heads".getBytes(US_ASCII));
        long number = 0;
        try (var statement = database.createStatement();
                var head = statement.executeQuery("""
                        select h.*, h.chains::text as chains_text, k.public_key, k.valid_from
                        from ledger.signed_head h left join ledger.signing_key k on k.key_id = h.key_id
                        order by h.number""")) {
            while (head.next()) {
                findings.expect("the number of signed head " + head.getLong("number"), head.getLong("number"),
                        ++number);
                previous = check(head, previous);
            }
        }
        if (number == 0) {
            findings.wrong("there is no signed head");
        }
        heads.forEach((chain, blocks) -> {
            if (covered.getOrDefault(chain, 0L) != blocks.size()) {
                findings.wrong("the newest signed head covers chain " + chain + " to height "
                        + covered.getOrDefault(chain, 0L) + " of " + blocks.size());
            }
        });
        findings.looked("heads      %,d signed heads recomputed, their signatures hold".formatted(number));
    }

    private byte[] check(ResultSet head, byte[] previous) throws SQLException {
        String name = "signed head " + head.getLong("number");
        var members = new TreeMap<String, String>();
        var chains = new StringBuilder("[");
        var tree = new Digests();
        for (JsonNode chain : chainsOf(head)) {
            String form = chain(name, chain);
            tree.add(Digests.leaf(form.getBytes(UTF_8)));
            chains.append(chains.length() == 1 ? "" : ",").append(form);
        }
        findings.expect("the root of " + name, Digests.hex(head.getBytes("root")), Digests.hex(tree.root()));
        members.put("at", CanonicalText.text(CanonicalText.time(head.getObject("at", OffsetDateTime.class))));
        members.put("chains", chains.append(']').toString());
        members.put("format", "\"carbonflow/head/1\"");
        members.put("key_id", CanonicalText.text(head.getString("key_id")));
        members.put("number", Long.toString(head.getLong("number")));
        members.put("previous_hash", CanonicalText.text(Digests.hex(previous)));
        members.put("root", CanonicalText.text(Digests.hex(tree.root())));
        byte[] form = CanonicalText.object(members).getBytes(UTF_8);
        findings.expect("the hash of " + name, Digests.hex(head.getBytes("hash")),
                Digests.hex(Digests.sha256(form)));
        if (!isSigned(head, form)) {
            findings.wrong("the signature of " + name + " does not hold");
        }
        return Digests.sha256(form);
    }

    /** The canonical form of where a chain stood, by the blocks as recomputed. */
    private String chain(String name, JsonNode said) {
        int chain = said.path("chain").asInt();
        long height = said.path("height").asLong();
        var blocks = heads.getOrDefault(chain, List.of());
        if (height < covered.getOrDefault(chain, 0L) || height < 1 || height > blocks.size()) {
            findings.wrong(name + " says chain " + chain + " stood at " + height + "; before it was at "
                    + covered.getOrDefault(chain, 0L) + ", now at " + blocks.size());
            return "{}";
        }
        covered.put(chain, height);
        var history = histories.computeIfAbsent(chain, one -> new Digests());
        for (int at = historyHeights.getOrDefault(chain, 0); at < height; at++) {
            history.add(Digests.leaf(blocks.get(at)));
        }
        historyHeights.put(chain, (int) height);
        var members = new TreeMap<>(Map.of("chain", Integer.toString(chain), "head",
                CanonicalText.text(Digests.hex(blocks.get((int) height - 1))), "height", Long.toString(height),
                "history_root", CanonicalText.text(Digests.hex(history.root()))));
        return CanonicalText.object(members);
    }

    private static JsonNode chainsOf(ResultSet head) throws SQLException {
        try {
            return JSON.readTree(head.getString("chains_text"));
        } catch (JsonProcessingException e) {
            throw new SQLException("a signed head's chains are no JSON", e);
        }
    }

    private static boolean isSigned(ResultSet head, byte[] form) throws SQLException {
        if (head.getBytes("public_key") == null || head.getLong("valid_from") > head.getLong("number")
                || !Digests.hex(Digests.sha256(head.getBytes("public_key"))).equals(head.getString("key_id"))) {
            return false;
        }
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initVerify(
                    KeyFactory.getInstance("Ed25519")
                        .generatePublic(new X509EncodedKeySpec(head.getBytes("public_key"))));
            signature.update(form);
            return signature.verify(head.getBytes("signature"));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
