package io.carbonflow.calculator.library;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Asks the factor service for the library. Blocking; for the loader's own thread. */
final class SnapshotClient {

    private final URI address;
    private final FactorsConfig config;
    private final HttpClient client;

    SnapshotClient(FactorsConfig config) {
        this.address = URI.create(config.url().toString().replaceAll("/+$", "") + "/v1/snapshot");
        this.config = config;
        this.client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.requestTimeout())
            .build();
    }

    /** The library; empty where it still is the one with this ETag. */
    Optional<LibrarySnapshot> fetch(Optional<String> knownEtag) throws SnapshotUnavailableException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
            .timeout(config.requestTimeout())
            .header("Accept", "application/json")
            .header("Accept-Encoding", "gzip");
        config.apiKey().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        knownEtag.ifPresent(etag -> request.header("If-None-Match", '"' + etag + '"'));
        try {
            return read(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new SnapshotUnavailableException("the factor service at " + address + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SnapshotUnavailableException("interrupted while asking the factor service", e);
        }
    }

    private Optional<LibrarySnapshot> read(HttpResponse<byte[]> response)
            throws SnapshotUnavailableException, IOException {
        if (response.statusCode() == 304) {
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw new SnapshotUnavailableException("the factor service at " + address + " answers "
                    + response.statusCode());
        }
        boolean zipped = response.headers().firstValue("Content-Encoding").filter("gzip"::equals).isPresent();
        return Optional.of(SnapshotReader.read(zipped ? unzipped(response.body()) : response.body()));
    }

    private static byte[] unzipped(byte[] body) throws IOException {
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return plain.readAllBytes();
        }
    }
}
