package io.carbonflow.calculator.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.carbonflow.accounting.factor.FactorEdition;
import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.PublishedEdition;

/** Reads {@code {"etag", "editions": [{"id", "published_at", "sha256", "csv"}]}} and believes none of it unchecked. */
final class SnapshotReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BAD_ROWS_NAMED_MAX = 3;

    private SnapshotReader() {}

    /** The library, if every edition's file has its digest and every row of it can be read. */
    static LibrarySnapshot read(byte[] document) throws SnapshotUnavailableException {
        try {
            JsonNode snapshot = JSON.readTree(document);
            var editions = new ArrayList<PublishedEdition>();
            for (JsonNode edition : snapshot.path("editions")) {
                editions.add(edition(edition));
            }
            if (editions.isEmpty()) {
                throw new SnapshotUnavailableException("the snapshot holds no edition");
            }
            return new LibrarySnapshot(text(snapshot, "etag"), FactorLibrary.of(editions));
        } catch (IOException | DateTimeException e) {
            throw new SnapshotUnavailableException("the snapshot cannot be read: " + e.getMessage(), e);
        }
    }

    private static PublishedEdition edition(JsonNode edition) throws SnapshotUnavailableException {
        String id = text(edition, "id");
        byte[] csv = text(edition, "csv").getBytes(UTF_8);
        FactorEditionCsv.Reading reading = FactorEditionCsv.read(id, csv);
        String faults = reading.fold(read -> "", unreadable -> unreadable.badRows()
            .stream()
            .limit(BAD_ROWS_NAMED_MAX)
            .toList()
            .toString());
        if (!faults.isEmpty()) {
            throw new SnapshotUnavailableException("edition " + id + " has unreadable rows, among them " + faults);
        }
        FactorEdition read = reading.fold(FactorEditionCsv.Read::edition, unreadable -> null);
        if (!read.sha256().equals(text(edition, "sha256"))) {
            throw new SnapshotUnavailableException("edition %s has the digest %s, announced is %s".formatted(id,
                    read.sha256(), text(edition, "sha256")));
        }
        return new PublishedEdition(read, Instant.parse(text(edition, "published_at")));
    }

    private static String text(JsonNode node, String field) throws SnapshotUnavailableException {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new SnapshotUnavailableException("the snapshot has no text in " + field);
        }
        return value.textValue();
    }
}
