package io.carbonflow.factorservice.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.core.JsonFactory;

import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.rules.RuleDocument;
import io.carbonflow.rules.RuleDocuments;

/**
 * The documents as calculators load them: {@code {"etag", "documents": [{"kind", "tenant", "id", "version", "json"}]}},
 * the shipped ones first with an empty tenant.
 *
 * @param etag    names the content
 * @param gzipped the document
 */
record DocumentSnapshot(String etag, byte[] gzipped) {

    private static final String SHIPPED_DIGEST = digestOf(RuleDocuments.shipped());
    private static final int DIGEST_LENGTH = 16;

    /** The ETag of what a service is handed after this many changes. */
    static String etagOfAll(long changes) {
        return "all-%s-%d".formatted(SHIPPED_DIGEST, changes);
    }

    /** The ETag of what a tenant is handed after its change of this number. */
    static String etagOf(String tenant, long change) {
        return "%s-%s-%d".formatted(tenant, SHIPPED_DIGEST, change);
    }

    /** The snapshot of the shipped documents and these, which are some tenants' own. */
    static DocumentSnapshot of(String etag, List<RuleDocument> own) {
        var bytes = new ByteArrayOutputStream(64 * 1024);
        try (var json = new JsonFactory().createGenerator(new GZIPOutputStream(bytes))) {
            json.writeStartObject();
            json.writeStringField("etag", etag);
            json.writeArrayFieldStart("documents");
            for (RuleDocument document : Stream.concat(RuleDocuments.shipped().stream(), own.stream()).toList()) {
                json.writeStartObject();
                json.writeStringField("kind", document.kind());
                json.writeStringField("tenant", document.tenant());
                json.writeStringField("id", document.id());
                json.writeNumberField("version", document.version());
                json.writeStringField("json", document.json());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory refused to be written", e);
        }
        return new DocumentSnapshot(etag, bytes.toByteArray());
    }

    private static String digestOf(List<RuleDocument> documents) {
        var content = new StringBuilder();
        documents.forEach(document -> content.append(document.kind())
            .append('/')
            .append(document.id())
            .append('@')
            .append(document.version())
            .append(' ')
            .append(document.json())
            .append('\n'));
        return FactorEditionCsv.sha256(content.toString().getBytes(UTF_8)).substring(0, DIGEST_LENGTH);
    }
}
