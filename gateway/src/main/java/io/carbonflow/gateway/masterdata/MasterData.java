package io.carbonflow.gateway.masterdata;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.avro.specific.SpecificRecordBase;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.contracts.avro.SupplierRegistration;
import io.carbonflow.gateway.erp.SupplierDirectory;
import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.carbonflow.platform.wire.UndecodableRecordException;
import io.carbonflow.platform.wire.WireCodec;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** The registered devices and suppliers, as their compacted topics tell them: a change counts from the next item on. */
@ApplicationScoped
public class MasterData implements SupplierDirectory {

    private static final Logger LOG = Logger.getLogger(MasterData.class);

    /** Beyond this the broker is away, and the item could not be kept anyway. */
    private static final Duration CATCH_UP_MAX = Duration.ofSeconds(2);

    private final WireCodec codec;
    private final Map<String, DeviceRegistration> devices = new ConcurrentHashMap<>();
    private final Map<String, SupplierRegistration> suppliers = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final CompactedTopic deviceTopic;
    private final CompactedTopic supplierTopic;

    MasterData(WireCodec codec,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String servers) {
        this.codec = codec;
        deviceTopic = new CompactedTopic(Topics.MASTER_DEVICES, servers,
                (key, value) -> take(devices, DeviceRegistration.class, key, value), false);
        supplierTopic = new CompactedTopic(Topics.MASTER_SUPPLIERS, servers,
                (key, value) -> take(suppliers, SupplierRegistration.class, key, value), false);
    }

    void start(@Observes StartupEvent started) {
        deviceTopic.start();
        supplierTopic.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        deviceTopic.close();
        supplierTopic.close();
    }

    /** Whether everything registered before our start is known; until then an absent one may only be unread. */
    @Override
    public boolean isKnown() {
        return deviceTopic.isRead() && supplierTopic.isRead();
    }

    public Optional<DeviceRegistration> device(String tenantId, String deviceId) {
        return Optional.ofNullable(devices.get(new RecordKey(tenantId, deviceId).toString()));
    }

    /** Completes when every device is known that was registered before this call; worth asking where one is absent. */
    public CompletionStage<Void> devicesCaughtUp() {
        return deviceTopic.caughtUp();
    }

    /** The supplier; one that seems absent is looked for among the registrations that are still on their way. */
    @Override
    public Optional<SupplierRegistration> supplier(String tenantId, String supplierId) {
        String key = new RecordKey(tenantId, supplierId).toString();
        if (!suppliers.containsKey(key)) {
            try {
                supplierTopic.caughtUp().toCompletableFuture().get(CATCH_UP_MAX.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                LOG.debugf("the suppliers' topic did not answer in time: %s", e);
            }
        }
        return Optional.ofNullable(suppliers.get(key));
    }

    /** Calls with the tenant after each registration, also for what is read at the start; must return at once. */
    public void onChange(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** The supplier as far as it is known already; never waits. */
    public Optional<SupplierRegistration> knownSupplier(String tenantId, String supplierId) {
        return Optional.ofNullable(suppliers.get(new RecordKey(tenantId, supplierId).toString()));
    }

    private <T extends SpecificRecordBase> void take(Map<String, T> known, Class<T> type, String key, byte[] value) {
        if (value == null) {
            known.remove(key);
            return;
        }
        try {
            known.put(key, codec.decode(value, type));
            listeners.forEach(listener -> listener.accept(RecordKey.parse(key).tenantId()));
        } catch (UndecodableRecordException e) {
            LOG.warnf("a %s cannot be decoded and is skipped: %s", type.getSimpleName(), e.getMessage());
        } catch (RegistryUnavailableException e) {
            // Ends this reading of the topic; it begins again until the registry answers.
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
