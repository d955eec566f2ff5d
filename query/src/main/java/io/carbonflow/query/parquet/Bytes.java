package io.carbonflow.query.parquet;

import java.io.ByteArrayOutputStream;

/** Bytes as they grow; numbers little-endian. */
final class Bytes extends ByteArrayOutputStream {

    void putInt(int value) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            write(value >>> shift);
        }
    }

    void putLong(long value) {
        putInt((int) value);
        putInt((int) (value >>> Integer.SIZE));
    }

    /** Seven bits a byte, the lowest first; the highest bit of a byte says that another follows. */
    void putVarint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        write((int) rest);
    }

    void put(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    void put(Bytes other) {
        write(other.buf, 0, other.count);
    }
}
