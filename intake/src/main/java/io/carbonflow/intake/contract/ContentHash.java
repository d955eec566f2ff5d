package io.carbonflow.intake.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.Sha256;

/**
 * SHA-256 over the {@link CanonicalActivity} of an event, so that the same id with the same hash is a repeat and with
 * another one a conflict.
 */
public final class ContentHash {

    /** To look an algorithm up costs as much as to digest an event. */
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(ContentHash::sha256);

    private ContentHash() {}

    public static Sha256 of(RawActivity activity) {
        return new Sha256(digest(CanonicalActivity.write(activity)));
    }

    private static byte[] digest(String canonical) {
        MessageDigest digest = DIGEST.get();
        digest.reset();
        return digest.digest(canonical.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
