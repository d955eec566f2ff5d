package io.carbonflow.metering.stream;

import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.avro.SourceState;

/** How far each source is trusted at present, by what this stage has announced itself. */
final class TrustBoard {

    static final String STORE = "trust";

    private final ReadOnlyKeyValueStore<String, ValueAndTimestamp<byte[]>> store;
    private final Wire wire;

    TrustBoard(ReadOnlyKeyValueStore<String, ValueAndTimestamp<byte[]>> store, Wire wire) {
        this.store = store;
        this.wire = wire;
    }

    /** Null where nothing is known yet. */
    String of(RecordKey source) {
        ValueAndTimestamp<byte[]> state = store.get(source.toString());
        return state == null || state.value() == null ? null
                : wire.decode(state.value(), SourceState.class).map(SourceState::getTrust).orElse(null);
    }
}
