package io.carbonflow.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.WireFormat;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.intake.contract.ContentHash;

/** Writes events onto the raw topics as the gateway does: same key, same headers, same wire format. */
final class KafkaTransport implements CarbonEventProducer.Transport {

    private static final String CHANNEL = "kafka";
    private static final Duration CLOSE_MAX = Duration.ofSeconds(10);

    private final String tenantId;
    private final SchemaIds schemaIds;
    private final Clock clock;
    private final Producer<byte[], byte[]> producer;

    KafkaTransport(String tenantId, Map<String, Object> kafka, URI registry, Clock clock) {
        if (!tenantId.matches(RecordKey.TENANT_PATTERN)) {
            throw new IllegalArgumentException("a tenant id is " + RecordKey.TENANT_PATTERN + ", found " + tenantId);
        }
        this.tenantId = tenantId;
        this.schemaIds = new SchemaIds(registry);
        this.clock = clock;
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public String channel() {
        return CHANNEL;
    }

    @Override
    public boolean isReviewed() {
        return false;
    }

    @Override
    public List<Delivery> send(List<CarbonEventProducer.Outgoing> events) {
        var sent = new ArrayList<Future<?>>(events.size());
        try {
            for (var event : events) {
                sent.add(producer.send(message(event)));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new UndeliveredException("the broker did not take every event: " + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UndeliveredException("interrupted while waiting for the broker", e);
        } catch (KafkaException e) {
            throw new UndeliveredException("the broker did not take every event: " + e.getMessage(), e);
        }
        return events.stream()
            .map(event -> new Delivery(event.activity().getEventId(), Delivery.State.ACCEPTED, List.of()))
            .toList();
    }

    private ProducerRecord<byte[], byte[]> message(CarbonEventProducer.Outgoing event) {
        RawActivity activity = event.activity();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String correlationId = UUID.randomUUID().toString();
        activity.setTenantId(tenantId);
        activity.setCorrelationId(correlationId);
        activity.setReceivedAt(now);
        activity.setChannel(CHANNEL);
        activity.setContentType("application/json");
        activity.setPayload(ByteBuffer.wrap(event.event().toString().getBytes(UTF_8)));
        activity.setContentHash(ContentHash.of(activity));
        String topic = Topics.rawTopicOf(activity.getKind());
        var key = new RecordKey(tenantId, activity.getSourceId());
        var message = new ProducerRecord<>(topic, utf8(key.toString()),
                WireFormat.encode(schemaIds.of(topic), activity));
        message.headers()
            .add(RecordHeaders.TENANT, utf8(tenantId))
            .add(RecordHeaders.CORRELATION_ID, utf8(correlationId))
            .add(RecordHeaders.RECEIVED_AT, utf8(Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, now))));
        return message;
    }

    @Override
    public void close() {
        producer.close(CLOSE_MAX);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
