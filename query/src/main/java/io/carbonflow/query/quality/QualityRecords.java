package io.carbonflow.query.quality;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.QualityAlert;
import io.carbonflow.contracts.avro.SourceState;
import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.carbonflow.platform.wire.UndecodableRecordException;
import io.carbonflow.platform.wire.WireCodec;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;

/**
 * Stores records of the metering stage. One that can never be stored is passed over, said in the log and counted; where
 * the database is away, all fail and come again.
 */
@ApplicationScoped
class QualityRecords {

    private static final Logger LOG = Logger.getLogger(QualityRecords.class);
    private static final Duration DATABASE = Duration.ofSeconds(30);
    /** SQLSTATE classes that speak about the data: data exception, constraint violated, a limit of the server exceeded. */
    private static final Set<String> DATA_CLASSES = Set.of("22", "23", "54");

    private final WireCodec codec;
    private final QualityStore store;
    private final MeterRegistry meters;

    QualityRecords(WireCodec codec, QualityStore store, MeterRegistry meters) {
        this.codec = codec;
        this.store = store;
        this.meters = meters;
    }

    private record Read<T>(ConsumerRecord<byte[], byte[]> received, T value) {}

    /** Keeps all of them, alerts before states, each in their order. */
    void keep(ConsumerRecords<byte[], byte[]> polled) throws RegistryUnavailableException {
        var alerts = new ArrayList<Read<QualityAlert>>();
        for (var one : polled.records(Topics.QUALITY_ALERTS)) {
            read(one, QualityAlert.class).filter(alert -> isTenant(alert.getTenantId()))
                .ifPresent(alert -> alerts.add(new Read<>(one, alert)));
        }
        store(alerts, store::putAlerts);
        var sources = new ArrayList<Read<SourceState>>();
        for (var one : polled.records(Topics.SOURCES_STATE)) {
            if (one.value() == null) {
                store(sources, store::putSources);
                sources.clear();
                removed(one);
            } else {
                read(one, SourceState.class).filter(source -> isTenant(source.getTenantId()))
                    .ifPresent(source -> sources.add(new Read<>(one, source)));
            }
        }
        store(sources, store::putSources);
    }

    private void removed(ConsumerRecord<byte[], byte[]> tombstone) {
        String key = tombstone.key() == null ? "" : new String(tombstone.key(), StandardCharsets.UTF_8);
        int bar = key.indexOf('|');
        if (bar > 0 && isTenant(key.substring(0, bar))) {
            store(List.of(new Read<>(tombstone, RecordKey.parse(key))), keys -> store.removeSource(keys.get(0)));
        }
    }

    /** Where some are refused for what they say, each half is tried by itself, until the one at fault stands alone. */
    private <T> void store(List<Read<T>> records, Function<List<T>, Uni<Void>> work) {
        if (records.isEmpty()) {
            return;
        }
        try {
            work.apply(records.stream().map(Read::value).toList()).await().atMost(DATABASE);
        } catch (RuntimeException e) {
            if (!isAboutData(e)) {
                throw e;
            }
            if (records.size() == 1) {
                passOver(records.get(0).received(), e.getMessage());
                return;
            }
            int middle = records.size() / 2;
            store(records.subList(0, middle), work);
            store(records.subList(middle, records.size()), work);
        }
    }

    /** Whether it would fail again in the same way; what is not known is an outage. */
    private static boolean isAboutData(RuntimeException failure) {
        if (failure instanceof PgException refused) {
            String state = refused.getSqlState();
            return state != null && state.length() == 5 && DATA_CLASSES.contains(state.substring(0, 2));
        }
        return failure instanceof IllegalArgumentException || failure instanceof ArithmeticException
                || failure instanceof java.time.DateTimeException || failure instanceof NullPointerException;
    }

    private void passOver(ConsumerRecord<byte[], byte[]> received, String why) {
        LOG.errorf("a record of %s (partition %d, offset %d) is passed over: %s", received.topic(),
                received.partition(), received.offset(), why);
        meters.counter("carbonflow.quality.passed.over", "topic", received.topic()).increment();
    }

    private <T extends SpecificRecordBase> Optional<T> read(ConsumerRecord<byte[], byte[]> received, Class<T> type)
            throws RegistryUnavailableException {
        try {
            return received.value() == null ? Optional.empty() : Optional.of(codec.decode(received.value(), type));
        } catch (UndecodableRecordException e) {
            passOver(received, "it cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isTenant(String text) {
        return text.matches(RecordKey.TENANT_PATTERN);
    }
}
