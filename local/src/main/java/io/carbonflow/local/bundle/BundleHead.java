package io.carbonflow.local.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

import io.carbonflow.accounting.receipt.CanonicalJson;

/** The signed head of a bundle, as far as it is needed: where each chain stood. */
final class BundleHead {

    /** Where a chain stood. */
    record State(long height, byte[] head, byte[] historyRoot) {}

    private final long number;
    private final String at;
    private final String hash;
    private final Map<Long, State> chains;

    private BundleHead(long number, String at, String hash, Map<Long, State> chains) {
        this.number = number;
        this.at = at;
        this.hash = hash;
        this.chains = chains;
    }

    /** Checks hash, tree and signature. */
    static BundleHead of(Line line, BundleKeys keys) throws MismatchException {
        line.of("type", "signed", "hash", "signature");
        String signed = line.text("signed");
        if (!Arrays.equals(Hashes.sha256(signed.getBytes(UTF_8)), line.hash("hash"))) {
            throw new MismatchException("the head's content does not make its hash");
        }
        Line head = Line.canonical(signed)
            .of("at", "chains", "format", "key_id", "number", "previous_hash", "root");
        if (!head.text("format").equals("carbonflow/head/1")) {
            throw new MismatchException("the head's format is unknown");
        }
        long number = head.whole("number", 1);
        if (!Hashes.isSigned(keys.ofHead(number, head.text("key_id")), signed, line.base64("signature"))) {
            throw new MismatchException("the signature of head " + number + " is not that of its key");
        }
        var chains = new TreeMap<Long, State>();
        var leaves = new ArrayList<byte[]>();
        long last = -1;
        for (Line state : head.objects("chains")) {
            state.of("chain", "head", "height", "history_root");
            long chain = state.whole("chain", last + 1);
            chains.put(chain, new State(state.whole("height", 1), state.hash("head"), state.hash("history_root")));
            leaves.add(Hashes.leaf(CanonicalJson.write(state.members())));
            last = chain;
        }
        if (leaves.isEmpty() || !Arrays.equals(Hashes.root(leaves), head.hash("root"))) {
            throw new MismatchException("the chains of head " + number + " do not make its root");
        }
        head.time("at");
        return new BundleHead(number, head.text("at"), line.text("hash"), chains);
    }

    BundleReport.Head report(Instant end) {
        return new BundleReport.Head(number, at, hash, Instant.parse(at).isBefore(end));
    }

    long number() {
        return number;
    }

    /** Where it says the chain stood. */
    State chain(long chain) throws MismatchException {
        State state = chains.get(chain);
        if (state == null) {
            throw new MismatchException("head " + number + " does not name chain " + chain);
        }
        return state;
    }
}
