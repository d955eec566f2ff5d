package io.carbonflow.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every version of a schema that was ever released lies under {@code src/test/resources/history/<record>/<n>.avsc} and
 * stays there: topics and ledgers hold records it wrote.
 */
class SchemaHistoryContractTest {

    private static final Path HISTORY = Path.of("src/test/resources/history");

    static Stream<Path> releasedSchemas() throws IOException {
        try (var files = Files.walk(HISTORY)) {
            return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("releasedSchemas")
    void todaysReaderReadsWhatAReleasedSchemaWrote(Path released) throws IOException {
        Schema writer = parse(released);

        var verdict = SchemaCompatibility.checkReaderWriterCompatibility(presentSchemaOf(released), writer);

        assertThat(verdict.getType()).as(verdict.getDescription()).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @ParameterizedTest
    @MethodSource("releasedSchemas")
    void aReleasedReaderReadsWhatWeWriteToday(Path released) throws IOException {
        Schema reader = parse(released);

        var verdict = SchemaCompatibility.checkReaderWriterCompatibility(reader, presentSchemaOf(released));

        assertThat(verdict.getType()).as(verdict.getDescription()).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @Test
    void everyRecordHasAReleasedVersionThatEqualsThePresentOne() throws IOException {
        var released = releasedSchemas().map(SchemaHistoryContractTest::parse).collect(Collectors.toSet());

        assertThat(released).containsAll(List.copyOf(Topics.valueSchemas().values()));
    }

    @Test
    void aRemovedFieldWithoutDefaultWouldBeNoticed() {
        // The check itself is checked: a schema without tenant_id cannot be read by one that demands it.
        var present = Topics.valueSchemas().get(Topics.LEDGER_BOOKED);
        var fields = present.getFields()
            .stream()
            .filter(field -> !field.name().equals("tenant_id"))
            .map(field -> new Schema.Field(field, field.schema()))
            .toList();
        var broken = Schema.createRecord(present.getName(), "", present.getNamespace(), false, fields);

        var verdict = SchemaCompatibility.checkReaderWriterCompatibility(present, broken);

        assertThat(verdict.getType()).isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
    }

    private static Schema presentSchemaOf(Path released) {
        String record = released.getParent().getFileName().toString();
        return Topics.valueSchemas()
            .values()
            .stream()
            .filter(schema -> schema.getName().equals(record))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no topic carries " + record + " any more, but its records remain"));
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file, UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
