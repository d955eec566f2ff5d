package io.carbonflow.gateway.sftp;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.carbonflow.gateway.files.Inbox;
import io.micrometer.core.instrument.MeterRegistry;

/** Reads complete files one after the other; a file the broker does not take stays and is tried again. */
final class InboxReader implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(InboxReader.class);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(5);
    private static final Duration PURGE_EVERY = Duration.ofHours(1);

    private final Inboxes inboxes;
    private final Inbox files;
    private final SftpConfig config;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Thread thread = new Thread(this::run, "sftp-inbox");
    private volatile boolean isClosed;
    private Instant purgedAt = Instant.EPOCH;

    InboxReader(Inboxes inboxes, Inbox files, SftpConfig config, Clock clock, MeterRegistry metrics) {
        this.inboxes = inboxes;
        this.files = files;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The file that is being read is read anew at the next start. */
    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosed) {
            Duration pause = config.lookEvery();
            try {
                purge();
                for (Inboxes.Waiting waiting : waiting()) {
                    if (isClosed) {
                        return;
                    }
                    pause = read(waiting) ? pause : RETRY_DELAY;
                }
            } catch (IOException | RuntimeException e) {
                LOG.errorf(e, "the inboxes cannot be read; trying again in %d s", RETRY_DELAY.toSeconds());
                pause = RETRY_DELAY;
            }
            pause(pause);
        }
    }

    private List<Inboxes.Waiting> waiting() throws IOException {
        return inboxes.waiting(clock.instant().minus(config.settle()));
    }

    private boolean read(Inboxes.Waiting waiting) throws IOException {
        try {
            Inbox.Outcome outcome = files.read(waiting.tenantId(), waiting.supplierId(), waiting.name(),
                    waiting.file());
            inboxes.finished(waiting, outcome.isReadable(), clock.instant(), outcome.report());
            count(outcome.isReadable() ? "done" : "failed");
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException | RuntimeException e) {
            if (!isClosed) {
                LOG.warnf("a file in the inbox of %s was not taken and is tried again: %s", waiting.tenantId(),
                        e.getMessage());
                count("retried");
            }
            return false;
        }
    }

    private void purge() throws IOException {
        Instant now = clock.instant();
        if (purgedAt.plus(PURGE_EVERY).isBefore(now)) {
            purgedAt = now;
            inboxes.purge(now.minus(config.kept()));
        }
    }

    private void count(String outcome) {
        metrics.counter("carbonflow.sftp.files", "outcome", outcome).increment();
    }

    private void pause(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            isClosed = true;
        }
    }
}
