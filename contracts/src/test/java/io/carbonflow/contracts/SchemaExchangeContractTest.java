package io.carbonflow.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records are written and read for good, with every field filled: by each released schema and today's, both ways. */
class SchemaExchangeContractTest {

    static Stream<Path> releasedSchemas() throws IOException {
        return SchemaHistoryContractTest.releasedSchemas();
    }

    @ParameterizedTest
    @MethodSource("releasedSchemas")
    void whatAReleasedSchemaWroteIsReadTodayWithEveryFieldItHad(Path released) {
        Schema old = parse(released);

        assertThat(exchanged(old, presentSchemaOf(released))).isEqualTo(commonFields(old, presentSchemaOf(released)));
    }

    @ParameterizedTest
    @MethodSource("releasedSchemas")
    void whatWeWriteTodayIsReadByAReleasedReaderWithEveryFieldItKnows(Path released) {
        Schema old = parse(released);

        assertThat(exchanged(presentSchemaOf(released), old)).isEqualTo(commonFields(presentSchemaOf(released), old));
    }

    /** The texts of the fields both know, after writing by the one and reading by the other. */
    private static Map<String, String> exchanged(Schema writer, Schema reader) {
        try {
            var bytes = new ByteArrayOutputStream();
            var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<GenericRecord>(writer).write((GenericRecord) sample(writer), encoder);
            encoder.flush();
            GenericRecord read = new GenericDatumReader<GenericRecord>(writer, reader).read(null,
                    DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
            return texts(read, writer, reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> commonFields(Schema writer, Schema reader) {
        return texts((GenericRecord) sample(writer), writer, reader);
    }

    /** Nested records may have gained fields of their own: those are compared by their own versions' names alone. */
    private static Map<String, String> texts(GenericRecord record, Schema writer, Schema reader) {
        var texts = new java.util.TreeMap<String, String>();
        for (Schema.Field field : writer.getFields()) {
            if (reader.getField(field.name()) != null && !holdsRecords(field.schema())) {
                texts.put(field.name(), String.valueOf(record.get(field.name())));
            }
        }
        return texts;
    }

    private static boolean holdsRecords(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> true;
            case UNION -> schema.getTypes().stream().anyMatch(SchemaExchangeContractTest::holdsRecords);
            case ARRAY -> holdsRecords(schema.getElementType());
            default -> false;
        };
    }

    /** A value of a schema with nothing left out: of a union the last branch, which is never null here. */
    private static Object sample(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> {
                var record = new GenericData.Record(schema);
                schema.getFields().forEach(field -> record.put(field.name(), sample(field.schema())));
                yield record;
            }
            case UNION -> sample(schema.getTypes().get(schema.getTypes().size() - 1));
            case ARRAY -> new GenericData.Array<>(schema, List.of(sample(schema.getElementType())));
            case MAP -> Map.of("k", sample(schema.getValueType()));
            case ENUM -> new GenericData.EnumSymbol(schema, schema.getEnumSymbols().get(0));
            case FIXED -> new GenericData.Fixed(schema, new byte[schema.getFixedSize()]);
            case BYTES -> ByteBuffer.wrap(new byte[]{1, 2});
            case INT -> 7;
            case LONG -> 1_762_164_000_000_000L;
            case FLOAT -> 0.5f;
            case DOUBLE -> 0.5d;
            case BOOLEAN -> true;
            case NULL -> null;
            case STRING -> "text";
        };
    }

    private static Schema presentSchemaOf(Path released) {
        String record = released.getParent().getFileName().toString();
        return Topics.valueSchemas()
            .values()
            .stream()
            .filter(schema -> schema.getName().equals(record))
            .findFirst()
            .orElseThrow();
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
