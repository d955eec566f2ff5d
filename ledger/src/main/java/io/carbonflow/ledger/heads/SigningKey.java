package io.carbonflow.ledger.heads;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

import io.carbonflow.ledger.chain.Sha256;

/** An Ed25519 key the ledger signs with. */
public final class SigningKey {

    private static final String ALGORITHM = "Ed25519";

    private final PrivateKey privateKey;
    private final byte[] publicKey;
    private final String id;

    private SigningKey(PrivateKey privateKey, byte[] publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.id = idOf(publicKey);
    }

    /**
     * Reads a private key.
     *
     * @param pkcs8 PKCS#8 in Base64, with or without the lines that PEM puts around it
     * @throws IllegalArgumentException where it is none; the message does not repeat it
     */
    public static SigningKey of(String pkcs8) {
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(pkcs8.replaceAll("-----[A-Z ]+-----", ""));
            var key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            byte[] seed = ((EdECPrivateKey) key).getBytes()
                .orElseThrow(() -> new IllegalArgumentException("the signing key does not hold its secret"));
            return new SigningKey(key, publicKeyOf(seed));
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IllegalArgumentException("the signing key is no Ed25519 private key in PKCS#8; "
                    + "openssl genpkey -algorithm ed25519 makes one", e);
        }
    }

    /** The JDK gives no public key for a private one, but makes the pair from the secret when that is all its luck. */
    private static byte[] publicKeyOf(byte[] seed) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, new Drawing(seed));
        return generator.generateKeyPair().getPublic().getEncoded();
    }

    private static final class Drawing extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Drawing(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }

    /** SHA-256 over the public key's DER, lower-case hexadecimal. */
    static String idOf(byte[] publicKey) {
        return Sha256.hex(Sha256.of(publicKey));
    }

    /** Names the key. */
    public String id() {
        return id;
    }

    /** SubjectPublicKeyInfo, DER. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** The 64 bytes of the signature. */
    public byte[] sign(byte[] message) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key signs any message", e);
        }
    }

    /** Whether the key of this public key has signed the message. */
    public static boolean isSigned(byte[] publicKey, byte[] message, byte[] signatureBytes) {
        try {
            PublicKey key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(publicKey));
            var signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signatureBytes);
        } catch (GeneralSecurityException e) {
            return false; // no Ed25519 key, or no signature at all
        }
    }
}
