package io.carbonflow.gateway.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The bytes of an EDI file on their way to the lexer, which takes them one by one. They are kept until they are
 * {@linkplain #cut() cut off} as those of one segment, and can be put back or passed over.
 */
final class EdiTape extends InputStream {

    private static final int NONE = -1;

    private final InputStream in;
    private final int keptMax;
    private byte[] ahead = {};
    private int aheadAt;
    /** Bytes to come that are no part of the file. */
    private int silent;
    private byte[] kept = new byte[256];
    private int size;
    private boolean isBlank = true;
    private long line = 1;
    private long startLine = 1;
    private int terminator = NONE;
    private int last = NONE;
    private boolean isPeeking;
    private boolean isAtEnd;

    /** @param keptMax bytes of a segment beyond which no more are kept */
    EdiTape(InputStream in, int keptMax) {
        this.in = in;
        this.keptMax = keptMax;
    }

    @Override
    public int read() throws IOException {
        if (isPeeking) {
            return NONE; // the lexer asks whether there is more behind an interchange; that is not its business
        }
        int c = raw();
        if (c < 0) {
            return end();
        }
        if (silent > 0) {
            silent--;
        } else {
            keep(c);
        }
        last = c;
        return c;
    }

    /** The last segment is ended also where its terminator is missing. */
    private int end() {
        boolean isEnded = isAtEnd || isBlank || terminator == NONE;
        isAtEnd = true;
        last = isEnded ? NONE : terminator;
        return last;
    }

    private int raw() throws IOException {
        return aheadAt < ahead.length ? ahead[aheadAt++] & 0xFF : in.read();
    }

    private void keep(int c) {
        if (isBlank && c > ' ') {
            isBlank = false;
            startLine = line;
        }
        line += c == '\n' ? 1 : 0;
        if (size <= keptMax) {
            kept = size < kept.length ? kept : Arrays.copyOf(kept, size * 2);
            kept[size++] = (byte) c;
        }
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public void mark(int limit) {
        isPeeking = true;
    }

    @Override
    public void reset() {
        isPeeking = false;
    }

    /** What ends the segments from here on. */
    void endingWith(char segmentTerminator) {
        terminator = segmentTerminator;
    }

    boolean isAtEnd() {
        return isAtEnd;
    }

    /** Whether more is kept than a segment may have. */
    boolean isOverfull() {
        return size > keptMax;
    }

    /** The line on which what is kept begins, from 1. */
    long startLine() {
        return isBlank ? line : startLine;
    }

    /** Whether what is kept begins with one of these, blanks before it apart. */
    boolean beginsWith(String... tags) {
        String text = new String(EdiText.stripped(Arrays.copyOf(kept, Math.min(size, 64))),
                java.nio.charset.StandardCharsets.ISO_8859_1);
        return Arrays.stream(tags).anyMatch(text::startsWith);
    }

    /** What is kept, with the blanks before it; nothing is kept any more. */
    byte[] cut() {
        byte[] bytes = Arrays.copyOf(kept, size);
        size = 0;
        isBlank = true;
        return bytes;
    }

    /** Puts what is kept back, to be read again. */
    void unread() {
        byte[] bytes = cut();
        for (byte one : bytes) {
            line -= one == '\n' ? 1 : 0;
        }
        isAtEnd = false;
        putBefore(bytes);
    }

    /** Lets the lexer read this before what comes next; it is no part of the file. */
    void replay(byte[] bytes) {
        putBefore(bytes);
        silent = bytes.length;
    }

    /** The first three characters of what comes behind blanks; fewer at the end. */
    String beginning() throws IOException {
        int c = raw();
        while (c >= 0 && c <= ' ') {
            line += c == '\n' ? 1 : 0;
            c = raw();
        }
        var text = new StringBuilder();
        while (c >= 0) {
            text.append((char) c);
            c = text.length() < 3 ? raw() : NONE;
        }
        putBefore(text.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        return text.toString();
    }

    /** Passes over the rest of a segment that cannot be read, and keeps it. */
    void skipSegment(char release) throws IOException {
        boolean isReleased = false;
        int c = last;
        while (c >= 0 && (c != terminator || isReleased)) {
            isReleased = !isReleased && release != 0 && c == release;
            c = read();
        }
    }

    /** Passes over everything before what may begin an interchange, and keeps it. */
    void skipToInterchange() throws IOException {
        terminator = NONE;
        int before = 0;
        String three = "\0\0\0";
        int c = read();
        while (c >= 0) {
            before = three.charAt(0);
            three = three.substring(1) + (char) c;
            if (EdiText.opensInterchange(three) && !Character.isLetterOrDigit(before)) {
                size -= Math.min(size, three.length());
                putBefore(three.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
                return;
            }
            c = read();
        }
    }

    private void putBefore(byte[] bytes) {
        byte[] all = Arrays.copyOf(bytes, bytes.length + ahead.length - aheadAt);
        System.arraycopy(ahead, aheadAt, all, bytes.length, ahead.length - aheadAt);
        ahead = all;
        aheadAt = 0;
    }
}
