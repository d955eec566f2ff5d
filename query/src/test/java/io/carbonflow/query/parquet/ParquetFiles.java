package io.carbonflow.query.parquet;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** Reads Parquet files with the format's reference implementation, which knows nothing of our writer. */
public final class ParquetFiles {

    private ParquetFiles() {}

    /** The rows, each a value per column; null where there is none. */
    public static List<Map<String, Object>> read(Path path) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (var reader = new Groups(path).withCodecFactory(new Gzip()).build()) {
            for (Group group = reader.read(); group != null; group = reader.read()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (Type column : group.getType().getFields()) {
                    row.put(column.getName(), group.getFieldRepetitionCount(column.getName()) == 0 ? null
                            : value(group, column.asPrimitiveType()));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** What the file says of itself. */
    public static ParquetMetadata metadata(Path path) throws IOException {
        var options = ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        try (var reader = ParquetFileReader.open(new LocalInputFile(path), options)) {
            return reader.getFooter();
        }
    }

    private static Object value(Group group, PrimitiveType column) {
        String name = column.getName();
        LogicalTypeAnnotation meaning = column.getLogicalTypeAnnotation();
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            return new BigDecimal(new BigInteger(group.getBinary(name, 0).getBytes()), decimal.getScale());
        }
        if (meaning instanceof DateLogicalTypeAnnotation) {
            return LocalDate.ofEpochDay(group.getInteger(name, 0));
        }
        if (meaning instanceof TimestampLogicalTypeAnnotation) {
            return Instant.EPOCH.plus(group.getLong(name, 0), ChronoUnit.MICROS);
        }
        return switch (column.getPrimitiveTypeName()) {
            case BOOLEAN -> group.getBoolean(name, 0);
            case INT32 -> group.getInteger(name, 0);
            case INT64 -> group.getLong(name, 0);
            default -> group.getString(name, 0);
        };
    }

    private static final class Groups extends ParquetReader.Builder<Group> {

        Groups(Path path) {
            super(new LocalInputFile(path), new PlainParquetConfiguration());
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }

    /** The library's own needs half of Hadoop. */
    private static final class Gzip implements CompressionCodecFactory {

        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException("nothing is written");
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            if (codec != CompressionCodecName.GZIP) {
                throw new UnsupportedOperationException("pages are compressed with GZIP, found " + codec);
            }
            return new BytesInputDecompressor() {

                @Override
                public BytesInput decompress(BytesInput bytes, int size) throws IOException {
                    try (var plain = new GZIPInputStream(bytes.toInputStream())) {
                        return BytesInput.from(plain.readAllBytes());
                    }
                }

                @Override
                public void decompress(ByteBuffer input, int length, ByteBuffer output, int size) {
                    throw new UnsupportedOperationException("pages are read from streams");
                }

                @Override
                public void release() {}
            };
        }

        @Override
        public void release() {}
    }
}
