package io.carbonflow.testsupport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;

/**
 * Writes to and reads from the stack's topics as any other program would: its own implementation of the wire format, so
 * that a test notices when ours drifts.
 */
public final class TopicProbe implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(200);

    private final TestStack stack;
    private final KafkaProducer<String, byte[]> producer;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, Schema> schemaById = new ConcurrentHashMap<>();
    private final Map<String, Integer> idByTopic = new ConcurrentHashMap<>();

    /** Needs {@link StackPart#KAFKA} and, for Avro, {@link StackPart#REGISTRY}. */
    public TopicProbe(TestStack stack) {
        this.stack = stack;
        producer = new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafkaBootstrapServers(),
                ProducerConfig.ACKS_CONFIG, "all"), new StringSerializer(), new ByteArraySerializer());
    }

    /**
     * A decoded record.
     *
     * @param value null for a tombstone
     */
    public record Received<T>(String topic, int partition, long offset, String key, Map<String, String> headers,
            T value) {}

    /** Writes one Avro record with the headers of our services and returns where it stands. */
    public RecordMetadata write(String topic, RecordKey key, SpecificRecordBase value) {
        return writeBytes(topic, key, encode(topic, value));
    }

    /** Writes one Avro record with further headers. */
    public RecordMetadata write(String topic, RecordKey key, SpecificRecordBase value,
            Map<String, String> furtherHeaders) {
        var message = new ProducerRecord<>(topic, key.toString(), encode(topic, value));
        furtherHeaders.forEach((name, text) -> message.headers().add(name, text.getBytes(UTF_8)));
        return write(message, key);
    }

    /** Writes into a certain partition what was received at a certain time. */
    public RecordMetadata write(String topic, int partition, RecordKey key, SpecificRecordBase value,
            Map<String, String> furtherHeaders, Instant receivedAt) {
        var message = new ProducerRecord<>(topic, partition, key.toString(), encode(topic, value));
        furtherHeaders.forEach((name, text) -> message.headers().add(name, text.getBytes(UTF_8)));
        return write(message, key, receivedAt);
    }

    /** Writes any bytes; also for records no one can decode. */
    public RecordMetadata writeBytes(String topic, RecordKey key, byte[] value) {
        return write(new ProducerRecord<>(topic, key.toString(), value), key);
    }

    /** Writes into a certain partition. */
    public RecordMetadata write(String topic, int partition, RecordKey key, SpecificRecordBase value) {
        return write(new ProducerRecord<>(topic, partition, key.toString(), encode(topic, value)), key);
    }

    private RecordMetadata write(ProducerRecord<String, byte[]> message, RecordKey key) {
        return write(message, key, Instant.now());
    }

    private RecordMetadata write(ProducerRecord<String, byte[]> message, RecordKey key, Instant receivedAt) {
        message.headers().add(RecordHeaders.TENANT, key.tenantId().getBytes(UTF_8));
        message.headers().add(RecordHeaders.CORRELATION_ID, "test".getBytes(UTF_8));
        message.headers()
            .add(RecordHeaders.RECEIVED_AT,
                    Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, receivedAt)).getBytes(UTF_8));
        try {
            return producer.send(message).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everything a tenant has on a topic now. */
    public <T extends SpecificRecordBase> List<Received<T>> read(String topic, String tenant, Class<T> type) {
        var records = new ArrayList<Received<T>>();
        for (ConsumerRecord<String, byte[]> message : readBytes(topic, tenant)) {
            records.add(new Received<>(topic, message.partition(), message.offset(), message.key(), headers(message),
                    message.value() == null ? null : decode(message.value(), type)));
        }
        return records;
    }

    /** Everything a tenant has on a topic now, by the tenant in the key. */
    public List<ConsumerRecord<String, byte[]>> readBytes(String topic, String tenant) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafkaBootstrapServers()),
                new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic)
                .stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(POLL).forEach(message -> {
                    if (message.key() != null && message.key().startsWith(tenant + "|")) {
                        records.add(message);
                    }
                });
            }
            return records;
        }
    }

    private static Map<String, String> headers(ConsumerRecord<?, ?> message) {
        var headers = new java.util.LinkedHashMap<String, String>();
        message.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    private byte[] encode(String topic, SpecificRecordBase value) {
        int id = idByTopic.computeIfAbsent(topic, name -> register(name, value.getSchema()));
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        try {
            var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new SpecificDatumWriter<SpecificRecordBase>(value.getSchema(), value.getSpecificData()).write(value,
                    encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private <T extends SpecificRecordBase> T decode(byte[] wire, Class<T> type) {
        var buffer = ByteBuffer.wrap(wire);
        if (buffer.get() != 0) {
            throw new IllegalStateException("first byte is not 0");
        }
        Schema writer = schemaById.computeIfAbsent(buffer.getInt(), this::schema);
        try {
            var data = SpecificData.getForClass(type);
            return new SpecificDatumReader<T>(writer, data.getSchema(type), data).read(null,
                    DecoderFactory.get().binaryDecoder(wire, 5, wire.length - 5, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int register(String topic, Schema schema) {
        String body = JsonNodeFactory.instance.objectNode().put("schema", schema.toString()).toString();
        return ask("subjects/" + Topics.valueSubject(topic) + "/versions", HttpRequest.BodyPublishers.ofString(body))
            .get("id")
            .asInt();
    }

    private Schema schema(int id) {
        return new Schema.Parser().parse(ask("schemas/ids/" + id, null).get("schema").asText());
    }

    private com.fasterxml.jackson.databind.JsonNode ask(String path, HttpRequest.BodyPublisher body) {
        var request = HttpRequest.newBuilder(URI.create(stack.registryUrl() + "/apis/ccompat/v7/" + path));
        if (body != null) {
            request.header("Content-Type", "application/vnd.schemaregistry.v1+json").POST(body);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("registry answered " + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
