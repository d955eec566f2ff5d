package io.carbonflow.ledger.anchor;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.util.io.pem.PemReader;

/** An Ed25519 key that signs, and what others check its signatures with. */
final class Ed25519Key {

    private final Ed25519PrivateKeyParameters privateKey;
    private final String publicKey;

    private Ed25519Key(Ed25519PrivateKeyParameters privateKey) throws IOException {
        this.privateKey = privateKey;
        this.publicKey = Base64.getEncoder()
            .encodeToString(SubjectPublicKeyInfoFactory
                .createSubjectPublicKeyInfo(privateKey.generatePublicKey())
                .getEncoded());
    }

    /**
     * The key in a PKCS#8 PEM file.
     *
     * @throws AnchorUnavailableException where there is none
     */
    static Ed25519Key read(Path file) {
        try (var pem = new PemReader(new StringReader(Files.readString(file)))) {
            var block = pem.readPemObject();
            if (block != null
                    && PrivateKeyFactory.createKey(block.getContent()) instanceof Ed25519PrivateKeyParameters key) {
                return new Ed25519Key(key);
            }
        } catch (IOException | RuntimeException e) {
            throw new AnchorUnavailableException("the key file " + file + " cannot be read: " + e.getMessage(), e);
        }
        throw new AnchorUnavailableException("the key file " + file + " holds no PKCS#8 PEM of an Ed25519 key");
    }

    /** Base64 of the SubjectPublicKeyInfo. */
    String publicKey() {
        return publicKey;
    }

    String sign(byte[] message) {
        var signer = new Ed25519Signer();
        signer.init(true, privateKey);
        signer.update(message, 0, message.length);
        return Base64.getEncoder().encodeToString(signer.generateSignature());
    }

    /** Whether the signature is that of the key over the message; false as well where one of them is none. */
    static boolean hasSigned(String publicKey, byte[] message, String signature) {
        try {
            if (!(PublicKeyFactory
                .createKey(Base64.getDecoder().decode(publicKey)) instanceof Ed25519PublicKeyParameters key)) {
                return false;
            }
            var signer = new Ed25519Signer();
            signer.init(false, key);
            signer.update(message, 0, message.length);
            return signer.verifySignature(Base64.getDecoder().decode(signature));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
