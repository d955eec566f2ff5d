package io.carbonflow.gateway.documents;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.RuleDocumentEvent;
import io.carbonflow.gateway.masterdata.CompactedTopic;
import io.carbonflow.intake.document.DocumentShelf;
import io.carbonflow.intake.document.DocumentText;
import io.carbonflow.intake.document.IntakeDocument;
import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.carbonflow.platform.wire.UndecodableRecordException;
import io.carbonflow.platform.wire.WireCodec;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** The contracts, mappings, gates and policies in force, as {@code factors.documents} tells them. */
@ApplicationScoped
public class Documents {

    private static final Logger LOG = Logger.getLogger(Documents.class);

    private final WireCodec codec;
    private final CompactedTopic topic;
    private final DocumentShelf shelf = new DocumentShelf();
    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();

    Documents(WireCodec codec,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String servers) {
        this.codec = codec;
        topic = new CompactedTopic(Topics.FACTOR_DOCUMENTS, servers, this::take, false);
    }

    /** Hears of a document that changed, its own kinds and those of the calculators alike; must return at once. */
    @FunctionalInterface
    public interface ChangeListener {

        /** @param at when it was published; 1970 where that is not known any more */
        void changed(String tenantId, String kind, String id, Instant at);
    }

    void start(@Observes StartupEvent started) {
        topic.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        topic.close();
    }

    /** Whether everything stored before our start is known; until then only what ships seems to be in force. */
    public boolean isKnown() {
        return topic.isRead();
    }

    /** The tenant's document in force, own or shipped; empty where there is none or it is retired. */
    public Optional<IntakeDocument> find(String tenantId, String kind, String id) {
        return shelf.find(tenantId, kind, id);
    }

    /** Every document of a kind in force for the tenant, by id. */
    public List<IntakeDocument> all(String tenantId, String kind) {
        return shelf.all(tenantId, kind);
    }

    /** Calls the listener after each change, also for what is read at the start. */
    public void onChange(ChangeListener listener) {
        listeners.add(listener);
    }

    /**
     * What is made of the documents of a kind, made anew for a tenant after one of them changed.
     *
     * @param read makes it of one tenant's documents in force; called again where it threw
     */
    public <T> ByTenant<T> byTenant(String kind, Function<List<IntakeDocument>, T> read) {
        var made = new ByTenant<>(tenant -> read.apply(all(tenant, kind)));
        onChange((tenantId, changed, id, at) -> {
            if (changed.equals(kind)) {
                made.forget(tenantId);
            }
        });
        return made;
    }

    private void take(String key, byte[] value) {
        String tenantId = RecordKey.parse(key).tenantId();
        String name = RecordKey.parse(key).sourceId();
        int slash = name.indexOf('/');
        if (slash < 0) {
            LOG.warnf("the document record %s has no kind and is skipped", key);
            return;
        }
        String kind = name.substring(0, slash);
        String id = name.substring(slash + 1);
        Optional<Instant> at = Optional.of(Instant.EPOCH);
        if (value == null) {
            shelf.remove(tenantId, kind, id);
        } else {
            at = put(tenantId, kind, id, value);
        }
        at.ifPresent(published -> listeners.forEach(listener -> listener.changed(tenantId, kind, id, published)));
    }

    /** When it was published; empty where it cannot be read. */
    private Optional<Instant> put(String tenantId, String kind, String id, byte[] value) {
        try {
            RuleDocumentEvent event = codec.decode(value, RuleDocumentEvent.class);
            Optional<ObjectNode> body = Optional.ofNullable(event.getBody()).flatMap(DocumentText::parse);
            if (body.isPresent()) {
                shelf.put(new IntakeDocument(tenantId, kind, id, event.getVersion(), body.get()));
            } else {
                shelf.remove(tenantId, kind, id);
            }
            return Optional.of(event.getPublishedAt());
        } catch (UndecodableRecordException e) {
            LOG.warnf("the %s %s of tenant %s cannot be decoded and is skipped: %s", kind, id, tenantId,
                    e.getMessage());
            return Optional.empty();
        } catch (RegistryUnavailableException e) {
            // Ends this reading of the topic; it begins again until the registry answers.
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
