package io.carbonflow.gateway.meter;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.masterdata.CompactedTopic;
import io.carbonflow.platform.messaging.OutgoingRecord;
import io.carbonflow.platform.messaging.RecordProducer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.json.JsonObject;

/** The last stand of every meter, kept in a compacted topic of the gateway's own and read back at its start. */
@ApplicationScoped
public class Counters {

    private static final Logger LOG = Logger.getLogger(Counters.class);

    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final CompactedTopic topic;
    private final RecordProducer producer;

    Counters(RecordProducer producer,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String servers) {
        this.producer = producer;
        topic = new CompactedTopic(Topics.GATEWAY_METERS, servers, this::take, true);
    }

    void start(@Observes StartupEvent started) {
        topic.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        topic.close();
    }

    /** Whether every stand from before our start is known; until then no difference may be worked out. */
    public boolean isKnown() {
        return topic.isRead();
    }

    Optional<Counter> of(RecordKey meter) {
        return Optional.ofNullable(counters.get(meter.toString()));
    }

    /** Keeps the stand; completes when the broker has it, and only then does it count here. */
    CompletionStage<Void> keep(RecordKey meter, Counter counter, Envelope envelope) {
        byte[] value = new JsonObject().put("total_kwh", counter.totalKwh().toPlainString())
            .put("at", counter.at().toString())
            .encode()
            .getBytes(StandardCharsets.UTF_8);
        return producer.send(new OutgoingRecord(Topics.GATEWAY_METERS, null, meter, envelope.correlationId(),
                envelope.receivedAt(), value))
            .thenRun(() -> counters.put(meter.toString(), counter));
    }

    private void take(String key, byte[] value) {
        if (value == null) {
            counters.remove(key);
            return;
        }
        try {
            var json = new JsonObject(new String(value, StandardCharsets.UTF_8));
            counters.put(key,
                    new Counter(new BigDecimal(json.getString("total_kwh")), Instant.parse(json.getString("at"))));
        } catch (RuntimeException e) {
            LOG.warnf("the stand of one meter cannot be read and is skipped: %s", e.getMessage());
        }
    }
}
