package io.carbonflow.calculator.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.carbonflow.accounting.factor.FactorEdition;
import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.PublishedEdition;

/**
 * Reads {@code {"etag", "editions": [{"id", "tenant", "published_at", "sha256", "csv"}]}} and believes none of it
 * unchecked. What did not change is taken from the snapshot that is held, so that a tenant's new edition leaves
 * everybody else's library the very same object.
 */
final class EditionsReader implements SnapshotClient.Reader<EditionsSnapshot> {

    private static final Logger LOG = Logger.getLogger(EditionsReader.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BAD_ROWS_NAMED_MAX = 3;
    private static final String SHIPPED = "";

    private final Runnable onUnreadable;

    /**
     * A reader.
     *
     * @param onUnreadable called for every tenant's edition that cannot be read and is left out
     */
    EditionsReader(Runnable onUnreadable) {
        this.onUnreadable = onUnreadable;
    }

    /** The editions; one that ships and cannot be read, or has another digest, refuses the whole snapshot. */
    @Override
    public EditionsSnapshot read(byte[] served, Optional<EditionsSnapshot> held) throws SnapshotUnavailableException {
        try {
            JsonNode snapshot = JSON.readTree(served);
            var byTenant = new LinkedHashMap<String, List<PublishedEdition>>();
            for (JsonNode edition : snapshot.path("editions")) {
                String tenant = edition.path("tenant").asText(SHIPPED);
                edition(tenant, edition, held)
                    .ifPresent(read -> byTenant.computeIfAbsent(tenant, key -> new ArrayList<>()).add(read));
            }
            List<PublishedEdition> shipped = byTenant.remove(SHIPPED);
            if (shipped == null) {
                throw new SnapshotUnavailableException("the snapshot holds no edition that ships");
            }
            return snapshot(text(snapshot, "etag"), shipped, byTenant, held);
        } catch (IOException | DateTimeException e) {
            throw new SnapshotUnavailableException("the snapshot cannot be read: " + e.getMessage(), e);
        }
    }

    private static EditionsSnapshot snapshot(String etag, List<PublishedEdition> shipped,
            Map<String, List<PublishedEdition>> own, Optional<EditionsSnapshot> held) {
        FactorLibrary all = held.map(EditionsSnapshot::shipped)
            .filter(known -> known.editions().size() == shipped.size() && known.editions().containsAll(shipped))
            .orElseGet(() -> FactorLibrary.of(shipped));
        var ofTenant = new HashMap<String, FactorLibrary>();
        own.forEach((tenant, editions) -> ofTenant.put(tenant, held
            .filter(known -> known.shipped() == all && editions.equals(known.own().get(tenant)))
            .map(known -> known.forTenant(tenant))
            .orElseGet(() -> library(all, editions))));
        return new EditionsSnapshot(etag, all, own, ofTenant);
    }

    /** What ships and the tenant's own; an own edition stands in place of a shipped one of the same id. */
    private static FactorLibrary library(FactorLibrary shipped, List<PublishedEdition> own) {
        Set<String> ids = own.stream().map(published -> published.edition().id()).collect(Collectors.toSet());
        List<PublishedEdition> left = shipped.editions()
            .stream()
            .filter(published -> !ids.contains(published.edition().id()))
            .toList();
        return (left.size() == shipped.editions().size() ? shipped : FactorLibrary.of(left)).with(own);
    }

    /** The edition; empty for a tenant's that cannot be read: it must not keep the others from theirs. */
    private Optional<PublishedEdition> edition(String tenant, JsonNode edition, Optional<EditionsSnapshot> held)
            throws SnapshotUnavailableException {
        String id = text(edition, "id");
        Optional<PublishedEdition> known = held.flatMap(snapshot -> known(snapshot, tenant, id));
        Instant publishedAt = Instant.parse(text(edition, "published_at"));
        String digest = text(edition, "sha256");
        if (known.filter(same -> same.edition().sha256().equals(digest) && same.publishedAt().equals(publishedAt))
            .isPresent()) {
            return known;
        }
        try {
            return Optional.of(new PublishedEdition(read(id, text(edition, "csv"), digest), publishedAt));
        } catch (SnapshotUnavailableException e) {
            if (tenant.equals(SHIPPED)) {
                throw e;
            }
            LOG.errorf("tenant %s: %s; it is left out", tenant, e.getMessage());
            onUnreadable.run();
            return known;
        }
    }

    private static Optional<PublishedEdition> known(EditionsSnapshot held, String tenant, String id) {
        Stream<PublishedEdition> there = tenant.equals(SHIPPED)
                ? held.shipped().editions().stream()
                : held.own().getOrDefault(tenant, List.of()).stream();
        return there.filter(published -> published.edition().id().equals(id)).findFirst();
    }

    private static FactorEdition read(String id, String csv, String digest) throws SnapshotUnavailableException {
        FactorEditionCsv.Reading reading = FactorEditionCsv.read(id, csv.getBytes(UTF_8));
        String faults = reading.fold(read -> "", unreadable -> unreadable.badRows()
            .stream()
            .limit(BAD_ROWS_NAMED_MAX)
            .toList()
            .toString());
        if (!faults.isEmpty()) {
            throw new SnapshotUnavailableException("edition " + id + " has unreadable rows, among them " + faults);
        }
        FactorEdition read = reading.fold(FactorEditionCsv.Read::edition, unreadable -> null);
        if (!read.sha256().equals(digest)) {
            throw new SnapshotUnavailableException("edition %s has the digest %s, announced is %s".formatted(id,
                    read.sha256(), digest));
        }
        return read;
    }

    private static String text(JsonNode node, String field) throws SnapshotUnavailableException {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new SnapshotUnavailableException("the snapshot has no text in " + field);
        }
        return value.textValue();
    }
}
