package io.carbonflow.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.avro.BookedEntry;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.EmissionResult;

/** What a record of an earlier version means today: fields it did not have stand at the value it was written under. */
class AddedFieldsContractTest {

    @Test
    void aResultOfTheFirstVersionIsTheWholeActivitysByTheDefaultMethodology() throws IOException {
        // Given
        Schema written = released("CalculatedEmission", 1).getField("results").schema().getElementType();
        var result = new GenericData.Record(written);
        for (String text : List.of("result_key", "method", "gwp_set", "factor_id", "factor_edition", "receipt")) {
            result.put(text, "x");
        }
        for (String mass : List.of("kg_co2e", "kg_co2e_ar4", "kg_co2e_ar5", "kg_co2e_ar6")) {
            result.put(mass, ByteBuffer.wrap(new BigDecimal("1.000000").unscaledValue().toByteArray()));
        }
        result.put("official", true);
        result.put("scope", 2);
        result.put("notices", List.of());

        // When
        var read = read(result, new EmissionResult());

        // Then
        assertThat(read.getPart()).isEqualTo("activity");
        assertThat(read.getElement()).isNull();
        assertThat(read.getFacilityId()).isNull();
        assertThat(read.getProductId()).isNull();
        assertThat(read.getMethodologyId()).isEqualTo("default");
        assertThat(read.getMethodologyVersion()).isEqualTo(1);
        assertThat(read.getQualityScore()).isNull();
        assertThat(read.getPcaf()).isNull();
    }

    @Test
    void aDeadLetterOfTheFirstVersionIsRefusedForGood() throws IOException {
        // Given
        var letter = new GenericData.Record(released("DeadLetter", 1));
        for (String text : List.of("id", "tenant_id", "correlation_id", "stage", "source", "channel",
                "content_type")) {
            letter.put(text, "x");
        }
        letter.put("received_at", 0L);
        letter.put("rejected_at", 0L);
        letter.put("reasons", List.of());
        letter.put("payload", ByteBuffer.allocate(0));

        // When
        var read = read(letter, new DeadLetter());

        // Then
        assertThat(read.getHeld()).isFalse();
    }

    @Test
    void everyAddedFieldHasADefault() throws IOException {
        assertThat(withoutDefault(EmissionResult.getClassSchema(),
                released("CalculatedEmission", 1).getField("results").schema().getElementType()))
            .isEmpty();
        assertThat(withoutDefault(CalculatedEmission.getClassSchema(), released("CalculatedEmission", 1))).isEmpty();
        assertThat(withoutDefault(DeadLetter.getClassSchema(), released("DeadLetter", 1))).isEmpty();
        assertThat(withoutDefault(BookedEntry.getClassSchema(), released("BookedEntry", 1))).isEmpty();
    }

    private static List<String> withoutDefault(Schema present, Schema first) {
        return present.getFields()
            .stream()
            .filter(field -> first.getField(field.name()) == null && !field.hasDefaultValue())
            .map(Schema.Field::name)
            .toList();
    }

    private static <T extends SpecificRecord> T read(GenericData.Record written, T into) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericData.Record>(written.getSchema()).write(written, encoder);
        encoder.flush();
        return new SpecificDatumReader<T>(written.getSchema(), into.getSchema())
            .read(into, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    }

    private static Schema released(String record, int version) throws IOException {
        return new Schema.Parser()
            .parse(Files.readString(Path.of("src/test/resources/history", record, version + ".avsc"), UTF_8));
    }
}
