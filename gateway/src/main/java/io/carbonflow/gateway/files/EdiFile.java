package io.carbonflow.gateway.files;

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

    private final EdiReader reader;
    private final String mediaType;
    private final int bytesMax;
    private final SetRule rule;
    private final Deque<FileItem> ready = new ArrayDeque<>();
    private String sender;
    private ByteArrayOutputStream set;
    private List<EdiSegment> segments = new ArrayList<>();
    private String flaw;
    private long setLine;
    private byte[] header = new byte[0];
    private long headerLine;
    private boolean isX12;
    private boolean isOpen;
    private boolean isFlawed;
    private int sets;
    private int index;

    /** What becomes of the segments of one set. */
    @FunctionalInterface
    interface SetRule {
        Verdict examine(List<EdiSegment> segments, String sender);
    }

    /**
     * @param sender     who sends, where only a set is read; null to read it in the envelope
     * @param separators of the envelope, where only a set is read and they are not the usual ones; else null
     * @throws UnreadableFileException where the file begins like neither
     */
    EdiFile(byte[] head, InputStream in, String mediaType, String sender, String separators, int bytesMax,
            SetRule rule) {
        this.reader = new EdiReader(new BufferedInputStream(in), EdiText.headerBefore(head, separators), bytesMax);
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
            EdiReader.Piece piece = reader.next();
            if (piece == null) {
                atEnd();
                return ready.poll();
            }
            if (piece.flaw() == null) {
                isFlawed = false;
                take(piece, piece.segment());
            } else {
                flawed(piece);
            }
        }
        return ready.poll();
    }

    private void take(EdiReader.Piece piece, EdiSegment segment) {
        switch (segment.name()) {
            case "ISA" -> opened(piece, segment.text(6));
            case "UNB" -> opened(piece, segment.text(2));
            case "ST", "UNH" -> {
                endBroken("the next one begins");
                isX12 = segment.name().equals("ST");
                set = new ByteArrayOutputStream();
                setLine = piece.line();
                append(piece.bytes(), segment);
            }
            case "SE", "UNT" -> ended(piece, segment);
            case "IEA", "UNZ" -> closed(piece, segment);
            case "GS", "GE", "UNG", "UNE" -> endBroken("its group ends");
            default -> {
                if (set != null) {
                    append(piece.bytes(), segment);
                }
            }
        }
    }

    /** A segment nobody can read costs its set; outside of sets, a run of them is one item. */
    private void flawed(EdiReader.Piece piece) {
        if (set != null) {
            flaw = flaw == null ? "line " + piece.line() + ": " + piece.flaw() : flaw;
            append(piece.bytes(), null);
        } else if (!isFlawed) {
            isFlawed = true;
            byte[] bytes = EdiText.stripped(piece.bytes());
            add(bytes.length > bytesMax ? Arrays.copyOf(bytes, bytesMax) : bytes, piece.line(),
                    Reasons.only(ReasonCode.MALFORMED, null, piece.flaw()));
        }
    }

    private void opened(EdiReader.Piece piece, String from) {
        endBroken("the next interchange begins");
        unclosed("the next one begins");
        header = EdiText.stripped(piece.bytes());
        headerLine = piece.line();
        isX12 = header[0] == 'I';
        sender = from.isEmpty() ? sender : from;
        isOpen = true;
        sets = 0;
    }

    private void append(byte[] bytes, EdiSegment segment) {
        if (set.size() <= bytesMax) {
            set.writeBytes(set.size() == 0 ? EdiText.stripped(bytes) : bytes);
            if (segment != null) {
                segments.add(segment);
            }
        }
    }

    private void ended(EdiReader.Piece piece, EdiSegment end) {
        if (set == null) {
            add(EdiText.stripped(piece.bytes()), piece.line(), Reasons.only(ReasonCode.MALFORMED, end.name(),
                    end.name() + " ends a transaction set that has no beginning"));
            return;
        }
        append(piece.bytes(), end);
        sets++;
        EdiSegment start = segments.get(0);
        String stated = end.text(1);
        String begun = start.name().equals("ST") ? start.text(2) : start.text(1);
        Verdict verdict;
        if (set.size() > bytesMax) {
            verdict = Reasons.only(ReasonCode.TOO_LARGE, null, "a transaction set has at most " + bytesMax + " bytes");
        } else if (flaw != null) {
            verdict = Reasons.only(ReasonCode.MALFORMED, null, flaw);
        } else if (!stated.matches("0*" + segments.size())) {
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
                    "the transaction set has no " + (isX12 ? "SE" : "UNT") + ": " + why));
        }
    }

    private void finish(Verdict verdict) {
        byte[] bytes = set.toByteArray();
        add(bytes.length > bytesMax ? Arrays.copyOf(bytes, bytesMax) : bytes, setLine, verdict);
        set = null;
        flaw = null;
        segments = new ArrayList<>();
    }

    private void closed(EdiReader.Piece piece, EdiSegment end) {
        endBroken("the interchange ends");
        // X12 counts groups there, EDIFACT messages where it has no groups; what is countable here is the sets of EDIFACT
        if (!isX12 && !end.text(1).matches("0*" + sets)) {
            add(EdiText.stripped(piece.bytes()), piece.line(),
                    malformed("UNZ01", "counts " + sets + " messages, found " + Quote.of(end.text(1))));
        }
        isOpen = false;
    }

    private void atEnd() {
        endBroken("the file ends");
        unclosed("the file ends");
    }

    private void unclosed(String why) {
        if (isOpen) {
            isOpen = false;
            add(header, headerLine, Reasons.only(ReasonCode.MALFORMED, null,
                    "the interchange has no " + (isX12 ? "IEA" : "UNZ") + ": " + why));
        }
    }

    private void add(byte[] bytes, long at, Verdict verdict) {
        String type = sender == null ? mediaType : HeaderValue.with(mediaType, "sender", sender);
        type = reader.separators() == null ? type : HeaderValue.with(type, "separators", reader.separators());
        ready.add(new FileItem(index++, at, bytes, type, verdict));
    }
}
