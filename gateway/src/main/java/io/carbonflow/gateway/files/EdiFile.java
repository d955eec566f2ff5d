package io.carbonflow.gateway.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.Quote;

/**
 * The transaction sets of an interchange, X12 or EDIFACT: each is one item and fares for itself. What is wrong with the
 * envelope around them is an item of its own.
 */
final class EdiFile implements FileItems {

    private final InputStream in;
    private final EdiSyntax syntax;
    private final String mediaType;
    private final int bytesMax;
    private final SetRule rule;
    private final Deque<FileItem> ready = new ArrayDeque<>();
    private String sender;
    private ByteArrayOutputStream set;
    private List<EdiSegment> segments = new ArrayList<>();
    private long setLine;
    private long line = 1;
    private long segmentLine = 1;
    private byte[] header = new byte[0];
    private boolean isOpen;
    private int sets;
    private int index;

    /** What becomes of the segments of one set. */
    @FunctionalInterface
    interface SetRule {
        Verdict examine(List<EdiSegment> segments, String sender);
    }

    /** @param sender who sends, where only a set is read; null to read it in the envelope */
    EdiFile(byte[] head, InputStream in, String mediaType, String sender, int bytesMax, SetRule rule) {
        this.in = new BufferedInputStream(in);
        this.syntax = EdiSyntax.of(head);
        this.mediaType = mediaType;
        this.sender = sender;
        this.bytesMax = bytesMax;
        this.rule = rule;
    }

    @Override
    public boolean several() {
        return isOpen || header.length > 0;
    }

    @Override
    public FileItem next() throws IOException {
        while (ready.isEmpty()) {
            byte[] segment = segment();
            if (segment == null) {
                atEnd();
                return ready.poll();
            }
            take(segment);
        }
        return ready.poll();
    }

    private void take(byte[] bytes) {
        String text = new String(bytes, UTF_8).strip();
        if (!text.isEmpty() && text.charAt(text.length() - 1) == syntax.terminator()) {
            text = text.substring(0, text.length() - 1);
        }
        if (text.isEmpty() || text.startsWith("UNA")) {
            return;
        }
        var segment = new EdiSegment(syntax.elements(text));
        switch (segment.name()) {
            case "ISA" -> opened(bytes, segment.text(6));
            case "UNB" -> opened(bytes, segment.text(2));
            case "ST", "UNH" -> {
                endBroken("the next one begins");
                set = new ByteArrayOutputStream();
                setLine = segmentLine;
                append(bytes, segment);
            }
            case "SE", "UNT" -> ended(bytes, segment);
            case "IEA", "UNZ" -> closed(bytes, segment);
            case "GS", "GE", "UNG", "UNE" -> endBroken("its group ends");
            default -> {
                if (set != null) {
                    append(bytes, segment);
                }
            }
        }
    }

    private void opened(byte[] bytes, String from) {
        endBroken("the next interchange begins");
        header = strip(bytes);
        sender = from.isEmpty() ? sender : from;
        isOpen = true;
        sets = 0;
    }

    private void append(byte[] bytes, EdiSegment segment) {
        if (set.size() <= bytesMax) {
            set.writeBytes(set.size() == 0 ? strip(bytes) : bytes);
            segments.add(segment);
        }
    }

    private void ended(byte[] bytes, EdiSegment end) {
        if (set == null) {
            add(strip(bytes), segmentLine, Reasons.only(ReasonCode.MALFORMED, end.name(),
                    end.name() + " ends a transaction set that has no beginning"));
            return;
        }
        append(bytes, end);
        sets++;
        EdiSegment start = segments.get(0);
        String stated = end.text(1);
        String begun = start.name().equals("ST") ? start.text(2) : start.text(1);
        Verdict verdict;
        if (set.size() > bytesMax) {
            verdict = Reasons.only(ReasonCode.TOO_LARGE, null, "a transaction set has at most " + bytesMax + " bytes");
        } else if (!stated.equals(Integer.toString(segments.size())) && !stated.matches("0*" + segments.size())) {
            verdict = malformed(end.name() + "01",
                    "counts " + segments.size() + " segments, found " + Quote.of(stated));
        } else if (!end.text(2).equals(begun)) {
            verdict = malformed(end.name() + "02", "is " + Quote.of(begun) + " as at the beginning, found "
                    + Quote.of(end.text(2)));
        } else {
            verdict = rule.examine(List.copyOf(segments), sender == null ? "unknown" : sender);
        }
        finish(verdict);
    }

    private static Verdict malformed(String field, String what) {
        return Reasons.only(ReasonCode.MALFORMED, field, field + " " + what);
    }

    private void endBroken(String why) {
        if (set != null) {
            sets++;
            finish(Reasons.only(ReasonCode.MALFORMED, null,
                    "the transaction set has no " + (syntax.isX12() ? "SE" : "UNT") + ": " + why));
        }
    }

    private void finish(Verdict verdict) {
        byte[] bytes = strip(set.toByteArray());
        add(bytes.length > bytesMax ? Arrays.copyOf(bytes, bytesMax) : bytes, setLine, verdict);
        set = null;
        segments = new ArrayList<>();
    }

    private void closed(byte[] bytes, EdiSegment end) {
        endBroken("the interchange ends");
        // X12 counts groups there, EDIFACT messages where it has no groups; what is countable here is the sets of EDIFACT
        if (!syntax.isX12() && !end.text(1).matches("0*" + sets)) {
            add(strip(bytes), segmentLine,
                    malformed("UNZ01", "counts " + sets + " messages, found " + Quote.of(end.text(1))));
        }
        isOpen = false;
    }

    private void atEnd() {
        endBroken("the file ends");
        if (isOpen) {
            isOpen = false;
            add(header, line, Reasons.only(ReasonCode.MALFORMED, null,
                    "the interchange has no " + (syntax.isX12() ? "IEA" : "UNZ") + ": the file ends"));
        }
    }

    private void add(byte[] bytes, long at, Verdict verdict) {
        String type = sender == null ? mediaType : HeaderValue.with(mediaType, "sender", sender);
        ready.add(new FileItem(index++, at, bytes, type, verdict));
    }

    /** The next segment with its terminator and what blanks stand before it; null at the end. An endless one is cut off. */
    private byte[] segment() throws IOException {
        var bytes = new ByteArrayOutputStream();
        boolean isReleased = false;
        boolean isBlank = true;
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (isBlank && c > ' ') {
                isBlank = false;
                segmentLine = line;
            }
            line += c == '\n' ? 1 : 0;
            if (bytes.size() <= bytesMax) {
                bytes.write(c);
            }
            if (c == syntax.terminator() && !isReleased && !isBlank) {
                return bytes.toByteArray();
            }
            isReleased = !isReleased && syntax.release() != 0 && c == syntax.release();
        }
        return isBlank ? null : bytes.toByteArray();
    }

    /** Without the blanks before it, such as the line break behind the segment before. */
    private static byte[] strip(byte[] bytes) {
        int from = 0;
        while (from < bytes.length && bytes[from] >= 0 && bytes[from] <= ' ') {
            from++;
        }
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }
}
