package io.carbonflow.calculator.library;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Asks the factor service for what it serves at one path. Blocking; for a loader's own thread. */
final class SnapshotClient<S extends Snapshot> {

    private final URI address;
    private final FactorsConfig config;
    private final Reader<S> reader;
    private final HttpClient client;

    SnapshotClient(FactorsConfig config, String path, Reader<S> reader) {
        this.address = URI.create(config.url().toString().replaceAll("/+$", "") + path);
        this.config = config;
        this.reader = reader;
        this.client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.requestTimeout())
            .build();
    }

    /** Makes a snapshot of what was served. */
    @FunctionalInterface
    interface Reader<S> {

        /** The snapshot; what is as in the one held now may be taken from there. */
        S read(byte[] served, Optional<S> held) throws SnapshotUnavailableException;
    }

    /** The snapshot; empty where it still is the one that is held. */
    Optional<S> fetch(Optional<S> held) throws SnapshotUnavailableException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
            .timeout(config.requestTimeout())
            .header("Accept", "application/json")
            .header("Accept-Encoding", "gzip");
        config.apiKey().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        held.ifPresent(snapshot -> request.header("If-None-Match", '"' + snapshot.etag() + '"'));
        try {
            return read(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()), held);
        } catch (IOException e) {
            throw new SnapshotUnavailableException("the factor service at " + address + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SnapshotUnavailableException("interrupted while asking the factor service", e);
        }
    }

    private Optional<S> read(HttpResponse<byte[]> response, Optional<S> held)
            throws SnapshotUnavailableException, IOException {
        if (response.statusCode() == 304) {
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw new SnapshotUnavailableException("the factor service at " + address + " answers "
                    + response.statusCode());
        }
        boolean zipped = response.headers().firstValue("Content-Encoding").filter("gzip"::equals).isPresent();
        return Optional.of(reader.read(zipped ? unzipped(response.body()) : response.body(), held));
    }

    private static byte[] unzipped(byte[] body) throws IOException {
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return plain.readAllBytes();
        }
    }
}
