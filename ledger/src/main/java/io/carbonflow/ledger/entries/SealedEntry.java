package io.carbonflow.ledger.entries;

import io.carbonflow.ledger.chain.LedgerEntry;

/**
 * An entry at its place in the chain.
 *
 * @param leafIndex its place within the block, from 0
 * @param leafHash  as stored; equal to that of the entry unless somebody tampered with it
 */
public record SealedEntry(LedgerEntry entry, int chain, long height, int leafIndex, byte[] leafHash) {

    /** The block as JSON names it. */
    public String block() {
        return chain + ":" + height;
    }
}
