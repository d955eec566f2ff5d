package io.carbonflow.local.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;

import io.carbonflow.local.api.Api;

/** A ledger of two blocks on chain 3, in all the ways it can be broken. */
class ChainVerifierTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final Instant BOOKED_AT = Instant.parse("2026-03-10T12:00:00.123456Z");

    private HttpServer ledger;
    private ArrayNode blocks;
    private ObjectNode head;

    @BeforeEach
    void aLedger() throws IOException {
        blocks = Api.JSON.createArrayNode();
        byte[] previous = ChainVerifier.sha256("carbonflow/ledger/v1/chain/3".getBytes(UTF_8));
        previous = addBlock(1, previous, List.of("{\"a\":1}", "{\"a\":2}", "{\"a\":3}"));
        previous = addBlock(2, previous, List.of("{\"a\":4}"));
        head = Api.JSON.createObjectNode().put("chain", 3).put("height", 2).put("head", HEX.formatHex(previous));
        ledger = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ledger.createContext("/v1/blocks", exchange -> {
            boolean isHead = exchange.getRequestURI().getPath().endsWith("/head");
            var answer = Api.JSON.createObjectNode();
            answer.set("items", isHead ? Api.JSON.createArrayNode().add(head) : blocks);
            byte[] body = answer.putNull("next_cursor").toString().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        ledger.start();
    }

    @AfterEach
    void stop() {
        ledger.stop(0);
    }

    @Test
    void findsAnUntouchedLedgerWhole() {
        var report = verify();
        assertThat(report.firstMismatch()).isEmpty();
        assertThat(report.blocks()).isEqualTo(2);
        assertThat(report.entries()).isEqualTo(4);
        assertThat(report.contents()).isEqualTo(4);
    }

    @Test
    void namesTheEntryWhoseContentWasChanged() {
        block(1).withArray("owned_entries").forEach(leaf -> {
            if (leaf.path("index").asInt() == 1) {
                ((ObjectNode) leaf).put("canonical_entry", "{\"a\":200}");
            }
        });
        assertThat(verify().firstMismatch()).get().asString().startsWith("entry 1-1 in block 3:1 hashes to");
    }

    @Test
    void noticesARemovedEntry() {
        change(1, block -> block.withArray("leaf_hashes").remove(2));
        assertThat(verify().firstMismatch()).contains("block 3:1 has 2 entries, it was closed with 3");
    }

    @Test
    void noticesEntriesThatChangedPlaces() {
        change(1, block -> {
            ArrayNode leaves = block.withArray("leaf_hashes");
            leaves.add(leaves.remove(0));
        });
        assertThat(verify().firstMismatch()).get().asString().startsWith("block 3:1: the root over its entries is");
    }

    @Test
    void noticesAMissingBlock() {
        blocks.remove(0);
        assertThat(verify().firstMismatch()).contains("block 3:1 is missing; the next one is 3:2");
    }

    @Test
    void noticesATruncatedChain() {
        blocks.remove(1);
        assertThat(verify().firstMismatch()).contains("chain 3 ends at height 1, its head says 2");
    }

    @Test
    void noticesAChangedTimeOfBooking() {
        change(2, block -> block.put("booked_at", "2026-03-10T12:00:01Z"));
        assertThat(verify().firstMismatch()).get().asString().startsWith("block 3:2: its head is");
    }

    @Test
    void noticesABlockThatNamesAnotherPredecessor() {
        change(2, block -> block.put("previous_head", "00".repeat(32)));
        assertThat(verify().firstMismatch()).get().asString().startsWith("block 3:2 names 0000");
    }

    private ChainVerifier.Report verify() {
        return new ChainVerifier(List.of(new Api("http://localhost:" + ledger.getAddress().getPort(), "key"))).verify();
    }

    private ObjectNode block(int height) {
        return (ObjectNode) blocks.get(height - 1);
    }

    private void change(int height, Consumer<ObjectNode> change) {
        change.accept(block(height));
    }

    private byte[] addBlock(int height, byte[] previous, List<String> contents) {
        var leaves = new ArrayList<byte[]>();
        var block = blocks.addObject();
        for (String content : contents) {
            byte[] leaf = ChainVerifier.sha256(new byte[]{0}, content.getBytes(UTF_8));
            block.withArray("leaf_hashes").add(HEX.formatHex(leaf));
            block.withArray("owned_entries")
                .addObject()
                .put("index", leaves.size())
                .put("entry_id", height + "-" + leaves.size())
                .put("canonical_entry", content);
            leaves.add(leaf);
        }
        byte[] root = ChainVerifier.root(leaves);
        byte[] content = ByteBuffer.allocate(89)
            .put((byte) 2)
            .putInt(3)
            .putLong(height)
            .put(previous)
            .put(root)
            .putInt(leaves.size())
            .putLong(BOOKED_AT.getEpochSecond() * 1_000_000 + 123_456)
            .array();
        byte[] sealed = ChainVerifier.sha256(content);
        block.put("chain", 3)
            .put("height", height)
            .put("previous_head", HEX.formatHex(previous))
            .put("merkle_root", HEX.formatHex(root))
            .put("head", HEX.formatHex(sealed))
            .put("entries", leaves.size())
            .put("booked_at", BOOKED_AT.toString());
        return sealed;
    }
}
