/**
 * The arithmetic of the hash chain: leaf, Merkle tree, block head. Plain Java; {@code docs/reference/ledger-format.md}
 * describes every byte, so that a program of another author can recompute it.
 */
package io.carbonflow.ledger.chain;
