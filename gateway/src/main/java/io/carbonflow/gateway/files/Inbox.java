package io.carbonflow.gateway.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.carbonflow.gateway.intake.Channel;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.platform.correlation.CorrelationId;

/** Takes in files that lie on disk. */
@ApplicationScoped
public class Inbox {

    private final FileIntake files;
    private final ObjectMapper json;
    private final Clock clock;

    Inbox(FileIntake files, ObjectMapper json, Clock clock) {
        this.files = files;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What became of a file.
     *
     * @param isReadable false where nothing of it could be read
     * @param report     for the sender, JSON
     */
    public record Outcome(boolean isReadable, byte[] report) {}

    /**
     * Reads a file to its end; waits while as many as permitted are being read.
     *
     * @param supplierId whose file it is; null where nobody said
     * @throws IOException where it cannot be read
     * @throws java.util.concurrent.CompletionException where the broker does not take it; the file has to be read again
     */
    public Outcome read(String tenantId, String supplierId, String name, Path file)
            throws IOException, InterruptedException {
        files.acquire();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            var envelope = new Envelope(tenantId, Channel.SFTP, MediaType.APPLICATION_OCTET_STREAM,
                    CorrelationId.takenOrMade(null), clock.instant());
            var taken = files.take(new FileDelivery(envelope, name,
                    supplierId == null ? Map.of() : Map.of("supplier_id", supplierId)), in);
            return new Outcome(taken.isReadable(), json.writeValueAsBytes(taken.report()));
        } finally {
            files.release();
        }
    }
}
