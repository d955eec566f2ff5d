package io.carbonflow.local.bundle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.carbonflow.accounting.receipt.CanonicalJson;

/** The keys of a bundle, each introduced by the one before. */
final class BundleKeys {

    private record Key(String id, byte[] publicKey, long validFrom) {}

    private final List<Key> keys = new ArrayList<>();

    /** Takes the next key in, whose statement it and the one before must have signed. */
    void add(Line line) throws MismatchException {
        line.of("type", "key_id", "public_key", "valid_from", "at", "previous_key_id", "signature",
                "previous_signature");
        byte[] publicKey = line.base64("public_key");
        var key = new Key(line.text("key_id"), publicKey, line.whole("valid_from", 1));
        if (!Hashes.hex(Hashes.sha256(publicKey)).equals(key.id())) {
            throw new MismatchException("the public key does not make key_id");
        }
        Map<String, Object> statement = new TreeMap<>(Map.of("at", line.text("at"), "format", "carbonflow/key/1",
                "key_id", key.id(), "public_key", line.text("public_key"), "valid_from", key.validFrom()));
        statement.put("previous_key_id", line.textOrNull("previous_key_id"));
        String signed = CanonicalJson.write(statement);
        if (!Hashes.isSigned(publicKey, signed, line.base64("signature"))) {
            throw new MismatchException("the key has not signed the statement that introduces it");
        }
        if (keys.isEmpty()) {
            if (!line.isNull("previous_key_id") || !line.isNull("previous_signature")) {
                throw new MismatchException("the first key names one before it");
            }
        } else {
            Key previous = keys.get(keys.size() - 1);
            if (!previous.id().equals(line.textOrNull("previous_key_id")) || key.validFrom() <= previous.validFrom()
                    || !Hashes.isSigned(previous.publicKey(), signed, line.base64("previous_signature"))) {
                throw new MismatchException("the key before has not introduced it");
            }
        }
        keys.add(key);
    }

    /** The newest key, by which alone the ledger speaks now; earlier ones may be known to others. */
    byte[] newest(String id) throws MismatchException {
        Key newest = keys.isEmpty() ? null : keys.get(keys.size() - 1);
        if (newest == null || !newest.id().equals(id)) {
            throw new MismatchException("the manifest is signed with key " + id + ", the newest key of the bundle is "
                    + (newest == null ? "none" : newest.id()));
        }
        return newest.publicKey();
    }

    /** How far a key the caller has from elsewhere leads. */
    BundleReport.Trust trust(byte[] given) throws MismatchException {
        for (int i = 0; i < keys.size(); i++) {
            if (Arrays.equals(keys.get(i).publicKey(), given)) {
                return i == keys.size() - 1 ? BundleReport.Trust.GIVEN : BundleReport.Trust.INTRODUCED_BY_GIVEN;
            }
        }
        throw new MismatchException("the bundle does not lead to the key that was given: none of its keys is that");
    }

    /** The public key that signs the head of this number, if it has the id. */
    byte[] ofHead(long number, String id) throws MismatchException {
        Key valid = null;
        for (Key key : keys) {
            valid = key.validFrom() <= number ? key : valid;
        }
        if (valid == null || !valid.id().equals(id)) {
            throw new MismatchException("head " + number + " is not signed with the key of its time");
        }
        return valid.publicKey();
    }
}
