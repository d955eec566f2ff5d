package io.carbonflow.ledger.anchor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

import io.carbonflow.ledger.chain.Sha256;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/**
 * A line of the file of anchors: one JSON object whose last member signs everything before it.
 *
 * @param text     without the end of the line
 * @param number   from 1 on, without gaps
 * @param previous SHA-256 of the line before, hexadecimal; of the first line 64 zeros
 */
record AnchorLine(String text, long number, String previous, long head, String hash, String key, String signature) {

    static final String FORMAT = "carbonflow/anchor-line/v1";
    static final String NONE_BEFORE = "0".repeat(64);
    private static final String SIGNATURE = ",\"signature\":\"";

    /** A new line. */
    static AnchorLine signed(long number, String previous, HeadToAnchor head, Instant at, Ed25519Key key) {
        String said = "{\"format\":\"" + FORMAT + "\",\"line\":" + number + ",\"previous\":\"" + previous
                + "\",\"head\":" + head.number() + ",\"hash\":\"" + head.hex() + "\",\"at\":\"" + at + "\",\"key\":\""
                + key.publicKey() + "\"";
        String signature = key.sign((said + "}").getBytes(UTF_8));
        return new AnchorLine(said + SIGNATURE + signature + "\"}", number, previous, head.number(), head.hex(),
                key.publicKey(), signature);
    }

    /** Reads a line; empty where it is none. */
    static Optional<AnchorLine> parse(String text) {
        try {
            var json = new JsonObject(text);
            var line = new AnchorLine(text, json.getLong("line"), json.getString("previous"), json.getLong("head"),
                    json.getString("hash"), json.getString("key"), json.getString("signature"));
            boolean isOurs = FORMAT.equals(json.getString("format")) && line.previous != null && line.hash != null
                    && line.key != null && line.signature != null
                    && text.endsWith(SIGNATURE + line.signature + "\"}");
            return isOurs ? Optional.of(line) : Optional.empty();
        } catch (DecodeException | ClassCastException | NullPointerException e) {
            return Optional.empty();
        }
    }

    /** Whether the key it names has signed it. */
    boolean isSigned() {
        String said = text.substring(0, text.length() - (SIGNATURE.length() + signature.length() + 2));
        return Ed25519Key.hasSigned(key, (said + "}").getBytes(UTF_8), signature);
    }

    boolean isOf(HeadToAnchor other) {
        return head == other.number() && hash.equals(other.hex());
    }

    static String sha256(String text) {
        return HexFormat.of().formatHex(Sha256.of(text.getBytes(UTF_8)));
    }
}
