package io.carbonflow.metering.stream;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

import io.carbonflow.contracts.Topics;
import io.carbonflow.intake.contract.ContractConfig;
import io.carbonflow.metering.device.DeviceFamily;
import io.carbonflow.metering.source.SourceProcessor;
import io.carbonflow.metering.source.TallyProcessor;

/**
 * How records run through this stage.
 *
 * <pre>
 * raw.meter, raw.iot.energy -> frames -> raw.*, raw.context, dlq.intake, quality.alerts, device.commands
 *                                  \-> facts (by source) -> sources -> sources.state, quality.alerts
 * dlq.*, ledger.booked -> tally ----/
 * </pre>
 *
 * The frames' state and output move together (exactly once), so no stand counts twice and none is lost.
 */
public final class MeteringTopology {

    private static final List<String> DECISIONS = List.of(Topics.DEAD_INTAKE, Topics.DEAD_CALCULATION,
            Topics.DEAD_LEDGER, Topics.LEDGER_BOOKED);
    private static final Consumed<String, byte[]> AS_BYTES = Consumed.with(Serdes.String(), Serdes.ByteArray());
    private static final String[] FRAME_STORES = {Meters.STORE, StoredHistory.STORE, Sessions.STORE,
            Waiting.STORE, Waiting.INDEX};

    private final Wire wire;
    private final Map<String, DeviceFamily> families;
    private final ContractConfig contract;
    private final Bounds bounds;
    private final MeteringMetrics metrics;

    /** @param families by their names */
    public MeteringTopology(Wire wire, Map<String, DeviceFamily> families, ContractConfig contract, Bounds bounds,
            MeteringMetrics metrics) {
        this.wire = wire;
        this.families = Map.copyOf(families);
        this.contract = contract;
        this.bounds = bounds;
        this.metrics = metrics;
    }

    /**
     * @param partitions of the facts
     * @param isOnDisk   whether state may be larger than memory; its changelog is the truth in either case
     */
    public Topology build(int partitions, boolean isOnDisk) {
        Function<String, KeyValueBytesStoreSupplier> stores = isOnDisk ? Stores::persistentKeyValueStore
                : Stores::inMemoryKeyValueStore;
        var builder = new StreamsBuilder();
        table(builder, Topics.MASTER_DEVICES, Registrations.STORE);
        table(builder, Topics.SOURCES_STATE, TrustBoard.STORE);
        for (String name : List.of(Meters.STORE, Waiting.STORE, Waiting.INDEX,
                SourceProcessor.STORE)) {
            builder.addStateStore(
                    Stores.keyValueStoreBuilder(stores.apply(name), Serdes.String(), Serdes.ByteArray()));
        }
        builder.addStateStore(Stores.timestampedKeyValueStoreBuilder(
                isOnDisk ? Stores.persistentTimestampedKeyValueStore(Sessions.STORE)
                        : Stores.inMemoryKeyValueStore(Sessions.STORE),
                Serdes.String(), Serdes.ByteArray()));
        builder.addStateStore(
                Stores.keyValueStoreBuilder(stores.apply(StoredHistory.STORE), Serdes.String(), Serdes.String()));

        KStream<String, Outgoing> read = builder.stream(List.of(Topics.RAW_METER, Topics.RAW_ENERGY), AS_BYTES)
            .process(() -> new FrameProcessor(wire, families, contract, bounds, metrics), FRAME_STORES);
        write(read.filterNot((key, outgoing) -> outgoing.topic().equals(Outgoing.FACTS)));

        KStream<String, byte[]> facts = read.filter((key, outgoing) -> outgoing.topic().equals(Outgoing.FACTS))
            .mapValues(Outgoing::value);
        KStream<String, byte[]> tallies = builder.stream(DECISIONS, AS_BYTES).process(() -> new TallyProcessor(wire));
        write(facts.merge(tallies)
            .repartition(Repartitioned.with(Serdes.String(), Serdes.ByteArray())
                .withName(Outgoing.FACTS)
                .withNumberOfPartitions(partitions))
            .process(() -> new SourceProcessor(wire, Registrations.STORE, bounds.sourcesMax(), metrics),
                    SourceProcessor.STORE));
        return builder.build();
    }

    private static void write(KStream<String, Outgoing> stream) {
        Serde<Outgoing> serde = Serdes.serdeFrom((topic, outgoing) -> outgoing.value(), (topic, value) -> null);
        stream.to((key, outgoing, metadata) -> outgoing.topic(), Produced.with(Serdes.String(), serde));
    }

    private static void table(StreamsBuilder builder, String topic, String store) {
        builder.globalTable(topic, AS_BYTES,
                Materialized.<String, byte[]>as(Stores.inMemoryKeyValueStore(store))
                    .withKeySerde(Serdes.String())
                    .withValueSerde(Serdes.ByteArray()));
    }
}
