package io.carbonflow.gateway.gate;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.SourceState;
import io.carbonflow.gateway.masterdata.CompactedTopic;
import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.carbonflow.platform.wire.UndecodableRecordException;
import io.carbonflow.platform.wire.WireCodec;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** How far each source is trusted, as {@code sources.state} tells it; a few seconds behind is good enough. */
@ApplicationScoped
public class SourceTrust {

    private static final Logger LOG = Logger.getLogger(SourceTrust.class);

    private final WireCodec codec;
    private final CompactedTopic topic;
    private final Map<String, BigDecimal> trust = new ConcurrentHashMap<>();

    SourceTrust(WireCodec codec,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String servers) {
        this.codec = codec;
        topic = new CompactedTopic(Topics.SOURCES_STATE, servers, this::take, false);
    }

    void start(@Observes StartupEvent started) {
        topic.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        topic.close();
    }

    /** 0.00 to 1.00; empty where nothing is known of the source. */
    Optional<BigDecimal> of(String tenantId, String sourceId) {
        return trust.isEmpty() ? Optional.empty()
                : Optional.ofNullable(trust.get(new RecordKey(tenantId, sourceId).toString()));
    }

    private void take(String key, byte[] value) {
        if (value == null) {
            trust.remove(key);
            return;
        }
        try {
            ExactDecimal.parse(codec.decode(value, SourceState.class).getTrust())
                .ifPresentOrElse(known -> trust.put(key, known), () -> trust.remove(key));
        } catch (UndecodableRecordException e) {
            LOG.warnf("the state of a source cannot be decoded and is skipped: %s", e.getMessage());
        } catch (RegistryUnavailableException e) {
            // Ends this reading of the topic; it begins again until the registry answers.
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
