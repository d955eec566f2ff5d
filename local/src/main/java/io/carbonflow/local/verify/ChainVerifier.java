package io.carbonflow.local.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.local.api.Api;

/**
 * Follows every chain from its beginning to its head as docs/reference/ledger-format.md describes: the content of each
 * leaf, the Merkle root of each block, the head of each block over the one before it. The content of leaves of other
 * tenants stays hidden; with a key of each tenant every leaf is checked.
 */
public final class ChainVerifier {

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};
    private static final byte HEAD = 2;
    private static final int PAGE = 200;

    private final List<Api> ledgers;
    private final Set<String> checkedLeaves = new HashSet<>();
    private long blocks;
    private long entries;

    /** One access to the ledger per tenant; the first one also supplies the blocks. */
    public ChainVerifier(List<Api> ledgers) {
        this.ledgers = List.copyOf(ledgers);
    }

    /** What was looked at. */
    public record Report(long blocks, long entries, long contents, Optional<String> firstMismatch) {}

    /** Checks everything up to the heads as they stand now. */
    public Report verify() {
        Optional<String> mismatch = Optional.empty();
        for (JsonNode head : ledgers.get(0).get("/v1/blocks/head").path("items")) {
            mismatch = chain(head);
            if (mismatch.isPresent()) {
                break;
            }
        }
        return new Report(blocks, entries, checkedLeaves.size(), mismatch);
    }

    private Optional<String> chain(JsonNode head) {
        int chain = head.path("chain").asInt();
        byte[] previous = sha256(("carbonflow/ledger/v1/chain/" + chain).getBytes(US_ASCII));
        long height = 0;
        String cursor = "";
        while (cursor != null && height < head.path("height").asLong()) {
            String query = "/v1/blocks?chain=" + chain + "&leaves=true&limit=" + PAGE
                    + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
            JsonNode page = ledgers.get(0).get(query);
            List<JsonNode> byTenant = new ArrayList<>(List.of(page));
            ledgers.stream().skip(1).forEach(other -> byTenant.add(other.get(query)));
            for (int i = 0; i < page.path("items").size(); i++) {
                JsonNode block = page.path("items").get(i);
                Optional<String> mismatch = block(chain, ++height, previous, block)
                    .or(() -> contents(block, byTenant));
                if (mismatch.isPresent()) {
                    return mismatch;
                }
                previous = HEX.parseHex(block.path("head").asText());
            }
            cursor = page.path("next_cursor").textValue();
        }
        String expected = head.path("head").asText();
        if (height < head.path("height").asLong()) {
            return Optional.of("chain " + chain + " ends at height " + height + ", its head says "
                    + head.path("height").asLong());
        }
        return height > head.path("height").asLong() || HEX.formatHex(previous).equals(expected)
                ? Optional.empty()
                : Optional.of("chain " + chain + ": the last block's head is " + HEX.formatHex(previous)
                        + ", the ledger names " + expected);
    }

    private Optional<String> block(int chain, long height, byte[] previous, JsonNode block) {
        String name = "block " + chain + ":" + height;
        if (block.path("height").asLong() != height) {
            return Optional.of(name + " is missing; the next one is " + chain + ":" + block.path("height").asLong());
        }
        if (!block.path("previous_head").asText().equals(HEX.formatHex(previous))) {
            return Optional.of(name + " names " + block.path("previous_head").asText()
                    + " as the head before it, that is " + HEX.formatHex(previous));
        }
        var leaves = new ArrayList<byte[]>();
        block.path("leaf_hashes").forEach(leaf -> leaves.add(HEX.parseHex(leaf.asText())));
        blocks++;
        entries += leaves.size();
        if (leaves.size() != block.path("entries").asInt()) {
            return Optional.of(name + " has " + leaves.size() + " entries, it was closed with "
                    + block.path("entries").asInt());
        }
        String root = HEX.formatHex(root(leaves));
        if (!root.equals(block.path("merkle_root").asText())) {
            return Optional.of(name + ": the root over its entries is " + root + ", it was closed with "
                    + block.path("merkle_root").asText());
        }
        String head = HEX.formatHex(head(chain, height, previous, block));
        return head.equals(block.path("head").asText())
                ? Optional.empty()
                : Optional.of(name + ": its head is " + head + ", stored is " + block.path("head").asText());
    }

    /** Every content shown for this block must hash to the leaf at its place. */
    private Optional<String> contents(JsonNode block, List<JsonNode> pages) {
        for (JsonNode page : pages) {
            for (JsonNode candidate : page.path("items")) {
                if (candidate.path("height").asLong() == block.path("height").asLong()) {
                    Optional<String> mismatch = contentsOf(candidate, block);
                    if (mismatch.isPresent()) {
                        return mismatch;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> contentsOf(JsonNode shown, JsonNode block) {
        for (JsonNode leaf : shown.path("owned_entries")) {
            String hash = HEX.formatHex(sha256(LEAF, leaf.path("canonical_entry").asText().getBytes(UTF_8)));
            String stored = block.path("leaf_hashes").path(leaf.path("index").asInt()).asText();
            if (!hash.equals(stored)) {
                return Optional
                    .of("entry " + leaf.path("entry_id").asText() + " in block " + block.path("chain").asInt()
                            + ":" + block.path("height").asLong() + " hashes to " + hash + ", booked was " + stored);
            }
            checkedLeaves.add(leaf.path("entry_id").asText());
        }
        return Optional.empty();
    }

    /** RFC 6962, section 2.1. */
    static byte[] root(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return sha256();
        }
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return sha256(NODE, root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    private static byte[] head(int chain, long height, byte[] previous, JsonNode block) {
        Instant bookedAt = Instant.parse(block.path("booked_at").asText());
        var content = ByteBuffer.allocate(1 + 4 + 8 + 32 + 32 + 4 + 8);
        content.put(HEAD)
            .putInt(chain)
            .putLong(height)
            .put(previous)
            .put(HEX.parseHex(block.path("merkle_root").asText()))
            .putInt(block.path("entries").asInt())
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, bookedAt));
        return sha256(content.array());
    }

    static byte[] sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
