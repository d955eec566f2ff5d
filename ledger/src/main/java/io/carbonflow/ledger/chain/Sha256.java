package io.carbonflow.ledger.chain;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over several pieces, as if they were one. */
public final class Sha256 {

    public static final int BYTES = 32;

    private Sha256() {}

    public static byte[] of(byte[]... pieces) {
        MessageDigest digest = newDigest();
        for (byte[] piece : pieces) {
            digest.update(piece);
        }
        return digest.digest();
    }

    /** Lower-case hexadecimal, as hashes stand in JSON. */
    public static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
