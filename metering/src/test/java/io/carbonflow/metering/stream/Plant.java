package io.carbonflow.metering.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.ContextReading;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.contracts.avro.MeterFrame;
import io.carbonflow.contracts.avro.QualityAlert;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.SourceState;
import io.carbonflow.intake.contract.ContractConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** The whole stage without a broker, its clock in the test's hand. Devices of one tenant send, and what comes out is read. */
final class Plant implements AutoCloseable {

    static final String TENANT = "acme";

    private final Wire wire = new FixedWire();
    private final TopologyTestDriver driver;
    private final Map<String, List<TestRecord<String, byte[]>>> written = new java.util.HashMap<>();
    private Instant now;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    Plant(String now) {
        this(now, Bounds.DEFAULT);
    }

    Plant(String now, Bounds bounds) {
        this.now = Instant.parse(now);
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "metering");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:9092");
        try {
            settings.put(StreamsConfig.STATE_DIR_CONFIG, Files.createTempDirectory("plant").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        driver = new TopologyTestDriver(new MeteringTopology(wire, Map.of(PlainFamily.NAME, new PlainFamily()),
                ContractConfig.DEFAULT, bounds, new MeteringMetrics(metrics))
            .build(4, false), settings,
                this.now);
    }

    static DeviceRegistration device(String id) {
        return DeviceRegistration.newBuilder()
            .setTenantId(TENANT)
            .setId(id)
            .setFamily(PlainFamily.NAME)
            .setCountry("DE")
            .setUpdatedAt(Instant.EPOCH)
            .build();
    }

    void register(DeviceRegistration device) {
        pipe(Topics.MASTER_DEVICES, device.getId(), device);
    }

    void unregister(String device) {
        bytes(Topics.MASTER_DEVICES, new RecordKey(TENANT, device).toString(), null);
    }

    /** A message that arrives a second after the time it names, or now where it names none. */
    void send(String device, String message) {
        String time = message.split(" ")[0];
        if (time.endsWith("Z") && Instant.parse(time).isAfter(now)) {
            advanceTo(Instant.parse(time).plusSeconds(1));
        }
        frame(device, message, false);
    }

    void retained(String device, String message) {
        frame(device, message, true);
    }

    void stand(String device, String time, String kwh) {
        send(device, time + " - IMPORT_COUNTER=" + kwh + " kWh");
    }

    void stands(String device, String... timesAndKwh) {
        for (int i = 0; i < timesAndKwh.length; i += 2) {
            stand(device, timesAndKwh[i], timesAndKwh[i + 1]);
        }
    }

    /** A message whose letter goes on, as the gateway sends it with these headers. */
    void sentAgain(String device, String message, Map<String, String> marks) {
        var headers = new RecordHeaders();
        marks.forEach((name, text) -> headers.add(name, text.getBytes(UTF_8)));
        driver.createInputTopic(Topics.RAW_METER, new StringSerializer(), new ByteArraySerializer())
            .pipeInput(new TestRecord<>(new RecordKey(TENANT, device).toString(),
                    wire.encode(Topics.RAW_METER, frameOf(device, message, false)), headers, now));
    }

    private void frame(String device, String message, boolean isRetained) {
        pipe(Topics.RAW_METER, device, frameOf(device, message, isRetained));
    }

    private MeterFrame frameOf(String device, String message, boolean isRetained) {
        return MeterFrame.newBuilder()
            .setTenantId(TENANT)
            .setCorrelationId("c")
            .setFamily(PlainFamily.NAME)
            .setDevice(device)
            .setTopic("plain/" + device)
            .setRetained(isRetained)
            .setChannel(PlainFamily.NAME)
            .setReceivedAt(now)
            .setContentType("text/plain")
            .setPayload(ByteBuffer.wrap(message.getBytes(UTF_8)))
            .build();
    }

    void pipe(String topic, String source, SpecificRecordBase value) {
        driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
            .pipeInput(new RecordKey(TENANT, source).toString(), wire.encode(topic, value), now);
    }

    void bytes(String topic, String key, byte[] value) {
        driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer()).pipeInput(key, value, now);
    }

    void advance(Duration time) {
        advanceTo(now.plus(time));
    }

    private void advanceTo(Instant later) {
        driver.advanceWallClockTime(Duration.between(now, later));
        now = later;
    }

    <T extends SpecificRecordBase> List<T> all(String topic, Class<T> type) {
        return records(topic).stream()
            .filter(message -> message.value() != null)
            .map(message -> wire.decode(message.value(), type).orElseThrow())
            .toList();
    }

    List<TestRecord<String, byte[]>> records(String topic) {
        var known = written.computeIfAbsent(topic, name -> new ArrayList<>());
        known.addAll(driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
            .readRecordsToList());
        return known;
    }

    List<RawActivity> activities() {
        return all(Topics.RAW_ENERGY, RawActivity.class);
    }

    /** What was booked, in order: the amount, with its unit. */
    List<String> booked() {
        return activities().stream()
            .map(activity -> activity.getOperation() == null ? activity.getQuantity() + " " + activity.getUnit()
                    : activity.getOperation())
            .toList();
    }

    List<String> contexts() {
        return all(Topics.RAW_CONTEXT, ContextReading.class).stream().map(ContextReading::getReason).toList();
    }

    List<DeadLetter> letters() {
        return all(Topics.DEAD_INTAKE, DeadLetter.class);
    }

    List<QualityAlert> alerts() {
        return all(Topics.QUALITY_ALERTS, QualityAlert.class);
    }

    List<QualityAlert> alerts(String kind) {
        return alerts().stream().filter(alert -> alert.getKind().equals(kind)).toList();
    }

    List<String> alertKinds() {
        return alerts().stream().map(alert -> alert.getKind() + " " + alert.getState()).toList();
    }

    /** The latest of a source. */
    SourceState source(String id) {
        advance(Duration.ofSeconds(1));
        return all(Topics.SOURCES_STATE, SourceState.class).stream()
            .filter(state -> state.getSourceId().equals(id))
            .reduce((earlier, later) -> later)
            .orElseThrow();
    }

    /** Sources that are no longer listed. */
    List<String> removedSources() {
        return records(Topics.SOURCES_STATE).stream()
            .filter(message -> message.value() == null)
            .map(message -> RecordKey.parse(message.key()).sourceId())
            .toList();
    }

    /** The devices of which their family remembers something. */
    List<String> sessions() {
        var devices = new ArrayList<String>();
        try (var all = driver.getTimestampedKeyValueStore(Sessions.STORE).all()) {
            all.forEachRemaining(one -> devices.add(one.key.toString().split("\0")[2]));
        }
        return devices;
    }

    SimpleMeterRegistry metrics() {
        return metrics;
    }

    static String header(TestRecord<String, byte[]> message, String name) {
        var header = message.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    @Override
    public void close() {
        driver.close();
    }
}
