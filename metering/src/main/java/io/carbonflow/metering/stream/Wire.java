package io.carbonflow.metering.stream;

import java.util.Optional;

import org.apache.avro.specific.SpecificRecordBase;

/** Values as they stand on topics. */
public interface Wire {

    byte[] encode(String topic, SpecificRecordBase value);

    /** Empty where the bytes are no such value; waits for the registry where that is away. */
    <T extends SpecificRecordBase> Optional<T> decode(byte[] value, Class<T> type);
}
