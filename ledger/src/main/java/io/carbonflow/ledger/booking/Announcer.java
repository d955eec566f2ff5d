package io.carbonflow.ledger.booking;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.common.KafkaException;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.ledger.refusal.Refusal;
import io.carbonflow.platform.messaging.OutgoingRecord;
import io.carbonflow.platform.messaging.RecordProducer;
import io.carbonflow.platform.wire.WireCodec;

/** Tells {@code ledger.booked} of entries and {@code dlq.ledger} of refusals that are durable, at least once each. */
@ApplicationScoped
public class Announcer {

    private static final long SECONDS_MAX = 30;

    private final WireCodec codec;
    private final RecordProducer producer;

    Announcer(WireCodec codec, RecordProducer producer) {
        this.codec = codec;
        this.producer = producer;
    }

    /** Whether an announcement could be written; nothing is booked that could not be announced. */
    boolean isReady() {
        return codec.isReady();
    }

    /** The records that announce these. */
    List<OutgoingRecord> written(List<Announcement> entries) {
        var outgoing = new ArrayList<OutgoingRecord>(entries.size());
        for (Announcement announcement : entries) {
            var activity = announcement.sealed().entry().activity();
            outgoing.add(new OutgoingRecord(Topics.LEDGER_BOOKED, null,
                    new RecordKey(activity.tenantId(), activity.sourceId()), activity.correlationId(),
                    activity.receivedAt(), codec.encode(Topics.LEDGER_BOOKED, announcement.toRecord())));
        }
        return outgoing;
    }

    /**
     * Returns when the broker has all of them.
     *
     * @throws KafkaException when it does not; they are to be announced again
     */
    void announce(List<OutgoingRecord> written) {
        if (!written.isEmpty()) {
            send(written, "booked entries");
        }
    }

    /**
     * Tells of what the ledger itself refused. Returns when the broker has all of it.
     *
     * @throws KafkaException when it does not; the letters are announced again when their records come again
     */
    void announceRefused(List<Refusal> letters) {
        if (letters.isEmpty()) {
            return;
        }
        send(letters.stream()
            .map(letter -> new OutgoingRecord(Topics.DEAD_LEDGER, null,
                    new RecordKey(letter.tenantId(), letter.source()), letter.correlationId(), letter.receivedAt(),
                    codec.encode(Topics.DEAD_LEDGER, letter.toLetter())))
            .toList(), "refusals");
    }

    private void send(List<OutgoingRecord> outgoing, String what) {
        try {
            producer.sendAll(outgoing).toCompletableFuture().get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the broker does not take announcements of " + what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while announcing " + what, e);
        }
    }
}
