package io.carbonflow.calculator.library;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.FactorEditionEvent;
import io.carbonflow.contracts.avro.RuleDocumentEvent;
import io.carbonflow.platform.wire.WireCodec;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Hears of editions that come into force and of documents that change. */
@ApplicationScoped
class Announcements {

    private final List<TopicFeed> feeds;

    Announcements(CurrentLibrary library, WireCodec codec,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String servers) {
        feeds = List.of(
                new TopicFeed(Topics.FACTOR_EDITIONS, servers, value -> {
                    var event = codec.decode(value, FactorEditionEvent.class);
                    library.announceEdition(event.getTenantId(), event.getEditionId());
                }),
                new TopicFeed(Topics.FACTOR_DOCUMENTS, servers, value -> {
                    var event = codec.decode(value, RuleDocumentEvent.class);
                    library.announceDocument(event.getTenantId(), event.getKind(), event.getId(), event.getVersion());
                }));
    }

    void start(@Observes StartupEvent started) {
        feeds.forEach(TopicFeed::start);
    }

    void stop(@Observes ShutdownEvent stopping) {
        feeds.forEach(TopicFeed::stop);
    }
}
