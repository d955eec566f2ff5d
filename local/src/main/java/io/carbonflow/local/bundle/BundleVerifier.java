package io.carbonflow.local.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.carbonflow.accounting.receipt.CanonicalJson;

/** Reads a bundle from its first line to its last and recomputes everything in it; ends at the first thing that differs. */
public final class BundleVerifier {

    private static final String FORMAT = "carbonflow/bundle/1";
    private final LineReader in;
    private final BundleKeys keys = new BundleKeys();
    private final BundleSums sums = new BundleSums();
    private final Map<Long, byte[]> heads = new HashMap<>();
    private Line header;
    private BundleHead head;
    private BundleBlock block;
    private long lastChain = -1;
    private TreeMap<Long, byte[]> history = new TreeMap<>();
    private long entries;
    private long blocks;
    private long chains;
    private Stage stage = Stage.KEYS;

    /** The parts of a bundle, in their order. */
    private enum Stage {
        KEYS, BLOCKS, EDITIONS, END
    }

    /**
     * What was found right.
     *
     * @param head         the number, time and hash of the signed head everything is below; empty where there is none
     * @param isComplete   whether the ledger has signed that this is all it has for the period
     * @param isKeyTrusted whether that rests on a key the caller brought, and not on the bundle's own
     */
    public record Report(String tenantId, String from, String to, long entries, long blocks, long chains,
            List<String> totals, Optional<String> head, Optional<String> keyId, boolean isComplete,
            boolean isKeyTrusted) {}

    public BundleVerifier(InputStream in) {
        this.in = new LineReader(in);
    }

    /**
     * Verifies the bundle.
     *
     * @param trustedKey the public key heads must lead to, SubjectPublicKeyInfo; empty takes the bundle's own
     * @throws MismatchException    at the first thing that is not what it should be
     * @throws NotABundleException  where the file is something else
     */
    public Report verify(Optional<byte[]> trustedKey) throws IOException, MismatchException, NotABundleException {
        long number = 1;
        byte[] bytes = in.next();
        header = headerOf(bytes);
        Report report = null;
        while ((bytes = in.next()) != null) {
            number++;
            if (report != null) {
                throw new MismatchException("line " + number + ": there is something after the manifest");
            }
            try {
                Line line = Line.canonical(bytes);
                report = take(line, trustedKey);
            } catch (MismatchException e) {
                throw e.at("line " + number);
            }
        }
        if (report == null) {
            throw new MismatchException("the bundle breaks off after line " + number + ": it has no manifest");
        }
        return report;
    }

    private static Line headerOf(byte[] bytes) throws NotABundleException {
        try {
            Line line = Line.canonical(bytes == null ? new byte[0] : bytes)
                .of("type", "format", "tenant_id", "from", "to", "made_at", "head");
            if (line.text("format").equals(FORMAT) && line.text("type").equals("bundle")) {
                return line;
            }
        } catch (MismatchException e) {
            // answered below
        }
        throw new NotABundleException("its first line is not that of a " + FORMAT);
    }

    /** Takes one line in; the last one gives the report. */
    private Report take(Line line, Optional<byte[]> trustedKey) throws MismatchException {
        String type = line.text("type");
        switch (type) {
            case "key" -> {
                enter(Stage.KEYS, Stage.KEYS);
                keys.add(line);
            }
            case "head" -> {
                enter(Stage.KEYS, Stage.BLOCKS);
                takeHead(line);
            }
            case "block" -> {
                enter(Stage.BLOCKS, Stage.BLOCKS);
                takeBlock(line);
            }
            case "entry" -> {
                enter(Stage.BLOCKS, Stage.BLOCKS);
                takeEntry(line);
            }
            case "chain" -> {
                enter(Stage.BLOCKS, Stage.BLOCKS);
                takeChain(line);
            }
            case "edition" -> {
                enter(Stage.EDITIONS, Stage.EDITIONS);
                line.of("type", "id", "tenant_id", "factors", "sha256", "published_at").hash("sha256");
            }
            case "manifest" -> {
                enter(Stage.EDITIONS, Stage.END);
                return takeManifest(line, trustedKey);
            }
            default -> throw new MismatchException("lines of the type " + type + " are unknown");
        }
        return null;
    }

    private void enter(Stage needed, Stage then) throws MismatchException {
        if (stage.compareTo(needed) > 0) {
            throw new MismatchException("it stands too late in the bundle");
        }
        if (needed == Stage.BLOCKS && stage == Stage.KEYS && !header.isNull("head")) {
            throw new MismatchException("the signed head is missing");
        }
        if (needed == Stage.EDITIONS && stage != Stage.EDITIONS) {
            closeChain();
        }
        stage = then.compareTo(needed) > 0 ? then : needed;
    }

    private void takeHead(Line line) throws MismatchException {
        head = BundleHead.of(line, keys);
        if (header.isNull("head") || header.whole("head", 1) != head.number()) {
            throw new MismatchException("the bundle's first line names another head than " + head.number());
        }
    }

