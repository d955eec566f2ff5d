package io.carbonflow.local.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

import io.carbonflow.accounting.receipt.CanonicalJson;

/** Reads a bundle from its first line to its last and recomputes everything in it; ends at the first thing that differs. */
public final class BundleVerifier {

    private final LineReader in;
    private final BundleKeys keys = new BundleKeys();
    private final BundlePeriods periods = new BundlePeriods();
    private final Reversals reversals = new Reversals();
    private final BundleSums sums = new BundleSums();
    private final BundleActivities activities = new BundleActivities();
    private final Map<Long, byte[]> heads = new HashMap<>();
    private BundleHeader header;
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
        KEYS, PERIODS, BLOCKS, EDITIONS, END
    }

    public BundleVerifier(InputStream in) {
        this.in = new LineReader(in);
    }

    /**
     * Verifies the bundle.
     *
     * @param trustedKey the public key that must stand behind the signatures, SubjectPublicKeyInfo; a bundle without
     *                   them is not right then. Empty takes the bundle's own keys
     * @throws MismatchException    at the first thing that is not what it should be
     * @throws NotABundleException  where the file is something else
     */
    public BundleReport verify(Optional<byte[]> trustedKey) throws IOException, MismatchException, NotABundleException {
        long number = 1;
        byte[] bytes = in.next();
        header = BundleHeader.of(bytes);
        BundleReport report = null;
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

    /** Takes one line in; the last one gives the report. */
    private BundleReport take(Line line, Optional<byte[]> trustedKey) throws MismatchException {
        String type = line.text("type");
        switch (type) {
            case "key" -> {
                enter(Stage.KEYS, Stage.KEYS);
                keys.add(line);
            }
            case "head" -> {
                enter(Stage.KEYS, Stage.PERIODS);
                takeHead(line);
            }
            case "period" -> {
                enter(Stage.PERIODS, Stage.PERIODS);
                periods.add(line);
            }
            case "block" -> {
                enter(Stage.BLOCKS, Stage.BLOCKS);
                takeBlock(line);
            }
            case "entry" -> {
                enter(Stage.BLOCKS, Stage.BLOCKS);
                takeEntry(line);
            }
            case "activity" -> {
                enter(Stage.BLOCKS, Stage.BLOCKS);
                if (!header.hasActivities()) {
                    throw new MismatchException("lines of the type activity are of another format");
                }
                activities.add(line);
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
        if (needed.compareTo(Stage.KEYS) > 0 && header.namesHead() && head == null) {
            throw new MismatchException("the signed head is missing");
        }
        if (needed == Stage.EDITIONS && stage != Stage.EDITIONS) {
            closeChain();
        }
        stage = then.compareTo(needed) > 0 ? then : needed;
    }

    private void takeHead(Line line) throws MismatchException {
        head = BundleHead.of(line, keys);
        if (!header.names(head.number())) {
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
        activities.beginBlock();
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
            header.checkHolds(entry);
            periods.check(entry);
            if (!entry.text("booked_at").equals(block.bookedAt())) {
                throw new MismatchException("it was booked at another time than its block");
            }
            new EntryCheck(entry).against(line.text("receipt"));
            reversals.add(entry);
            sums.add(entry);
            activities.follow(entry);
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

    private BundleReport takeManifest(Line line, Optional<byte[]> trustedKey) throws MismatchException {
        var members = new ArrayList<>(
                List.of("type", "entries", "blocks", "chains", "totals", "sha256", "key_id", "signature"));
        if (header.hasActivities()) {
            members.add("activities");
        }
        line.of(members.toArray(String[]::new));
        if (!Arrays.equals(in.digestOfLinesBefore(), line.hash("sha256"))) {
            throw new MismatchException("the lines before are not those the manifest was made over");
        }
        if (line.whole("entries", 0) != entries || line.whole("blocks", 0) != blocks
                || line.whole("chains", 0) != chains) {
            throw new MismatchException("the manifest counts other entries, blocks or chains than " + entries + ", "
                    + blocks + " and " + chains);
        }
        if (header.hasActivities() && line.whole("activities", 0) != activities.count()) {
            throw new MismatchException("the manifest counts other activities than " + activities.count());
        }
        sums.check(line.objects("totals"));
        long reversedElsewhere = reversals.check();
        boolean isSigned = !line.isNull("key_id");
        if (isSigned) {
            Map<Object, Object> unsigned = new HashMap<>(line.members());
            unsigned.remove("signature");
            if (!Hashes.isSigned(keys.newest(line.text("key_id")), CanonicalJson.write(unsigned),
                    line.base64("signature"))) {
                throw new MismatchException("the signature of the manifest is not that of its key");
            }
        } else if (!line.isNull("signature")) {
            throw new MismatchException("the manifest has a signature of no key");
        }
        var trust = BundleReport.Trust.OWN;
        if (trustedKey.isPresent()) {
            trust = keys.trust(trustedKey.get());
            if (head == null || !isSigned) {
                throw new MismatchException((head == null ? "the bundle is below no signed head"
                        : "the manifest is not signed") + ", so the key that was given stands behind nothing");
            }
        }
        return new BundleReport(header.text("tenant_id"), header.text("from"), header.text("to"), entries, blocks,
                chains, header.hasActivities() ? OptionalLong.of(activities.count()) : OptionalLong.empty(),
                sums.lines(), reversedElsewhere, Optional.ofNullable(head).map(one -> one.report(header.to())),
                Optional.ofNullable(line.textOrNull("key_id")), trust);
    }
}
