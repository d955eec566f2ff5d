package io.carbonflow.factorservice.edition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.FactorEditionEvent;
import io.carbonflow.platform.messaging.RecordProducer;
import io.carbonflow.platform.wire.WireCodec;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Tells the calculators of every published edition, surely: the database says what is published, the topic says what was
 * told, and what is missing between the two is sent. Dying between the two writes loses nothing; sending twice only
 * replaces a record of a compacted topic by the same.
 */
@ApplicationScoped
class EditionAnnouncer {

    private static final Logger LOG = Logger.getLogger(EditionAnnouncer.class);

    private final EditionStore store;
    private final AnnouncedEditions announcedEditions;
    private final WireCodec codec;
    private final RecordProducer producer;
    /** Digest by record key of what we know the topic to have. */
    private final Map<String, String> known = new ConcurrentHashMap<>();

    EditionAnnouncer(EditionStore store, AnnouncedEditions announcedEditions, WireCodec codec,
            RecordProducer producer) {
        this.store = store;
        this.announcedEditions = announcedEditions;
        this.codec = codec;
        this.producer = producer;
    }

    /** Sends what the topic lacks; completes when the broker has it. */
    Uni<Void> announceMissing() {
        return store.publishedOfEveryTenant()
            .chain(published -> missingOf(published).isEmpty()
                    ? Uni.createFrom().voidItem()
                    : lookAtTopic().chain(() -> sendAll(published, missingOf(published))));
    }

    private List<StoredEdition> missingOf(List<StoredEdition> published) {
        return published.stream().filter(edition -> !edition.sha256().equals(known.get(edition.recordKey()))).toList();
    }

    private Uni<Void> lookAtTopic() {
        return Uni.createFrom()
            .voidItem()
            .emitOn(Infrastructure.getDefaultExecutor())
            .map(nothing -> {
                try {
                    known.putAll(announcedEditions.digestByKey());
                } catch (Exception e) { // our outage, whichever it is; the next attempt looks again
                    throw new IllegalStateException("topic " + Topics.FACTOR_EDITIONS + " cannot be read: "
                            + e.getMessage(), e);
                }
                return null;
            });
    }

    private Uni<Void> sendAll(List<StoredEdition> published, List<StoredEdition> missing) {
        String etag = PublishedLibrary.etagOf(published);
        return Multi.createFrom()
            .iterable(missing.stream()
                .sorted(Comparator.comparing(StoredEdition::publishedAt))
                .toList())
            .onItem()
            .transformToUniAndConcatenate(edition -> send(edition, etag))
            .collect()
            .asList()
            .replaceWithVoid();
    }

    private Uni<Void> send(StoredEdition edition, String etag) {
        var event = FactorEditionEvent.newBuilder()
            .setEditionId(edition.id())
            .setPublishedAt(edition.publishedAt())
            .setFactors(edition.factors())
            .setSha256(edition.sha256())
            .setSnapshotEtag(etag)
            .setTenantId(edition.tenantId())
            .build();
        return Uni.createFrom()
            .completionStage(() -> producer.send(new ProducerRecord<>(Topics.FACTOR_EDITIONS,
                    edition.recordKey().getBytes(UTF_8), codec.encode(Topics.FACTOR_EDITIONS, event))))
            .invoke(() -> {
                known.put(edition.recordKey(), edition.sha256());
                LOG.infof("edition %s (%d factors) announced on %s", edition.recordKey(), edition.factors(),
                        Topics.FACTOR_EDITIONS);
            });
    }
}
