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
import io.carbonflow.contracts.avro.BookedEntry;
import io.carbonflow.ledger.chain.Sha256;
import io.carbonflow.ledger.entries.SealedEntry;
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

    /**
     * Returns when the broker has all of them.
     *
     * @throws KafkaException when it does not; the entries are announced again when their events come again
     */
    void announce(List<SealedEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        var outgoing = new ArrayList<OutgoingRecord>(entries.size());
        for (SealedEntry sealed : entries) {
            var activity = sealed.entry().activity();
            outgoing.add(new OutgoingRecord(Topics.LEDGER_BOOKED, null,
                    new RecordKey(activity.tenantId(), activity.sourceId()), activity.correlationId(),
                    activity.receivedAt(), codec.encode(Topics.LEDGER_BOOKED, announcement(sealed))));
        }
        send(outgoing, "booked entries");
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

    private static BookedEntry announcement(SealedEntry sealed) {
        var entry = sealed.entry();
        var activity = entry.activity();
        var result = entry.result();
        return BookedEntry.newBuilder()
            .setId(entry.id().toString())
            .setTenantId(activity.tenantId())
            .setEventId(activity.eventId())
            .setCorrelationId(activity.correlationId())
            .setEntryType(entry.entryType())
            .setOfficial(result.official())
            .setScope(result.scope())
            .setCategory(result.category())
            .setKgCo2e(result.masses().co2e())
            .setGwpSet(result.gwpSet())
            .setMethod(result.method())
            .setDataQuality(activity.dataQuality())
            .setActivity(activity.activity())
            .setQuantity(activity.quantity().toPlainString())
            .setUnit(activity.unit())
            .setSourceId(activity.sourceId())
            .setFacilityId(activity.facilityId())
            .setSupplierId(activity.supplierId())
            .setCountry(activity.country())
            .setOccurredAt(activity.occurredAt())
            .setReceivedAt(activity.receivedAt())
            .setBookedAt(entry.bookedAt())
            .setBlock(sealed.block())
            .setLeafHash(Sha256.hex(sealed.leafHash()))
            .setPart(result.part())
            .build();
    }
}
