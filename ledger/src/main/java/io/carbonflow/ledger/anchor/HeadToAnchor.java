package io.carbonflow.ledger.anchor;

import static java.util.Objects.requireNonNull;

import java.util.HexFormat;

/**
 * A signed head that is to be known outside.
 *
 * @param number of the head, 1 at least
 * @param hash   SHA-256 over the head's canonical form, 32 bytes
 */
record HeadToAnchor(long number, byte[] hash) {

    private static final int HASH_BYTES = 32;

    HeadToAnchor {
        requireNonNull(hash, "hash is null");
        if (hash.length != HASH_BYTES) {
            throw new IllegalArgumentException("a head's hash has 32 bytes, found " + hash.length);
        }
        hash = hash.clone();
    }

    @Override
    public byte[] hash() {
        return hash.clone();
    }

    String hex() {
        return HexFormat.of().formatHex(hash);
    }
}
