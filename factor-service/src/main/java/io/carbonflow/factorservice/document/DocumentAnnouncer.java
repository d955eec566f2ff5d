package io.carbonflow.factorservice.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.RuleDocumentEvent;
import io.carbonflow.factorservice.announcement.CompactedTopic;
import io.carbonflow.platform.messaging.RecordProducer;
import io.carbonflow.platform.wire.UndecodableRecordException;
import io.carbonflow.platform.wire.WireCodec;
import io.carbonflow.rules.RuleDocuments;
import io.carbonflow.rules.RuleKind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Tells the calculators of every change, surely: the database says what is stored, the topic says what was told, and
 * what is missing between the two is sent. Dying between the two writes loses nothing; sending twice only replaces a
 * record of a compacted topic by the same.
 */
@ApplicationScoped
class DocumentAnnouncer {

    private static final Logger LOG = Logger.getLogger(DocumentAnnouncer.class);
    private static final long NOT_LOOKED_YET = -1;

    private final DocumentStore store;
    private final CompactedTopic topic;
    private final WireCodec codec;
    private final RecordProducer producer;
    /** Newest version of each document, by the record's key, of what we know the topic to have. */
    private final Map<String, Integer> known = new ConcurrentHashMap<>();
    /** The number of changes up to which the topic has everything: nothing needs looking at before it moves. */
    private final AtomicLong settled = new AtomicLong(NOT_LOOKED_YET);

    DocumentAnnouncer(DocumentStore store, CompactedTopic topic, WireCodec codec, RecordProducer producer) {
        this.store = store;
        this.topic = topic;
        this.codec = codec;
        this.producer = producer;
    }

    /** Sends what the topic lacks; completes when the broker has it. */
    Uni<Void> announceMissing() {
        return store.changes()
            .chain(changes -> changes == settled.get()
                    ? Uni.createFrom().voidItem()
                    : store.heads().chain(heads -> announce(heads, changes)));
    }

    private Uni<Void> announce(List<DocumentStore.Head> heads, long changes) {
        var told = missingOf(heads).isEmpty()
                ? Uni.createFrom().voidItem()
                : lookAtTopic().chain(() -> sendAll(missingOf(heads), changes));
        return told.invoke(() -> settled.accumulateAndGet(changes, Math::max));
    }

    private List<DocumentStore.Head> missingOf(List<DocumentStore.Head> heads) {
        return heads.stream().filter(head -> known.getOrDefault(keyOf(head), 0) < head.version()).toList();
    }

    private Uni<Void> lookAtTopic() {
        return Uni.createFrom()
            .voidItem()
            .emitOn(Infrastructure.getDefaultExecutor())
            .map(nothing -> {
                try {
                    for (var found : topic.newestByKey(Topics.FACTOR_DOCUMENTS).entrySet()) {
                        note(found.getKey(), found.getValue());
                    }
                } catch (Exception e) { // our outage, whichever it is; the next attempt looks again
                    throw new IllegalStateException("topic " + Topics.FACTOR_DOCUMENTS + " cannot be read: "
                            + e.getMessage(), e);
                }
                return null;
            });
    }

    private void note(String key, ConsumerRecord<byte[], byte[]> found) throws Exception {
        try {
            known.merge(key, codec.decode(found.value(), RuleDocumentEvent.class).getVersion(), Math::max);
        } catch (UndecodableRecordException e) { // nobody else can read it either: it counts as not announced
            LOG.warnf("the record of %s at offset %d of %s is unreadable: %s", key, found.offset(),
                    Topics.FACTOR_DOCUMENTS, e.getMessage());
        }
    }

    private Uni<Void> sendAll(List<DocumentStore.Head> missing, long changes) {
        return Multi.createFrom()
            .iterable(missing)
            .onItem()
            .transformToUniAndConcatenate(head -> send(head, DocumentSnapshot.etagOfAll(changes)))
            .collect()
            .asList()
            .replaceWithVoid();
    }

    private Uni<Void> send(DocumentStore.Head head, String etag) {
        return bodyOf(head).chain(body -> send(head, etag, body.orElse(null)));
    }

    /** What the document says, for those who read it from the topic; empty where it was taken back. */
    private Uni<Optional<String>> bodyOf(DocumentStore.Head head) {
        return RuleKind.find(head.kind()).filter(RuleKind::isForIntake).isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : store.version(head.tenant(), head.kind(), head.id(), head.version())
                    .map(stored -> stored.filter(document -> !document.isTakenBack())
                        .map(document -> RuleDocuments.rendered(document.rule())));
    }

    private Uni<Void> send(DocumentStore.Head head, String etag, String body) {
        var event = RuleDocumentEvent.newBuilder()
            .setTenantId(head.tenant())
            .setKind(head.kind())
            .setId(head.id())
            .setVersion(head.version())
            .setPublishedAt(head.createdAt())
            .setSnapshotEtag(etag)
            .setBody(body)
            .build();
        String key = keyOf(head);
        return Uni.createFrom()
            .completionStage(() -> producer.send(new ProducerRecord<>(Topics.FACTOR_DOCUMENTS, key.getBytes(UTF_8),
                    codec.encode(Topics.FACTOR_DOCUMENTS, event))))
            .invoke(() -> known.merge(key, head.version(), Math::max));
    }

    private static String keyOf(DocumentStore.Head head) {
        return new RecordKey(head.tenant(), head.kind() + '/' + head.id()).toString();
    }
}
