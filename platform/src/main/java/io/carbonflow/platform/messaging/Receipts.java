package io.carbonflow.platform.messaging;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** What the broker answers for records that were sent together; one future for all of them. Safe for many threads. */
final class Receipts {

    private final CompletableFuture<List<Integer>> all = new CompletableFuture<>();
    private final AtomicInteger open;
    private final ConcurrentSkipListSet<Integer> tooLarge = new ConcurrentSkipListSet<>();

    /** @param records how many are sent; none of them completes it at once */
    Receipts(int records) {
        open = new AtomicInteger(records);
        if (records == 0) {
            all.complete(List.of());
        }
    }

    /** Completes with the places of the records that are too large, in order, when all are answered; fails with the first other failure. */
    CompletableFuture<List<Integer>> all() {
        return all;
    }

    /** Takes the answer to the record at this place. */
    Callback of(int place) {
        return (metadata, failure) -> {
            if (failure instanceof RecordTooLargeException) {
                tooLarge.add(place);
            } else if (failure != null) {
                fail(failure);
            }
            if (open.decrementAndGet() == 0) {
                all.complete(List.copyOf(tooLarge));
            }
        };
    }

    /** Without a broker each further record would block its time, too, and change nothing. */
    boolean hasFailed() {
        return all.isCompletedExceptionally();
    }

    void fail(Throwable failure) {
        all.completeExceptionally(failure);
    }
}
