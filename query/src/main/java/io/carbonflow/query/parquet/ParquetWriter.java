package io.carbonflow.query.parquet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.carbonflow.query.parquet.ColumnWriter.Chunk;

/**
 * Writes rows into a Parquet file, in memory that does not grow with their number: a row group is written as soon as it is
 * full. The same rows make the same bytes. A file that was not closed is no Parquet file.
 */
public final class ParquetWriter implements Closeable {

    private static final byte[] MAGIC = "PAR1".getBytes(US_ASCII);
    private static final int GROUP_ROWS_MAX = 200_000;
    private static final int GROUP_BYTES_MAX = 32 << 20;
    /** Sizes are looked at this often. */
    private static final int ROWS_BETWEEN_LOOKS = 1_000;

    private final List<ParquetColumn> columns;
    private final OutputStream out;
    private final SortedMap<String, String> words = new TreeMap<>();
    private final Footer footer;
    private List<ColumnWriter> writers;
    private int groupRows;
    private long rows;
    private long position;
    private boolean isClosed;

    /**
     * Begins a file.
     *
     * @param out takes the bytes; closed with the writer
     */
    public ParquetWriter(OutputStream out, List<ParquetColumn> columns) throws IOException {
        this.columns = List.copyOf(columns);
        this.out = out;
        this.footer = new Footer(this.columns, words);
        begin();
        write(MAGIC);
    }

    /** Keeps a word in the file beside the rows, for whoever reads it. */
    public void say(String key, String word) {
        words.put(key, word);
    }

    /**
     * Adds a row: a value per column, in their order, of the class its type names; null only where the column may be. After a
     * refusal the file is of no use.
     */
    public void add(List<?> values) throws IOException {
        if (values.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "a row has " + columns.size() + " values, found " + values.size());
        }
        for (int i = 0; i < writers.size(); i++) {
            writers.get(i).add(values.get(i));
        }
        rows++;
        groupRows++;
        if (groupRows == GROUP_ROWS_MAX || groupRows % ROWS_BETWEEN_LOOKS == 0 && size() >= GROUP_BYTES_MAX) {
            endGroup();
        }
    }

    /** How many rows were added. */
    public long rows() {
        return rows;
    }

    @Override
    public void close() throws IOException {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try (out) {
            endGroup();
            Bytes end = footer.bytes();
            int length = end.size();
            end.putInt(length);
            end.put(MAGIC);
            end.writeTo(out);
        }
    }

    private void begin() {
        writers = columns.stream().map(ColumnWriter::new).toList();
        groupRows = 0;
    }

    private int size() {
        return writers.stream().mapToInt(ColumnWriter::size).sum();
    }

    private void endGroup() throws IOException {
        if (groupRows == 0) {
            return;
        }
        List<Chunk> chunks = new ArrayList<>();
        for (ColumnWriter writer : writers) {
            Chunk chunk = writer.end(position);
            chunk.bytes().writeTo(out);
            position += chunk.bytes().size();
            chunks.add(chunk);
        }
        footer.add(chunks, groupRows);
        begin();
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }
}
