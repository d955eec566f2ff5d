package io.carbonflow.ledger.heads;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.carbonflow.accounting.receipt.CanonicalJson;
import io.carbonflow.ledger.chain.MerkleTree;
import io.carbonflow.ledger.chain.Sha256;

/**
 * Where all chains stood at a moment, signed. docs/reference/ledger-format.md describes every byte.
 *
 * @param number       1 and up, without gaps
 * @param at           to the microsecond
 * @param previousHash the hash of the head before; that of {@link #genesis} for the first
 * @param chains       in ascending order, at least one
 * @param root         of the tree over the chains
 * @param hash         as stored; that of {@link #canonical()} unless somebody tampered with it
 */
public record SignedHead(long number, Instant at, byte[] previousHash, List<ChainState> chains, byte[] root,
        String keyId, byte[] signature, byte[] hash) {

    public SignedHead {
        chains = List.copyOf(chains);
    }

    /** What the first head names as the one before it. */
    public static byte[] genesis() {
        return Sha256.of("carbonflow/ledger/v1/heads".getBytes(US_ASCII));
    }

    /** A new head after the last one. */
    static SignedHead after(Optional<SignedHead> last, Instant at, List<ChainState> chains, SigningKey key) {
        var unsigned = new SignedHead(last.map(SignedHead::number).orElse(0L) + 1, at,
                last.map(SignedHead::hash).orElseGet(SignedHead::genesis), chains, rootOf(chains), key.id(), null,
                null);
        byte[] content = unsigned.canonical().getBytes(UTF_8);
        return new SignedHead(unsigned.number, at, unsigned.previousHash, chains, unsigned.root, key.id(),
                key.sign(content), Sha256.of(content));
    }

    /** What is hashed and signed, as canonical JSON. */
    public String canonical() {
        return CanonicalJson.write(Map.of("at", CanonicalTime.of(at), "chains",
                chains.stream().map(ChainState::members).toList(), "format", "carbonflow/head/1", "key_id", keyId,
                "number", number, "previous_hash", Sha256.hex(previousHash), "root", Sha256.hex(root)));
    }

    /** The root of the tree over the chains, as they are now. */
    public static byte[] rootOf(List<ChainState> chains) {
        return MerkleTree.root(chains.stream().map(ChainState::leafHash).toList());
    }

    /**
     * What in it does not fit by itself: content, hash, tree, key, signature.
     *
     * @param keys every key, in the order of their heads
     * @return for a person; empty where all fits
     */
    public Optional<String> fault(List<PublishedKey> keys) {
        byte[] content = canonical().getBytes(UTF_8);
        if (!Arrays.equals(Sha256.of(content), hash)) {
            return Optional.of("the content of the signed head does not make its hash");
        }
        if (chains.isEmpty() || !Arrays.equals(rootOf(chains), root)) {
            return Optional.of("the chains of the signed head do not make its root");
        }
        var key = PublishedKey.ofHead(keys, number);
        return key.filter(valid -> valid.keyId().equals(keyId)
                && SigningKey.isSigned(valid.publicKey(), content, signature))
            .isPresent()
                    ? Optional.empty()
                    : Optional.of("the signature of the signed head is not that of the key of its time");
    }

    /** Where it says a chain stands. */
    public Optional<ChainState> chain(int chain) {
        return chains.stream().filter(state -> state.chain() == chain).findFirst();
    }

    /** Whether the block is below it. */
    public boolean covers(int chain, long height) {
        return chain(chain).filter(state -> state.height() >= height).isPresent();
    }
}
