package io.carbonflow.query.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Writes Thrift's compact protocol, in which Parquet keeps its headers. Fields of a struct are written in the order of their
 * ids.
 */
final class CompactProtocol {

    private static final int BOOLEAN_TRUE = 1;
    private static final int BOOLEAN_FALSE = 2;
    private static final int BYTE = 3;
    private static final int INT_16 = 4;
    private static final int INT_32 = 5;
    private static final int INT_64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int SHORT_LIST_MAX = 14;

    private final Bytes out = new Bytes();
    private final Deque<Integer> outer = new ArrayDeque<>();
    private int lastField;

    Bytes bytes() {
        return out;
    }

    CompactProtocol flag(int field, boolean value) {
        return field(field, value ? BOOLEAN_TRUE : BOOLEAN_FALSE);
    }

    CompactProtocol int8(int field, int value) {
        field(field, BYTE);
        out.write(value);
        return this;
    }

    CompactProtocol int16(int field, int value) {
        field(field, INT_16);
        return zigzag(value);
    }

    CompactProtocol int32(int field, int value) {
        field(field, INT_32);
        return zigzag(value);
    }

    CompactProtocol int64(int field, long value) {
        field(field, INT_64);
        return zigzag(value);
    }

    CompactProtocol binary(int field, byte[] value) {
        field(field, BINARY);
        return element(value);
    }

    CompactProtocol text(int field, String value) {
        return binary(field, value.getBytes(UTF_8));
    }

    CompactProtocol struct(int field) {
        field(field, STRUCT);
        return open();
    }

    /** A struct without fields, which says something by being there. */
    CompactProtocol mark(int field) {
        return struct(field).end();
    }

    /** Ends the struct that was opened last; the outermost one too. */
    CompactProtocol end() {
        out.write(0);
        lastField = outer.isEmpty() ? 0 : outer.pop();
        return this;
    }

    <T> CompactProtocol structs(int field, List<T> items, BiConsumer<CompactProtocol, T> write) {
        list(field, items.size(), STRUCT);
        for (T item : items) {
            open();
            write.accept(this, item);
            end();
        }
        return this;
    }

    CompactProtocol int32s(int field, List<Integer> items) {
        list(field, items.size(), INT_32);
        items.forEach(this::zigzag);
        return this;
    }

    CompactProtocol texts(int field, List<String> items) {
        list(field, items.size(), BINARY);
        items.forEach(item -> element(item.getBytes(UTF_8)));
        return this;
    }

    private CompactProtocol open() {
        outer.push(lastField);
        lastField = 0;
        return this;
    }

    private CompactProtocol field(int field, int type) {
        int step = field - lastField;
        if (step < 1 || step > 15) {
            throw new IllegalArgumentException("field " + field + " follows field " + lastField
                    + " of the same struct: ids rise, by 15 at the most");
        }
        out.write(step << 4 | type);
        lastField = field;
        return this;
    }

    private void list(int field, int size, int type) {
        field(field, LIST);
        if (size <= SHORT_LIST_MAX) {
            out.write(size << 4 | type);
        } else {
            out.write(0xF0 | type);
            out.putVarint(size);
        }
    }

    private CompactProtocol element(byte[] value) {
        out.putVarint(value.length);
        out.put(value);
        return this;
    }

    private CompactProtocol zigzag(long value) {
        out.putVarint(value << 1 ^ value >> 63);
        return this;
    }
}