    private void takeBlock(Line line) throws MismatchException {
        closeBlock();
        var next = new BundleBlock(line);
        if (block == null || block.chain() != next.chain()) {
            closeChain();
            if (next.chain() <= lastChain) {
                throw new MismatchException("chain " + next.chain() + " does not come in its order");
            }
            lastChain = next.chain();
        } else if (next.height() <= block.height()) {
            throw new MismatchException("block " + next.name() + " does not come in its order");
        }
        byte[] below = heads.get(next.height() - 1);
        if (below != null && !Arrays.equals(below, line.hash("previous_head"))) {
            throw new MismatchException("block " + next.name() + " does not name the head of the block below it");
        }
        heads.clear();
        heads.put(next.height(), next.head());
        history.put(next.height() - 1, Hashes.leaf(next.head()));
        block = next;
        blocks++;
    }

    private void takeEntry(Line line) throws MismatchException {
        line.of("type", "leaf_index", "canonical_entry", "receipt");
        if (block == null) {
            throw new MismatchException("the entry stands before any block");
        }
        String canonical = line.text("canonical_entry");
        Line entry = Line.canonical(canonical);
        String name = "entry " + entry.text("id") + " in block " + block.name();
        try {
            block.add(line.whole("leaf_index", 0), Hashes.leaf(canonical));
            if (!entry.text("tenant_id").equals(header.text("tenant_id"))) {
                throw new MismatchException("it is of another tenant");
            }
            String occurredAt = entry.text("occurred_at");
            if (occurredAt.compareTo(header.text("from")) < 0 || occurredAt.compareTo(header.text("to")) >= 0) {
                throw new MismatchException("it occurred at " + occurredAt + ", outside the bundle's time");
            }
            if (!entry.text("booked_at").equals(block.bookedAt())) {
                throw new MismatchException("it was booked at another time than its block");
            }
            new EntryCheck(entry).against(line.text("receipt"));
            sums.add(entry);
        } catch (MismatchException e) {
            throw e.at(name);
        }
        entries++;
    }

    private void takeChain(Line line) throws MismatchException {
        closeBlock();
        line.of("type", "chain", "size", "hashes");
        if (head == null || history.isEmpty() || line.whole("chain", 0) != lastChain) {
            throw new MismatchException("the chain stands without its blocks or a signed head");
        }
        var state = head.chain(lastChain);
        if (line.whole("size", 1) != state.height()
                || !Arrays.equals(Hashes.root(history, line.hashes("hashes"), state.height()), state.historyRoot())) {
            throw new MismatchException("the blocks of chain " + lastChain + " do not lead to signed head "
                    + head.number());
        }
        byte[] top = heads.get(state.height());
        if (top != null && !Arrays.equals(top, state.head())) {
            throw new MismatchException("signed head " + head.number() + " names another block " + block.name());
        }
        history = new TreeMap<>();
        heads.clear();
        block = null;
        chains++;
    }

    private void closeBlock() throws MismatchException {
        if (block != null) {
            block.close();
        }
    }

    /** With a head each chain has a line of its own that ends it. */
    private void closeChain() throws MismatchException {
        closeBlock();
        if (head != null && !history.isEmpty()) {
            throw new MismatchException("chain " + lastChain + " does not lead to signed head " + head.number()
                    + ": its line is missing");
        }
        history = new TreeMap<>();
        heads.clear();
        block = null;
    }

    private Report takeManifest(Line line, Optional<byte[]> trustedKey) throws MismatchException {
        line.of("type", "entries", "blocks", "chains", "totals", "sha256", "key_id", "signature");
        if (!Arrays.equals(in.digestOfLinesBefore(), line.hash("sha256"))) {
            throw new MismatchException("the lines before are not those the manifest was made over");
        }
        if (line.whole("entries", 0) != entries || line.whole("blocks", 0) != blocks
                || line.whole("chains", 0) != chains) {
            throw new MismatchException("the manifest counts other entries, blocks or chains than " + entries + ", "
                    + blocks + " and " + chains);
        }
        sums.check(line.objects("totals"));
        boolean isSigned = !line.isNull("key_id");
        if (isSigned) {
            Map<Object, Object> unsigned = new HashMap<>(line.members());
            unsigned.remove("signature");
            var publicKey = keys.publicKey(line.text("key_id"));
            if (publicKey.isEmpty()
                    || !Hashes.isSigned(publicKey.get(), CanonicalJson.write(unsigned), line.base64("signature"))) {
                throw new MismatchException("the signature of the manifest is not that of a key of the bundle");
            }
        } else if (!line.isNull("signature")) {
            throw new MismatchException("the manifest has a signature of no key");
        }
        if (trustedKey.isPresent() && !keys.has(trustedKey.get())) {
            throw new MismatchException("the bundle does not lead to the key that was given: none of its keys is that");
        }
        return new Report(header.text("tenant_id"), header.text("from"), header.text("to"), entries, blocks, chains,
                sums.lines(),
                Optional.ofNullable(head)
                    .map(one -> "%d of %s, hash %s".formatted(one.number(), one.at(), one.hash())),
                Optional.ofNullable(line.textOrNull("key_id")), isSigned, trustedKey.isPresent());
    }
}
