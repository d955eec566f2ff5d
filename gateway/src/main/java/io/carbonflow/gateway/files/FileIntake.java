package io.carbonflow.gateway.files;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.Examined;
import io.carbonflow.gateway.intake.Intake;
import io.carbonflow.gateway.intake.IntakeAnswer;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.Quote;

/**
 * Takes a file in while it is read: a few batches are on their way to the broker, never the whole file in memory. What
 * was sent before a file breaks off stays taken, and the whole file again adds nothing twice.
 */
@ApplicationScoped
class FileIntake {

    /** A batch beyond this many bytes is sent though it has few items. */
    private static final int BATCH_BYTES_MAX = 2 * 1024 * 1024;

    private static final int COLUMNS_LISTED_MAX = 100;

    private final FileReading reading;
    private final Intake intake;
    private final FileReports reports;
    private final FilesConfig config;
    private final Semaphore places;

    FileIntake(FileReading reading, Intake intake, FileReports reports, FilesConfig config) {
        this.reading = reading;
        this.intake = intake;
        this.reports = reports;
        this.config = config;
        places = new Semaphore(config.concurrentMax());
    }

    /** What a whole file came to, and whether its form is that of several items. */
    record Taken(FileReport report, boolean several) {

        /** False where the file as a whole was refused. */
        boolean isReadable() {
            return several || report.rejected().isEmpty();
        }
    }

    private record Sent(List<FileItem> items, CompletionStage<IntakeAnswer> answer) {}

    /** A place for one more file, to be {@linkplain #release released}; false where as many as permitted are being read. */
    boolean tryAcquire() {
        return places.tryAcquire();
    }

    void acquire() throws InterruptedException {
        places.acquire();
    }

    void release() {
        places.release();
    }

    /**
     * Reads the file to its end. Blocks; the caller holds a place.
     *
     * @throws IOException         where the file breaks off
     * @throws CompletionException where the broker did not take a batch: nothing more was read, and the file has to come
     *                             again
     */
    Taken take(FileDelivery delivery, InputStream in) throws IOException {
        String id = UUID.randomUUID().toString();
        var digest = new CountingDigest(in);
        var tally = new Tally(config.listedMax());
        Deque<Sent> onTheirWay = new ArrayDeque<>();
        boolean isWhole = false;
        List<String> ignored = List.of();
        try {
            reports.keep(delivery.envelope().tenantId(),
                    report(id, FileReport.READING, delivery, digest, tally, List.of()));
            FileItems items = reading.open(delivery, digest);
            ignored = items.ignoredColumns().stream().limit(COLUMNS_LISTED_MAX).toList();
            var batch = new ArrayList<FileItem>();
            long bytes = 0;
            for (FileItem item = items.next(); item != null; item = items.next()) {
                boolean isFull = batch.size() >= config.batchItems() || bytes > BATCH_BYTES_MAX
                        || !batch.isEmpty() && !batch.get(0).contentType().equals(item.contentType());
                if (isFull) {
                    send(delivery, List.copyOf(batch), onTheirWay, tally);
                    batch.clear();
                    bytes = 0;
                }
                batch.add(item);
                bytes += item.bytes().length;
            }
            if (!batch.isEmpty()) {
                send(delivery, List.copyOf(batch), onTheirWay, tally);
            }
            settle(onTheirWay, 0, tally);
            isWhole = true;
            return new Taken(report(id, FileReport.DONE, delivery, digest, tally, ignored), items.several());
        } finally {
            reports.keep(delivery.envelope().tenantId(),
                    report(id, isWhole ? FileReport.DONE : FileReport.INTERRUPTED, delivery, digest, tally, ignored));
        }
    }

    private void send(FileDelivery delivery, List<FileItem> items, Deque<Sent> onTheirWay, Tally tally) {
        settle(onTheirWay, config.batchesInFlightMax() - 1, tally);
        Envelope whole = delivery.envelope();
        var envelope = new Envelope(whole.tenantId(), whole.channel(), items.get(0).contentType(),
                whole.correlationId(), whole.receivedAt());
        var examined = items.stream()
            .map(item -> new Examined(item.index(), item.bytes(), located(delivery.name(), item)))
            .toList();
        onTheirWay.add(new Sent(items, intake.takeInTime(envelope, examined)));
    }

    /** Waits until at most this many batches are on their way. */
    private static void settle(Deque<Sent> onTheirWay, int left, Tally tally) {
        while (onTheirWay.size() > left) {
            Sent oldest = onTheirWay.poll();
            tally.add(oldest.items(), oldest.answer().toCompletableFuture().join());
        }
    }

    /** The verdict with file and line before each reason. */
    private static Verdict located(String fileName, FileItem item) {
        String where = Quote.of(fileName) + " line " + item.line() + ": ";
        return item.verdict()
            .<Verdict>fold(accepted -> accepted,
                    refused -> new Verdict.Refused(refused.eventId(), refused.source(),
                            located(where, refused.reasons())),
                    held -> new Verdict.Held(held.eventId(), held.source(), located(where, held.reasons())),
                    context -> context);
    }

    private static List<Reason> located(String where, List<Reason> reasons) {
        return reasons.stream()
            .map(reason -> new Reason(reason.getCode(), reason.getField(), where + reason.getDetail()))
            .toList();
    }

    private static FileReport report(String id, String state, FileDelivery delivery, CountingDigest digest,
            Tally tally, List<String> ignoredColumns) {
        return new FileReport(id, delivery.name(), state, delivery.envelope().receivedAt(), digest.count,
                state.equals(FileReport.READING) ? null : digest.hex(), tally.counts(), tally.accepted(),
                tally.duplicates(), tally.rejected(), tally.held(), ignoredColumns);
    }

    /** Counts and digests what is read. */
    private static final class CountingDigest extends DigestInputStream {

        private long count;

        private CountingDigest(InputStream in) {
            super(in, sha256());
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(read, 0);
            return read;
        }

        /** Of everything read up to now. */
        private String hex() {
            try {
                return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("SHA-256 can be cloned in every Java runtime we know", e);
            }
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java runtime has SHA-256", e);
            }
        }
    }
}
