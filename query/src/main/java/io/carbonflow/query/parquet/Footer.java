package io.carbonflow.query.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

import io.carbonflow.query.parquet.ColumnWriter.Chunk;

/** What a Parquet file says of itself at its end: the schema, and where everything is. */
final class Footer {

    private static final int FORMAT_VERSION = 1;
    private static final int GZIP = 2;
    private static final String CREATED_BY = "carbonflow version 1.0.0";

    private final List<ParquetColumn> columns;
    private final SortedMap<String, String> words;
    private final List<RowGroup> rowGroups = new ArrayList<>();
    private long rows;

    /** @param words what else is to be said; read when the footer is written */
    Footer(List<ParquetColumn> columns, SortedMap<String, String> words) {
        this.columns = columns;
        this.words = words;
    }

    /** What the footer keeps of a chunk once its bytes are written. */
    private record Entry(ParquetColumn column, List<Integer> encodings, long values, long nulls, long plainBytes,
            long bytes, long offset, long dataOffset, byte[] smallest, byte[] largest) {}

    private record RowGroup(List<Entry> entries, long rows) {}

    void add(List<Chunk> chunks, long groupRows) {
        rowGroups.add(new RowGroup(chunks.stream()
            .map(chunk -> new Entry(chunk.column(), chunk.encodings(), chunk.values(), chunk.nulls(),
                    chunk.plainBytes(), chunk.bytes().size(), chunk.offset(), chunk.dataOffset(), chunk.smallest(),
                    chunk.largest()))
            .toList(), groupRows));
        rows += groupRows;
    }

    Bytes bytes() {
        var file = new CompactProtocol().int32(1, FORMAT_VERSION);
        List<ParquetColumn> rootAndColumns = new ArrayList<>();
        rootAndColumns.add(null);
        rootAndColumns.addAll(columns);
        file.structs(2, rootAndColumns, this::element);
        file.int64(3, rows).structs(4, rowGroups, Footer::rowGroup);
        if (!words.isEmpty()) {
            file.structs(5, List.copyOf(words.entrySet()),
                    (pair, word) -> pair.text(1, word.getKey()).text(2, word.getValue()));
        }
        // Every column is ordered as its type is, without which readers ignore the statistics.
        return file.text(6, CREATED_BY).structs(7, columns, (order, column) -> order.mark(1)).end().bytes();
    }

    private void element(CompactProtocol element, ParquetColumn column) {
        if (column == null) {
            element.text(4, "carbonflow").int32(5, columns.size());
        } else {
            column.type().describe(element, column.name(), column.isNullable());
        }
    }

    private static void rowGroup(CompactProtocol group, RowGroup rowGroup) {
        long plainBytes = rowGroup.entries().stream().mapToLong(Entry::plainBytes).sum();
        long bytes = rowGroup.entries().stream().mapToLong(Entry::bytes).sum();
        group.structs(1, rowGroup.entries(), Footer::chunk)
            .int64(2, plainBytes)
            .int64(3, rowGroup.rows())
            .int64(5, rowGroup.entries().get(0).offset())
            .int64(6, bytes);
    }

    private static void chunk(CompactProtocol chunk, Entry entry) {
        chunk.int64(2, 0)
            .struct(3)
            .int32(1, entry.column().type().physical())
            .int32s(2, entry.encodings())
            .texts(3, List.of(entry.column().name()))
            .int32(4, GZIP)
            .int64(5, entry.values())
            .int64(6, entry.plainBytes())
            .int64(7, entry.bytes())
            .int64(9, entry.dataOffset());
        if (entry.dataOffset() > entry.offset()) {
            chunk.int64(11, entry.offset());
        }
        chunk.struct(12).int64(3, entry.nulls());
        if (entry.smallest() != null && entry.largest() != null) {
            chunk.binary(5, entry.largest()).binary(6, entry.smallest());
        }
        chunk.end().end();
    }
}
