package io.carbonflow.ledger.heads;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

import io.carbonflow.accounting.receipt.CanonicalJson;

/**
 * A public key heads are checked with, and the statement that introduces it.
 *
 * @param keyId             SHA-256 of the public key, hexadecimal
 * @param publicKey         SubjectPublicKeyInfo, DER
 * @param validFrom         the number of the first head it signs; it signs until the next key's first
 * @param previousKeyId     the key before; null of the first
 * @param signature         of the statement, by this key
 * @param previousSignature of the statement, by the key before; null of the first
 */
public record PublishedKey(String keyId, byte[] publicKey, long validFrom, Instant at, String previousKeyId,
        byte[] signature, byte[] previousSignature) {

    /** A key that introduces itself, and is introduced by the one before where there is one. */
    static PublishedKey introduced(SigningKey key, long validFrom, Instant at, SigningKey previous) {
        var unsigned = new PublishedKey(key.id(), key.publicKey(), validFrom, at,
                previous == null ? null : previous.id(),
                null, null);
        byte[] statement = unsigned.statement().getBytes(UTF_8);
        return new PublishedKey(key.id(), key.publicKey(), validFrom, at, unsigned.previousKeyId(),
                key.sign(statement), previous == null ? null : previous.sign(statement));
    }

    /** What both keys sign, as canonical JSON. */
    public String statement() {
        var members = new HashMap<String, Object>();
        members.put("at", CanonicalTime.of(at));
        members.put("format", "carbonflow/key/1");
        members.put("key_id", keyId);
        members.put("previous_key_id", previousKeyId);
        members.put("public_key", Base64.getEncoder().encodeToString(publicKey));
        members.put("valid_from", validFrom);
        return CanonicalJson.write(members);
    }

    /**
     * Whether it is what it says, and follows the key before.
     *
     * @param previous the key before; null for the first
     */
    public boolean follows(PublishedKey previous) {
        byte[] statement = statement().getBytes(UTF_8);
        boolean isItself = keyId.equals(SigningKey.idOf(publicKey))
                && SigningKey.isSigned(publicKey, statement, signature);
        if (previous == null || !isItself) {
            return isItself && previousKeyId == null;
        }
        return previous.keyId().equals(previousKeyId) && previousSignature != null
                && validFrom > previous.validFrom()
                && SigningKey.isSigned(previous.publicKey(), statement, previousSignature);
    }

    /** The first key that is not introduced by the one before as it says. */
    public static Optional<PublishedKey> firstStray(List<PublishedKey> keys) {
        PublishedKey previous = null;
        for (PublishedKey key : keys) {
            if (!key.follows(previous)) {
                return Optional.of(key);
            }
            previous = key;
        }
        return Optional.empty();
    }

    /** The key that signs the head of this number. */
    static Optional<PublishedKey> ofHead(List<PublishedKey> keys, long number) {
        return keys.stream().filter(key -> key.validFrom() <= number).reduce((earlier, later) -> later);
    }
}
