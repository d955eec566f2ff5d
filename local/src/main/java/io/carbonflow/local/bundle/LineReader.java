package io.carbonflow.local.bundle;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Reads lines as bytes, and keeps the digest of all but the last one read. */
final class LineReader {

    /** Far beyond any line: a block of millions of entries. */
    private static final int BYTES_MAX = 256_000_000;

    private final InputStream in;
    private final MessageDigest digest = Hashes.digest();
    private byte[] last;

    LineReader(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** The next line without its line feed; null at the end. */
    byte[] next() throws IOException, MismatchException {
        if (last != null) {
            digest.update(last);
            digest.update((byte) '\n');
        }
        last = read();
        return last;
    }

    /** The digest of every byte before the line read last; can be asked for once. */
    byte[] digestOfLinesBefore() {
        return digest.digest();
    }

    private byte[] read() throws IOException, MismatchException {
        var line = new ByteArrayOutputStream(4096);
        int next;
        while ((next = in.read()) >= 0) {
            if (next == '\n') {
                return line.toByteArray();
            }
            line.write(next);
            if (line.size() > BYTES_MAX) {
                throw new MismatchException("a line has more than " + BYTES_MAX + " bytes");
            }
        }
        if (line.size() > 0) {
            throw new MismatchException("the bundle breaks off within a line");
        }
        return null;
    }
}
