package io.carbonflow.query.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.function.Consumer;

/** What a column holds, and how Parquet keeps it: its physical type, and what that stands for. */
public abstract class ParquetType {

    /** Digits of a decimal, all told. */
    public static final int PRECISION = 38;
    /** Text, UTF-8: {@link String}. */
    public static final ParquetType TEXT = new Text();
    /** A whole number of 32 bits: {@link Short} or {@link Integer}. */
    public static final ParquetType INT_32 = new Int32();
    /** A whole number of 64 bits: {@link Long}. */
    public static final ParquetType INT_64 = new Int64();
    /** {@link Boolean}. */
    public static final ParquetType BOOLEAN = new Flag();
    /** A day without a zone: {@link LocalDate}. */
    public static final ParquetType DATE = new Date();
    /** A moment in UTC, to the microsecond: {@link Instant}. What is finer is cut off. */
    public static final ParquetType TIMESTAMP = new Timestamp();

    static final int PHYSICAL_BOOLEAN = 0;
    private static final int PHYSICAL_INT_32 = 1;
    private static final int PHYSICAL_INT_64 = 2;
    private static final int PHYSICAL_BYTES = 6;
    static final int PHYSICAL_FIXED = 7;
    private static final int NONE = -1;

    private final int physical;
    private final int converted;

    ParquetType(int physical, int converted) {
        this.physical = physical;
        this.converted = converted;
    }

    /**
     * A decimal of {@value #PRECISION} digits: {@link BigDecimal}.
     *
     * @param scale digits after the point; a value that has more is refused
     */
    public static ParquetType decimal(int scale) {
        return new DecimalType(scale);
    }

    int physical() {
        return physical;
    }

    /** The value as it is kept, so that equal ones are equal; refuses what the column cannot hold as it is. */
    abstract Object kept(Object value);

    /** Appends a kept value in plain encoding. */
    abstract void plain(Object kept, Bytes out);

    /** The order of the statistics. */
    abstract int compare(Object kept, Object other);

    /** Describes the type in its schema element. */
    void describe(CompactProtocol element, String name, boolean isNullable) {
        element.int32(1, physical);
        length(element);
        element.int32(3, isNullable ? 1 : 0).text(4, name);
        if (converted != NONE) {
            element.int32(6, converted);
        }
        digits(element);
        var logical = logical();
        if (logical != null) {
            element.struct(10);
            logical.accept(element);
            element.end();
        }
    }

    void length(CompactProtocol element) {}

    void digits(CompactProtocol element) {}

    abstract Consumer<CompactProtocol> logical();

    private static final class Text extends ParquetType {

        Text() {
            super(PHYSICAL_BYTES, 0);
        }

        @Override
        Object kept(Object value) {
            return (String) value;
        }

        @Override
        void plain(Object kept, Bytes out) {
            byte[] bytes = ((String) kept).getBytes(UTF_8);
            out.putInt(bytes.length);
            out.put(bytes);
        }

        @Override
        int compare(Object kept, Object other) {
            return Arrays.compareUnsigned(((String) kept).getBytes(UTF_8), ((String) other).getBytes(UTF_8));
        }

        @Override
        Consumer<CompactProtocol> logical() {
            return element -> element.mark(1);
        }
    }

    private static class Int32 extends ParquetType {

        Int32() {
            this(NONE);
        }

        private Int32(int converted) {
            super(PHYSICAL_INT_32, converted);
        }

        @Override
        Object kept(Object value) {
            return ((Number) value).intValue();
        }

        @Override
        void plain(Object kept, Bytes out) {
            out.putInt((Integer) kept);
        }

        @Override
        int compare(Object kept, Object other) {
            return Integer.compare((Integer) kept, (Integer) other);
        }

        @Override
        Consumer<CompactProtocol> logical() {
            return null;
        }
    }

    private static final class Date extends Int32 {

        Date() {
            super(6);
        }

        @Override
        Object kept(Object value) {
            return Math.toIntExact(((LocalDate) value).toEpochDay());
        }

        @Override
        Consumer<CompactProtocol> logical() {
            return element -> element.mark(6);
        }
    }

    private static class Int64 extends ParquetType {

        Int64() {
            this(NONE);
        }

        private Int64(int converted) {
            super(PHYSICAL_INT_64, converted);
        }

        @Override
        Object kept(Object value) {
            return (Long) value;
        }

        @Override
        void plain(Object kept, Bytes out) {
            out.putLong((Long) kept);
        }

        @Override
        int compare(Object kept, Object other) {
            return Long.compare((Long) kept, (Long) other);
        }

        @Override
        Consumer<CompactProtocol> logical() {
            return null;
        }
    }

    private static final class Timestamp extends Int64 {

        Timestamp() {
            super(10);
        }

        @Override
        Object kept(Object value) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value);
        }

        @Override
        Consumer<CompactProtocol> logical() {
            return element -> element.struct(8).flag(1, true).struct(2).mark(2).end().end();
        }
    }

    private static final class Flag extends ParquetType {

        Flag() {
            super(PHYSICAL_BOOLEAN, NONE);
        }

        @Override
        Object kept(Object value) {
            return (Boolean) value;
        }

        /** One byte here; a page packs the values by eight. */
        @Override
        void plain(Object kept, Bytes out) {
            out.write((Boolean) kept ? 1 : 0);
        }

        @Override
        int compare(Object kept, Object other) {
            return Boolean.compare((Boolean) kept, (Boolean) other);
        }

        @Override
        Consumer<CompactProtocol> logical() {
            return null;
        }
    }
}
