package io.carbonflow.query.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * The values of one column in one row group, as pages: by their place in a dictionary as long as this pays, then plain. Every
 * page is compressed as soon as it is full, so that a row group takes little more memory than it takes in the file.
 */
final class ColumnWriter {

    static final int PLAIN = 0;
    static final int RLE = 3;
    static final int RLE_DICTIONARY = 8;
    private static final int DATA_PAGE = 0;
    private static final int DICTIONARY_PAGE = 2;

    private static final int PAGE_VALUES_MAX = 20_000;
    private static final int PAGE_BYTES_MAX = 1 << 20;
    private static final int DICTIONARY_BYTES_MAX = 1 << 19;
    /** Longer ones are left out of the statistics: the footer repeats them. */
    private static final int STATISTICS_BYTES_MAX = 128;

    private final ParquetColumn column;
    private final Map<Object, Integer> places = new HashMap<>();
    private final Bytes dictionary = new Bytes();
    private final Bytes pages = new Bytes();
    private final boolean[] usesEncoding = new boolean[RLE_DICTIONARY + 1];
    private final int[] levels = new int[PAGE_VALUES_MAX];
    private final int[] indexes = new int[PAGE_VALUES_MAX];
    private final Bytes plain = new Bytes();
    private boolean isDictionary;
    private int pageRows;
    private int pageValues;
    private long values;
    private long nulls;
    private long plainBytes;
    private Object smallest;
    private Object largest;

    ColumnWriter(ParquetColumn column) {
        this.column = column;
        this.isDictionary = isDictionaryOf(column);
    }

    private static boolean isDictionaryOf(ParquetColumn column) {
        return column.type().physical() != ParquetType.PHYSICAL_BOOLEAN;
    }

    ParquetColumn column() {
        return column;
    }

    /** Bytes held at present, roughly. */
    int size() {
        return pages.size() + plain.size() + dictionary.size();
    }

    void add(Object value) {
        levels[pageRows++] = value == null ? 0 : 1;
        if (value == null) {
            if (!column.isNullable()) {
                throw new IllegalArgumentException("column " + column.name() + " has no nulls, found one");
            }
            nulls++;
        } else {
            addKept(column.type().kept(value));
        }
        if (pageRows == PAGE_VALUES_MAX || plain.size() >= PAGE_BYTES_MAX) {
            endPage();
        }
    }

    private void addKept(Object kept) {
        if (isDictionary) {
            Integer place = places.get(kept);
            if (place == null) {
                place = places.size();
                places.put(kept, place);
                column.type().plain(kept, dictionary);
                note(kept);
            }
            indexes[pageValues] = place;
        } else {
            column.type().plain(kept, plain);
            note(kept);
        }
        pageValues++;
    }

    private void note(Object kept) {
        if (smallest == null || column.type().compare(kept, smallest) < 0) {
            smallest = kept;
        }
        if (largest == null || column.type().compare(kept, largest) > 0) {
            largest = kept;
        }
    }

    private void endPage() {
        if (pageRows == 0) {
            return;
        }
        var page = new Bytes();
        if (column.isNullable()) {
            var present = new Bytes();
            Hybrid.write(levels, pageRows, 1, present);
            page.putInt(present.size());
            page.put(present);
            usesEncoding[RLE] = true;
        }
        int encoding = isDictionary ? RLE_DICTIONARY : PLAIN;
        if (isDictionary) {
            int width = Hybrid.width(Math.max(places.size() - 1, 0));
            page.write(width);
            Hybrid.write(indexes, pageValues, width, page);
        } else if (column.type().physical() == ParquetType.PHYSICAL_BOOLEAN) {
            packFlags(page);
        } else {
            page.put(plain);
        }
        usesEncoding[encoding] = true;
        int rows = pageRows;
        append(pages, DATA_PAGE, page,
                header -> header.struct(5).int32(1, rows).int32(2, encoding).int32(3, RLE).int32(4, RLE).end());
        values += pageRows;
        // A dictionary of values most of which come once is longer than the values.
        isDictionary = isDictionary && dictionary.size() < DICTIONARY_BYTES_MAX
                && places.size() <= (values - nulls) / 2 + 1;
        pageRows = 0;
        pageValues = 0;
        plain.reset();
    }

    private void packFlags(Bytes page) {
        byte[] flags = plain.toByteArray();
        for (int i = 0; i < flags.length; i += Byte.SIZE) {
            int packed = 0;
            for (int j = i; j < Math.min(i + Byte.SIZE, flags.length); j++) {
                packed |= flags[j] << (j - i);
            }
            page.write(packed);
        }
    }

    private void append(Bytes target, int type, Bytes content, Consumer<CompactProtocol> details) {
        Bytes compressed = gzip(content);
        var header = new CompactProtocol().int32(1, type).int32(2, content.size()).int32(3, compressed.size());
        details.accept(header);
        Bytes start = header.end().bytes();
        target.put(start);
        target.put(compressed);
        plainBytes += start.size() + content.size();
    }

    private static Bytes gzip(Bytes content) {
        var compressed = new Bytes();
        try (var gzip = new GZIPOutputStream(compressed)) {
            content.writeTo(gzip);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written to", e);
        }
        return compressed;
    }

    /** Ends the chunk: its bytes, and what the footer says of it. */
    Chunk end(long offset) {
        endPage();
        var bytes = new Bytes();
        if (usesEncoding[RLE_DICTIONARY]) {
            append(bytes, DICTIONARY_PAGE, dictionary,
                    header -> header.struct(7).int32(1, places.size()).int32(2, PLAIN).end());
            usesEncoding[PLAIN] = true;
        }
        long dataOffset = offset + bytes.size();
        bytes.put(pages);
        List<Integer> encodings = new ArrayList<>();
        for (int i = 0; i < usesEncoding.length; i++) {
            if (usesEncoding[i]) {
                encodings.add(i);
            }
        }
        return new Chunk(column, bytes, encodings, values, nulls, plainBytes, offset, dataOffset, statistic(smallest),
                statistic(largest));
    }

    /** The plain bytes of a value without its length; null where there is none, or where it is long. */
    private byte[] statistic(Object kept) {
        if (kept == null) {
            return null;
        }
        var bytes = new Bytes();
        column.type().plain(kept, bytes);
        byte[] whole = bytes.toByteArray();
        byte[] value = column.type() == ParquetType.TEXT ? Arrays.copyOfRange(whole, Integer.BYTES, whole.length)
                : whole;
        return value.length > STATISTICS_BYTES_MAX ? null : value;
    }

    /**
     * The pages of a column in a row group.
     *
     * @param encodings  of its pages
     * @param values     nulls among them
     * @param plainBytes what it takes without compression
     * @param offset     of its first byte in the file
     * @param dataOffset of its first page that is no dictionary
     * @param smallest   null where it is not known
     * @param largest    null where it is not known
     */
    record Chunk(ParquetColumn column, Bytes bytes, List<Integer> encodings, long values, long nulls, long plainBytes,
            long offset, long dataOffset, byte[] smallest, byte[] largest) {}
}
