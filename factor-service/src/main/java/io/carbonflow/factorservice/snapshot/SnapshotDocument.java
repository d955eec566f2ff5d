package io.carbonflow.factorservice.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.core.JsonFactory;

import io.carbonflow.factorservice.edition.PublishedLibrary;

/**
 * The library as calculators load it: {@code {"etag", "editions": [{"id", "tenant", "published_at", "sha256", "csv"}]}}, newest
 * first, made once per content and kept compressed.
 *
 * @param etag    names the content
 * @param gzipped the document
 */
record SnapshotDocument(String etag, byte[] gzipped) {

    static SnapshotDocument of(PublishedLibrary library) {
        var bytes = new ByteArrayOutputStream(256 * 1024);
        try (var json = new JsonFactory().createGenerator(new GZIPOutputStream(bytes))) {
            json.writeStartObject();
            json.writeStringField("etag", library.etag());
            json.writeArrayFieldStart("editions");
            for (var file : library.files()) {
                var edition = file.edition();
                json.writeStartObject();
                json.writeStringField("id", edition.id());
                json.writeStringField("tenant", edition.tenantId());
                json.writeStringField("published_at", edition.publishedAt().toString());
                json.writeStringField("sha256", edition.sha256());
                json.writeStringField("csv", file.csv());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory refused to be written", e);
        }
        return new SnapshotDocument(library.etag(), bytes.toByteArray());
    }
}
