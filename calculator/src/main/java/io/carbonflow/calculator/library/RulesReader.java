package io.carbonflow.calculator.library;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.carbonflow.rules.RuleBook;
import io.carbonflow.rules.RuleDocument;
import io.carbonflow.rules.RuleDocuments;

/**
 * Reads {@code {"etag", "documents": [{"kind", "tenant", "id", "version", "json"}]}}. A document that cannot be read,
 * such as one written for a newer release than this, is passed over by itself: what was in use in its place stays.
 */
final class RulesReader implements SnapshotClient.Reader<RulesSnapshot> {

    private static final Logger LOG = Logger.getLogger(RulesReader.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Runnable onUnreadable;

    /**
     * A reader.
     *
     * @param onUnreadable called for every document that is passed over
     */
    RulesReader(Runnable onUnreadable) {
        this.onUnreadable = onUnreadable;
    }

    @Override
    public RulesSnapshot read(byte[] served, Optional<RulesSnapshot> held) throws SnapshotUnavailableException {
        JsonNode snapshot;
        try {
            snapshot = JSON.readTree(served);
        } catch (IOException e) {
            throw new SnapshotUnavailableException("the rule documents cannot be read: " + e.getMessage(), e);
        }
        if (!snapshot.path("documents").isArray() || !snapshot.path("etag").isTextual()) {
            throw new SnapshotUnavailableException("what was served has no list of documents or no etag");
        }
        List<RuleDocument> known = held.map(rules -> rules.documents()
            .values()
            .stream()
            .flatMap(List::stream)
            .toList()).orElse(List.of());
        List<RuleDocument> sound = sound(snapshot.path("documents"), known);
        RuleBook book = held.map(RulesSnapshot::book).orElseGet(RuleBook::shipped).refreshed(sound);
        return RulesSnapshot.of(snapshot.path("etag").textValue(), sound, book);
    }

    private List<RuleDocument> sound(JsonNode served, List<RuleDocument> known) {
        Set<RuleDocument> readBefore = new HashSet<>(known);
        Set<RuleDocument> sound = new java.util.LinkedHashSet<>();
        var faulty = new ArrayList<RuleDocument>();
        for (JsonNode node : served) {
            var document = new RuleDocument(node.path("kind").asText(), node.path("tenant").asText(),
                    node.path("id").asText(), node.path("version").asInt(), node.path("json").asText());
            if (readBefore.contains(document) || isSound(document)) {
                sound.add(document);
            } else {
                faulty.add(document);
            }
        }
        for (RuleDocument document : faulty) {
            predecessor(document, known).ifPresent(sound::add);
        }
        return List.copyOf(sound);
    }

    private boolean isSound(RuleDocument document) {
        return RuleDocuments.check(document.kind(), document.id(), document.json()).fold(accepted -> true, refused -> {
            LOG.errorf("%s %s of tenant '%s', version %d, cannot be read and is passed over: %s", document.kind(),
                    document.id(), document.tenant(), document.version(), refused.faults().get(0).inWords());
            onUnreadable.run();
            return false;
        });
    }

    /** What was in use where a document cannot be. */
    private static Optional<RuleDocument> predecessor(RuleDocument unreadable, List<RuleDocument> known) {
        return known.stream()
            .filter(document -> document.tenant().equals(unreadable.tenant())
                    && document.kind().equals(unreadable.kind()) && document.id().equals(unreadable.id())
                    && document.version() < unreadable.version())
            .max(Comparator.comparingInt(RuleDocument::version));
    }
}
