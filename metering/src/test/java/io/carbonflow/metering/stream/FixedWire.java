package io.carbonflow.metering.stream;

import java.io.IOException;
import java.util.Optional;

import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecordBase;

import io.carbonflow.contracts.WireFormat;

/** The wire format without a registry. */
final class FixedWire implements Wire {

    @Override
    public byte[] encode(String topic, SpecificRecordBase value) {
        return WireFormat.encode(1, value);
    }

    @Override
    public <T extends SpecificRecordBase> Optional<T> decode(byte[] value, Class<T> type) {
        var data = SpecificData.getForClass(type);
        var schema = data.getSchema(type);
        try {
            return Optional.of(new SpecificDatumReader<T>(schema, schema, data).read(null, DecoderFactory.get()
                .binaryDecoder(value, WireFormat.HEADER_BYTES, value.length - WireFormat.HEADER_BYTES, null)));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
