package io.carbonflow.ledger.entries;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.chain.MerkleTree;

/**
 * An entry at its place in the chain.
 *
 * @param leafIndex its place within the block, from 0
 * @param leafHash  as stored; equal to that of the entry unless somebody tampered with it
 * @param text      the canonical form the hash was just made of; null where it was not
 */
public record SealedEntry(LedgerEntry entry, int chain, long height, int leafIndex, byte[] leafHash, String text) {

    /** An entry as it was read. */
    public SealedEntry(LedgerEntry entry, int chain, long height, int leafIndex, byte[] leafHash) {
        this(entry, chain, height, leafIndex, leafHash, null);
    }

    /** An entry that is put in its place now. */
    public static SealedEntry of(LedgerEntry entry, int chain, long height, int leafIndex) {
        String text = entry.canonical();
        return new SealedEntry(entry, chain, height, leafIndex, MerkleTree.leafHash(text.getBytes(UTF_8)), text);
    }

    /** The entry's canonical form. */
    public String canonical() {
        return text == null ? entry.canonical() : text;
    }

    /** The block as JSON names it. */
    public String block() {
        return chain + ":" + height;
    }
}
