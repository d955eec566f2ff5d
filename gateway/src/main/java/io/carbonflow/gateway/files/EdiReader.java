package io.carbonflow.gateway.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferOverflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.carbonflow.intake.json.Quote;
import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamConstants.Delimiters;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamReader;
import io.xlate.edi.stream.Location;

/**
 * The segments of a file of interchanges, read by StAEDI. It ends at the first segment it cannot read, so behind one a
 * new reader goes on, which is shown the interchange's header again.
 */
final class EdiReader {

    private static final int POSITIONS_MAX = 200;
    private static final int TAG_QUOTED_MAX = 10;
    private static final char NONE = 0;

    private final EDIInputFactory factory = EDIInputFactory.newFactory();
    private final EdiTape tape;
    private byte[] header;
    private EDIStreamReader reader;
    private boolean isInHeader;
    private boolean isReplayed;
    private char release;
    private String separators;
    private List<List<String>> elements = List.of();

    /**
     * A segment as it stands in the file.
     *
     * @param line    on which it begins, from 1
     * @param bytes   with its terminator and what blanks stand before it
     * @param segment null where it cannot be read
     * @param flaw    why it cannot be read; null where it can
     */
    record Piece(long line, byte[] bytes, EdiSegment segment, String flaw) {}

    /**
     * @param aloneHeader what to read before transaction sets that have no interchange around them; empty where there is
     *                    one
     * @param bytesMax    the longest segment
     */
    EdiReader(InputStream in, byte[] aloneHeader, int bytesMax) {
        factory.setProperty(EDIInputFactory.EDI_VALIDATE_CONTROL_STRUCTURE, false); // each set shall fare for itself
        tape = new EdiTape(in, bytesMax);
        header = aloneHeader;
        if (aloneHeader.length > 0) {
            isReplayed = true;
            begin();
        }
    }

    /** What sets of this interchange need to be read without it; null where that is nothing. */
    String separators() {
        return separators;
    }

    /** The next segment; null at the end. */
    Piece next() throws IOException {
        Piece piece = null;
        while (piece == null) {
            if (reader == null) {
                String tag = tape.beginning();
                if (tag.isEmpty()) {
                    return null;
                }
                isReplayed = false;
                if (!EdiText.opensInterchange(tag)) {
                    tape.skipToInterchange();
                    return flaw("an interchange begins with ISA, UNA or UNB");
                }
                begin();
            }
            try {
                piece = step();
            } catch (EDIStreamException | RuntimeException e) {
                piece = behind(e);
            }
        }
        return piece;
    }

    private void begin() {
        try {
            if (isReplayed) {
                tape.replay(header);
            }
            reader = factory.createEDIStreamReader(tape, ISO_8859_1.name());
            isInHeader = true;
        } catch (EDIStreamException e) {
            throw new IllegalStateException("every Java runtime has ISO-8859-1", e);
        }
    }

    /** One event; the segment where it ends one, else null. */
    private Piece step() throws EDIStreamException {
        switch (reader.next()) {
            case START_SEGMENT -> {
                if (!isInHeader && EdiText.opensInterchange(reader.getText())) {
                    tape.unread(); // the interchange before it has no end
                    reader = null;
                    return null;
                }
                elements = new ArrayList<>(List.of(List.of(reader.getText())));
            }
            case ELEMENT_DATA -> put(reader.getLocation(), reader.getText());
            case END_SEGMENT -> {
                return ended();
            }
            case END_INTERCHANGE -> reader = null;
            default -> {}
        }
        return null;
    }

    private void put(Location at, String text) {
        int element = at.getElementPosition();
        int component = Math.max(at.getComponentPosition(), 1) - 1;
        boolean isRepetition = at.getElementOccurrence() > 1;
        if (isRepetition || element < 1 || element > POSITIONS_MAX || component > POSITIONS_MAX || tape.isOverfull()) {
            return;
        }
        while (elements.size() <= element) {
            elements.add(new ArrayList<>());
        }
        List<String> components = elements.get(element);
        while (components.size() <= component) {
            components.add("");
        }
        components.set(component, EdiText.of(text));
    }

    private Piece ended() {
        var segment = new EdiSegment(elements);
        if (!isInHeader) {
            return new Piece(tape.startLine(), tape.cut(), segment, null);
        }
        if (segment.name().equals("UNA")) {
            return null; // UNB and it are read as one
        }
        isInHeader = false;
        separate(reader.getDelimiters(), segment.name().equals("ISA"));
        if (isReplayed) {
            return null;
        }
        long line = tape.startLine();
        byte[] bytes = tape.cut();
        header = EdiText.stripped(bytes);
        return new Piece(line, bytes, segment, null);
    }

    private void separate(Map<String, Character> found, boolean isX12) {
        char terminator = found.get(Delimiters.SEGMENT);
        char element = found.get(Delimiters.DATA_ELEMENT);
        char component = found.get(Delimiters.COMPONENT_ELEMENT);
        if (List.of(terminator, element, component).stream().anyMatch(one -> Character.isLetterOrDigit(one))
                || terminator == element) {
            isInHeader = true;
            throw new IllegalArgumentException("separators are neither letters nor digits");
        }
        release = found.getOrDefault(Delimiters.RELEASE, NONE);
        separators = EdiText.separators(isX12, element, component, found.getOrDefault(Delimiters.DECIMAL, '.'), release,
                found.getOrDefault(Delimiters.REPETITION, NONE), terminator);
        tape.endingWith(terminator);
    }

    /** Goes on behind what StAEDI cannot read; null where nothing is lost by it. */
    private Piece behind(Exception failure) throws IOException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException broken) {
                throw broken;
            }
        }
        reader = null;
        if (isInHeader) {
            isReplayed = false;
            tape.skipToInterchange();
            return flaw("the header of the interchange cannot be read: an ISA has 106 characters and separators at its"
                    + " fixed places, a UNB a syntax identifier and its version");
        }
        if (tape.beginsWith("ISA", "UNA", "UNB")) {
            tape.unread();
            return null;
        }
        if (!tape.isAtEnd()) {
            tape.skipSegment(release);
            isReplayed = true;
            begin();
        }
        String why = failure.getCause() instanceof BufferOverflowException
                ? "an element has at most 4096 characters"
                : "a segment begins with a name of two or three letters and digits, and has the interchange's separators";
        Piece flaw = flaw(why);
        return flaw.bytes().length == 0 || EdiText.stripped(flaw.bytes()).length <= 1 ? null : flaw;
    }

    private Piece flaw(String why) {
        long line = tape.startLine();
        byte[] bytes = tape.cut();
        String text = new String(EdiText.stripped(bytes), ISO_8859_1);
        int end = 0;
        while (end < Math.min(text.length(), TAG_QUOTED_MAX) && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return new Piece(line, bytes, null, why + "; found " + Quote.of(text.substring(0, end)));
    }
}
