package io.carbonflow.platform.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecordBase;
import org.jboss.logging.Logger;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.WireFormat;
import io.carbonflow.platform.resilience.Breaker;
import io.carbonflow.platform.resilience.Breakers;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * Avro in Confluent's wire format: a zero byte, the schema's id in four bytes, the Avro binary. Connect, Flink, ksqlDB
 * and every console read it.
 *
 * <p>
 * The schemas a service writes are registered once, at its start; until the registry has them the service is not ready
 * and {@link #encode} refuses. A schema the registry refuses ends the process. A writer's schema is fetched once per id.
 */
@ApplicationScoped
public class WireCodec {

    private static final Logger LOG = Logger.getLogger(WireCodec.class);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    private final SchemaRegistry registry;
    private final Breaker breaker;
    private final List<String> producedTopics;
    private final Map<String, Integer> idByTopic = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemaById = new ConcurrentHashMap<>();
    /** Working out how a writer's schema maps to ours costs more than reading a record; a reader belongs to one thread. */
    private final ThreadLocal<Map<Reading, SpecificDatumReader<SpecificRecordBase>>> readers = ThreadLocal
        .withInitial(HashMap::new);
    private Thread registration;

    /** Which schema is read as what. */
    private record Reading(int writerId, Class<?> type) {}

    WireCodec(WireConfig config, Breakers breakers) {
        breaker = breakers.of("registry", RegistryUnavailableException.class::isInstance);
        registry = new SchemaRegistry(config.url());
        producedTopics = config.produces().orElse(List.of());
    }

    void registerSchemas(@Observes StartupEvent started) {
        registration = new Thread(this::registerUntilKnown, "schema-registration");
        registration.setDaemon(true);
        registration.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        registration.interrupt();
    }

    /** Whether every schema this service writes is registered. */
    public boolean isReady() {
        return idByTopic.size() == producedTopics.size();
    }

    /** Whether the registry can be reached right now; true where this service writes nothing and so needs none. */
    boolean registryAnswers() {
        return producedTopics.isEmpty() || registry.answers();
    }

    /**
     * The value as it goes onto the topic.
     *
     * @throws IllegalStateException while the topic's schema is not registered yet
     */
    public byte[] encode(String topic, SpecificRecordBase value) {
        Integer id = idByTopic.get(topic);
        if (id == null) {
            throw new IllegalStateException("the schema of topic " + topic + " is not registered"
                    + (producedTopics.contains(topic) ? " yet" : ": add it to carbonflow.registry.produces"));
        }
        return WireFormat.encode(id, value);
    }

    /**
     * Reads a value that any version of the schema wrote.
     *
     * @throws UndecodableRecordException   these bytes will never decode: the sender's mistake
     * @throws RegistryUnavailableException the writer's schema cannot be fetched at present: our outage
     */
    public <T extends SpecificRecordBase> T decode(byte[] wire, Class<T> type)
            throws UndecodableRecordException, RegistryUnavailableException {
        if (wire == null || wire.length < WireFormat.HEADER_BYTES || wire[0] != WireFormat.MAGIC) {
            throw new UndecodableRecordException("the record does not begin with a zero byte and a schema id");
        }
        int writerId = ByteBuffer.wrap(wire, 1, Integer.BYTES).getInt();
        Schema writer = writerSchema(writerId);
        T target = WireTypes.newInstance(type);
        try {
            var decoder = DecoderFactory.get()
                .binaryDecoder(wire, WireFormat.HEADER_BYTES,
                        wire.length - WireFormat.HEADER_BYTES, null);
            var reader = readers.get()
                .computeIfAbsent(new Reading(writerId, type),
                        reading -> new SpecificDatumReader<>(writer, target.getSchema(), target.getSpecificData()));
            return type.cast(reader.read(target, decoder));
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new UndecodableRecordException("the record is not a " + type.getSimpleName() + ": " + e.getMessage());
        }
    }

    private Schema writerSchema(int id) throws UndecodableRecordException, RegistryUnavailableException {
        Schema known = schemaById.get(id);
        if (known == null) {
            known = asked(id);
            schemaById.put(id, known);
        }
        return known;
    }

    /** While the registry does not answer, nobody waits for it. */
    private Schema asked(int id) throws UndecodableRecordException, RegistryUnavailableException {
        try {
            return breaker.ask(() -> registry.schemaOf(id));
        } catch (Breaker.OpenException e) {
            throw new RegistryUnavailableException(e.getMessage(), e);
        } catch (UndecodableRecordException | RegistryUnavailableException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the registry fails in two ways alone", e);
        }
    }

    void registerUntilKnown() {
        for (String topic : producedTopics) {
            while (!register(topic)) {
                try {
                    Thread.sleep(RETRY_DELAY.toMillis());
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    /** Whether this topic needs no further attempt. */
    private boolean register(String topic) {
        Schema schema = Topics.valueSchemas().get(topic);
        if (schema == null) {
            throw new IllegalStateException(
                    "carbonflow.registry.produces names " + topic + ", which has no Avro schema");
        }
        try {
            int id = registry.register(Topics.valueSubject(topic), schema);
            schemaById.put(id, schema);
            idByTopic.put(topic, id);
            return true;
        } catch (RegistryUnavailableException e) {
            LOG.warnf("%s; trying again in %d s", e.getMessage(), RETRY_DELAY.toSeconds());
            return false;
        } catch (SchemaRefusedException e) {
            LOG.fatalf("%s; this service stops, because what it would write could not be read", e.getMessage());
            Quarkus.asyncExit(1);
            return true;
        }
    }
}
