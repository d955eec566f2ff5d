package io.carbonflow.factorservice.snapshot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Answers with a document that is kept compressed, or says that the client has it already. */
public final class ConditionalAnswer {

    private ConditionalAnswer() {}

    /** 304: the client's copy is still right. */
    public static Response unchanged(String etag) {
        return headed(Response.notModified(), etag);
    }

    /** 200 with the document, compressed where the client takes that. */
    public static Response whole(byte[] gzipped, String etag, String acceptEncoding) {
        return headed(takesGzip(acceptEncoding)
                ? Response.ok(gzipped).header(HttpHeaders.CONTENT_ENCODING, "gzip")
                : Response.ok(unzipped(gzipped)), etag);
    }

    /** Weak comparison, as RFC 9110 asks for here: both codings of one content count as the same. */
    public static boolean matches(String ifNoneMatch, String etag) {
        return ifNoneMatch != null && Arrays.stream(ifNoneMatch.split(",", -1))
            .map(String::strip)
            .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
            .anyMatch(tag -> tag.equals("*") || tag.equals('"' + etag + '"'));
    }

    private static Response headed(Response.ResponseBuilder response, String etag) {
        return response.header(HttpHeaders.ETAG, '"' + etag + '"')
            .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
            .header(HttpHeaders.CACHE_CONTROL, "no-cache")
            .build();
    }

    private static boolean takesGzip(String acceptEncoding) {
        return acceptEncoding != null && Arrays.stream(acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1))
            .map(coding -> coding.replace(" ", ""))
            .anyMatch(coding -> coding.equals("gzip")
                    || (coding.startsWith("gzip;q=") && !coding.matches(".*q=0(\\.0*)?")));
    }

    private static byte[] unzipped(byte[] gzipped) {
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
            return plain.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("what was compressed here cannot be read back", e);
        }
    }
}
