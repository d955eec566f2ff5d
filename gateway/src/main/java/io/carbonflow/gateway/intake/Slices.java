package io.carbonflow.gateway.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.intake.Records.Prepared;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.platform.messaging.OutgoingRecord;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Sends the items of one delivery a slice at a time, the next when the broker has the one before: however much the items
 * of a delivery grow as records, those of one slice are in memory and no more. What the broker takes in no case, for its
 * size, becomes a dead letter with the beginning of its bytes.
 */
final class Slices {

    /** A few of these at once fit into a heap of 256 MB. */
    static final int SLICE_BYTES_MAX = 4 * 1024 * 1024;
    /** About what a record is beside the bytes it keeps. */
    private static final int RECORD_OVERHEAD_BYTES = 1_024;
    /** What is kept of the bytes of an item whose record is too large. */
    static final int KEPT_BYTES_MAX = 64 * 1024;

    private final Function<Examined, Prepared> prepare;
    private final Function<List<OutgoingRecord>, CompletionStage<List<Integer>>> send;
    private final Examined[] items;
    private final String[] deadLetterIds;

    /**
     * @param prepare makes the record of an item
     * @param send    completes with the places of those that are too large, when the broker has all the others
     */
    Slices(List<Examined> items, Function<Examined, Prepared> prepare,
            Function<List<OutgoingRecord>, CompletionStage<List<Integer>>> send) {
        this.prepare = prepare;
        this.send = send;
        this.items = items.toArray(Examined[]::new);
        deadLetterIds = new String[this.items.length];
    }

    /**
     * Completes when the broker has every item; fails when it lacks one.
     *
     * @throws IllegalStateException while it is not known how to write the first ones: nothing is sent then
     */
    CompletionStage<Void> send() {
        return from(0);
    }

    /** Each item with the verdict by which it was sent in the end. */
    List<Examined> items() {
        return List.of(items);
    }

    /** Under which an item is kept; null for what went on. */
    String deadLetterId(int place) {
        return deadLetterIds[place];
    }

    private CompletionStage<Void> from(int begin) {
        int end = endOfSlice(begin);
        var outgoing = new ArrayList<OutgoingRecord>(end - begin);
        for (int place = begin; place < end; place++) {
            outgoing.add(prepared(place));
        }
        CompletionStage<Void> sent = send.apply(outgoing)
            .thenCompose(tooLarge -> tooLarge.isEmpty() ? CompletableFuture.completedFuture(null)
                    : refuse(begin, tooLarge, outgoing));
        // Sending may wait for the broker: never on the thread by which the broker answers.
        return end == items.length ? sent
                : sent.thenComposeAsync(done -> from(end), Infrastructure.getDefaultExecutor());
    }

    private int endOfSlice(int begin) {
        long bytes = 0;
        int end = begin;
        while (end < items.length && (end == begin || bytes <= SLICE_BYTES_MAX)) {
            bytes += items[end].bytes().length + RECORD_OVERHEAD_BYTES;
            end++;
        }
        return end;
    }

    private OutgoingRecord prepared(int place) {
        Prepared prepared = prepare.apply(items[place]);
        deadLetterIds[place] = prepared.deadLetterId();
        return prepared.outgoing();
    }

    private CompletionStage<Void> refuse(int begin, List<Integer> tooLarge, List<OutgoingRecord> outgoing) {
        var refusals = new ArrayList<OutgoingRecord>();
        for (int number : tooLarge) {
            items[begin + number] = refused(items[begin + number], outgoing.get(number).value().length);
            refusals.add(prepared(begin + number));
        }
        return CompletableFuture.supplyAsync(() -> send.apply(refusals), Infrastructure.getDefaultExecutor())
            .thenCompose(sending -> sending)
            .thenAccept(stillTooLarge -> {
                if (!stillTooLarge.isEmpty()) {
                    throw new IllegalStateException("the message broker takes no record of " + KEPT_BYTES_MAX
                            + " bytes; its limit is too low for dead letters");
                }
            });
    }

    private static Examined refused(Examined item, int recordBytes) {
        return new Examined(item.index(), beginning(item.bytes()),
                item.verdict()
                    .fold(accepted -> tooLarge(accepted.activity().getEventId(), accepted.activity().getSourceId(),
                            recordBytes), refused -> tooLarge(refused.eventId(), refused.source(), recordBytes),
                            held -> tooLarge(held.eventId(), held.source(), recordBytes),
                            context -> tooLarge(context.eventId(), context.source(), recordBytes)),
                null, item.contentType(), item.announcement());
    }

    private static Verdict tooLarge(String eventId, String source, int recordBytes) {
        return Reasons.only(eventId, source, ReasonCode.TOO_LARGE, null,
                ("the record of this item has %d bytes, more than the message broker takes; the dead letter keeps the "
                        + "first %d of the item's")
                    .formatted(recordBytes, KEPT_BYTES_MAX));
    }

    /** The first of the bytes, as many as are kept of an item whose record is too large. */
    static byte[] beginning(byte[] bytes) {
        return bytes.length <= KEPT_BYTES_MAX ? bytes : Arrays.copyOf(bytes, KEPT_BYTES_MAX);
    }
}
