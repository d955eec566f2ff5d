package io.carbonflow.query.parquet;

import static io.carbonflow.query.parquet.ParquetColumn.nullable;
import static io.carbonflow.query.parquet.ParquetColumn.required;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.parquet.column.Encoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are read back with the format's reference implementation. */
class ParquetWriterTest {

    @TempDir
    private Path directory;

    @Test
    void everyTypeComesBackAsItWas() throws IOException {
        // Given
        var columns = List.of(required("text", ParquetType.TEXT), required("int", ParquetType.INT_32),
                required("long", ParquetType.INT_64), required("flag", ParquetType.BOOLEAN),
                required("day", ParquetType.DATE), required("at", ParquetType.TIMESTAMP),
                required("kg", ParquetType.decimal(6)));

        // When
        Path file = write(columns,
                List.of(List.of("Müller 😀", (short) 3, Long.MIN_VALUE, true, LocalDate.of(1969, 12, 31),
                        Instant.parse("1969-12-31T23:59:59.999999Z"),
                        new BigDecimal("-12345678901234567890123456789012.000001")),
                        List.of("", Integer.MIN_VALUE, Long.MAX_VALUE, false, LocalDate.of(2025, 11, 3),
                                Instant.parse("2025-11-03T10:00:00.123456789Z"), new BigDecimal("480.45996"))));

        // Then
        assertThat(ParquetFiles.read(file)).extracting(row -> List.copyOf(row.values()))
            .containsExactly(
                    List.of("Müller 😀", 3, Long.MIN_VALUE, true, LocalDate.of(1969, 12, 31),
                            Instant.parse("1969-12-31T23:59:59.999999Z"),
                            new BigDecimal("-12345678901234567890123456789012.000001")),
                    List.of("", Integer.MIN_VALUE, Long.MAX_VALUE, false, LocalDate.of(2025, 11, 3),
                            Instant.parse("2025-11-03T10:00:00.123456Z"), new BigDecimal("480.459960")));
    }

    @Test
    void aRowMayBeWithoutAValueWhereTheColumnSaysSo() throws IOException {
        Path file = write(
                List.of(nullable("a", ParquetType.TEXT), nullable("b", ParquetType.BOOLEAN),
                        nullable("c", ParquetType.decimal(2)), nullable("never", ParquetType.INT_64)),
                List.of(Arrays.asList(null, true, new BigDecimal("1.25"), null), Arrays.asList("x", null, null, null)));

        assertThat(ParquetFiles.read(file)).extracting(row -> new ArrayList<>(row.values()))
            .containsExactly(new ArrayList<>(Arrays.asList(null, true, new BigDecimal("1.25"), null)),
                    new ArrayList<>(Arrays.asList("x", null, null, null)));
    }

    @Test
    void manyRowsComeBackInOrderFromSeveralPagesAndGroups() throws IOException {
        // Given: words that fit a dictionary, ids that soon do not, and runs of all lengths
        var columns = List.of(nullable("word", ParquetType.TEXT), required("id", ParquetType.TEXT),
                required("number", ParquetType.INT_64), nullable("flag", ParquetType.BOOLEAN),
                required("constant", ParquetType.TEXT));
        int count = 210_007;

        // When
        Path file = directory.resolve("many.parquet");
        try (var writer = new ParquetWriter(Files.newOutputStream(file), columns)) {
            for (int i = 0; i < count; i++) {
                writer.add(row(i));
            }
        }

        // Then
        List<Map<String, Object>> read = ParquetFiles.read(file);
        assertThat(read).hasSize(count);
        for (int i = 0; i < count; i++) {
            if (!new ArrayList<>(read.get(i).values()).equals(row(i))) {
                assertThat(read.get(i).values()).as("row %d", i).containsExactlyElementsOf(row(i));
            }
        }
        var groups = ParquetFiles.metadata(file).getBlocks();
        assertThat(groups).hasSizeGreaterThan(1);
        assertThat(groups.get(0).getColumns().get(0).getEncodings()).contains(Encoding.RLE_DICTIONARY);
        assertThat(groups.get(0).getColumns().get(1).getEncodings()).contains(Encoding.PLAIN);
        assertThat(groups.get(0).getColumns().get(4).getTotalSize()).isLessThan(1_000);
    }

    private static List<Object> row(int i) {
        return Arrays.asList(i % 3 == 0 ? null : "word " + i / 7 % 1_000,
                UUID.nameUUIDFromBytes(new byte[]{(byte) i, (byte) (i >> 8), (byte) (i >> 16)}).toString(),
                (long) (i % 100 < 50 ? i % 100 : 17), i / 100 % 2 == 0 ? null : i % 5 == 0, "x");
    }

    @Test
    void aReaderCanSkipWhatItDoesNotNeedByTheSmallestAndLargestValues() throws IOException {
        // Given: U+FF5E sorts before the emoji by its bytes, after it by its UTF-16
        Path file = write(List.of(required("kg", ParquetType.decimal(6)), nullable("name", ParquetType.TEXT)),
                List.of(List.of(new BigDecimal("-2"), "😀"), List.of(new BigDecimal("10"), "～"),
                        Arrays.asList(new BigDecimal("9"), null)));

        var columns = ParquetFiles.metadata(file).getBlocks().get(0).getColumns();
        assertThat(columns.get(0).getStatistics().minAsString()).isEqualTo("-2.000000");
        assertThat(columns.get(0).getStatistics().maxAsString()).isEqualTo("10.000000");
        assertThat(columns.get(1).getStatistics().minAsString()).isEqualTo("～");
        assertThat(columns.get(1).getStatistics().maxAsString()).isEqualTo("😀");
        assertThat(columns.get(1).getStatistics().getNumNulls()).isEqualTo(1);
    }

    @Test
    void aFileWithoutRowsIsAFile() throws IOException {
        Path file = write(List.of(required("a", ParquetType.TEXT)), List.of());

        assertThat(ParquetFiles.read(file)).isEmpty();
        assertThat(ParquetFiles.metadata(file).getFileMetaData().getKeyValueMetaData()).containsEntry("said", "word");
    }

    @Test
    void theSameRowsAreTheSameBytes() throws IOException {
        var columns = List.of(required("a", ParquetType.TEXT));

        assertThat(write(columns, List.of(List.of("x"), List.of("y"))))
            .hasSameBinaryContentAs(write(columns, List.of(List.of("x"), List.of("y"))));
    }

    @Test
    void refusesWhatItCannotKeepAsItIs() throws IOException {
        var columns = List.of(required("kg", ParquetType.decimal(6)));
        try (var writer = new ParquetWriter(new ByteArrayOutputStream(), columns)) {
            assertThatThrownBy(() -> writer.add(Arrays.asList((Object) null))).hasMessageContaining("column kg");
            assertThatThrownBy(() -> writer.add(List.of(new BigDecimal("0.0000001"))))
                .isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> writer.add(List.of(new BigDecimal("1e32")))).hasMessageContaining("38 digits");
            assertThatThrownBy(() -> writer.add(List.of())).hasMessageContaining("1 values, found 0");
        }
    }

    private Path write(List<ParquetColumn> columns, List<List<?>> rows) throws IOException {
        Path file = Files.createTempFile(directory, "test", ".parquet");
        try (var writer = new ParquetWriter(Files.newOutputStream(file), columns)) {
            writer.say("said", "word");
            for (List<?> row : rows) {
                writer.add(row);
            }
        }
        return file;
    }
}
