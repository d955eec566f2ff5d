package io.carbonflow.local.stack;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** An Ed25519 private key as PEM. */
final class SigningKeyFile {

    static final String NAME = "ledger-signing-key.pem";

    private SigningKeyFile() {}

    /** A new one. */
    static String made() {
        try {
            byte[] key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(key)
                    + "\n-----END PRIVATE KEY-----";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has Ed25519", e);
        }
    }
}
