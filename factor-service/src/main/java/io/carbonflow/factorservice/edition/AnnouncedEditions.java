package io.carbonflow.factorservice.edition;

import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.FactorEditionEvent;
import io.carbonflow.factorservice.announcement.CompactedTopic;
import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.carbonflow.platform.wire.UndecodableRecordException;
import io.carbonflow.platform.wire.WireCodec;

/**
 * What the topic already says about editions.
 */
@ApplicationScoped
class AnnouncedEditions {

    private static final Logger LOG = Logger.getLogger(AnnouncedEditions.class);

    private final CompactedTopic topic;
    private final WireCodec codec;

    AnnouncedEditions(CompactedTopic topic, WireCodec codec) {
        this.topic = topic;
        this.codec = codec;
    }

    /** The digest of each announced edition by its key; reads the whole compacted topic, so it blocks a moment. */
    Map<String, String> digestByKey() throws RegistryUnavailableException {
        var digests = new HashMap<String, String>();
        for (var found : topic.newestByKey(Topics.FACTOR_EDITIONS).entrySet()) {
            note(found.getKey(), found.getValue(), digests);
        }
        return digests;
    }

    private void note(String key, ConsumerRecord<byte[], byte[]> found, Map<String, String> digests)
            throws RegistryUnavailableException {
        try {
            digests.put(key, codec.decode(found.value(), FactorEditionEvent.class).getSha256());
        } catch (UndecodableRecordException e) { // nobody else can read it either: it counts as not announced
            LOG.warnf("the record of edition %s at offset %d of %s is unreadable: %s", key, found.offset(),
                    Topics.FACTOR_EDITIONS, e.getMessage());
        }
    }
}
