package io.carbonflow.contracts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/** Confluent's wire format: a zero byte, the schema's id in four bytes, the Avro binary. */
public final class WireFormat {

    public static final byte MAGIC = 0;
    public static final int HEADER_BYTES = 5;

    /** Gathers the many small writes of a record; it is told its stream anew each time. */
    private static final ThreadLocal<BinaryEncoder> ENCODER = new ThreadLocal<>();

    private WireFormat() {}

    /**
     * The value as it stands on a topic.
     *
     * @param schemaId under which the registry knows the value's schema
     */
    public static byte[] encode(int schemaId, SpecificRecordBase value) {
        var bytes = new ByteArrayOutputStream(512);
        bytes.writeBytes(ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(schemaId).array());
        try {
            var encoder = EncoderFactory.get().binaryEncoder(bytes, ENCODER.get());
            ENCODER.set(encoder);
            new SpecificDatumWriter<SpecificRecordBase>(value.getSchema(), value.getSpecificData()).write(value,
                    encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory refused to be written", e);
        }
        return bytes.toByteArray();
    }
}
