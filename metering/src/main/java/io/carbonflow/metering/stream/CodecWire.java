package io.carbonflow.metering.stream;

import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.avro.specific.SpecificRecordBase;
import org.jboss.logging.Logger;

import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.carbonflow.platform.wire.UndecodableRecordException;
import io.carbonflow.platform.wire.WireCodec;

/** The wire as the registry knows it. While that is away a stream waits rather than ends. */
@ApplicationScoped
class CodecWire implements Wire {

    private static final Logger LOG = Logger.getLogger(CodecWire.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    /** Longer than this a stream's thread may not be away from the broker; another one then takes its place. */
    private static final int ATTEMPTS = 60;

    private final WireCodec codec;

    CodecWire(WireCodec codec) {
        this.codec = codec;
    }

    @Override
    public byte[] encode(String topic, SpecificRecordBase value) {
        for (int attempt = 1; !codec.isReady() && attempt < ATTEMPTS; attempt++) {
            pause();
        }
        return codec.encode(topic, value);
    }

    @Override
    public <T extends SpecificRecordBase> Optional<T> decode(byte[] value, Class<T> type) {
        for (int attempt = 1;; attempt++) {
            try {
                return Optional.of(codec.decode(value, type));
            } catch (UndecodableRecordException e) {
                LOG.warnf("a record is skipped: %s", e.getMessage());
                return Optional.empty();
            } catch (RegistryUnavailableException e) {
                if (attempt >= ATTEMPTS) {
                    throw new IllegalStateException(e.getMessage(), e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the registry", e);
        }
    }
}
