package io.carbonflow.gateway.deadletter;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Tries many letters after what kept them has been put right, oldest first. What is still refused or still waits stays as
 * it is, so that a request can be repeated until nothing is left.
 */
@ApplicationScoped
public class BulkResubmission {

    /** Letters in memory at once; each has up to 1 MB. */
    private static final int PAGE = 25;

    private final DeadLetters letters;
    private final Continuation continuation;
    private final Clock clock;

    BulkResubmission(DeadLetters letters, Continuation continuation, Clock clock) {
        this.letters = letters;
        this.continuation = continuation;
        this.clock = clock;
    }

    /** Completes when the broker has everything that went on. */
    Uni<BulkAnswer> take(String tenantId, String role, BulkRequest request) {
        Instant startedAt = clock.instant();
        var filter = request.filter().before(startedAt);
        var counts = new EnumMap<Continuation.Outcome, Integer>(Continuation.Outcome.class);
        return letters.count(tenantId, filter)
            .chain(matching -> pages(tenantId, filter, request, role, Optional.empty(), counts)
                .map(examined -> answer(examined, matching, counts)));
    }

    private Uni<Integer> pages(String tenantId, LetterFilter filter, BulkRequest request, String role,
            Optional<Cursor> after, Map<Continuation.Outcome, Integer> counts) {
        int tried = counts.values().stream().mapToInt(Integer::intValue).sum();
        int wanted = Math.min(PAGE, request.limit() - tried);
        if (wanted == 0) {
            return Uni.createFrom().item(tried);
        }
        return letters.oldest(tenantId, filter, after, wanted)
            .emitOn(Infrastructure.getDefaultExecutor())
            .chain(page -> attempt(tenantId, request.approved() ? role : null, page, counts)
                .chain(() -> page.size() < wanted
                        ? Uni.createFrom().item(tried + page.size())
                        : pages(tenantId, filter, request, role, Optional.of(lastOf(page)), counts)));
    }

    private Uni<Void> attempt(String tenantId, String reviewedBy, List<StoredLetter> page,
            Map<Continuation.Outcome, Integer> counts) {
        var attempts = new ArrayList<CompletableFuture<Continuation.Outcome>>();
        page.forEach(letter -> attempts
            .add(continuation.attempt(tenantId, letter, reviewedBy, false).toCompletableFuture()));
        return Uni.createFrom()
            .completionStage(CompletableFuture.allOf(attempts.toArray(new CompletableFuture<?>[0])))
            .invoke(() -> attempts.forEach(attempt -> counts.merge(attempt.join(), 1, Integer::sum)));
    }

    private static Cursor lastOf(List<StoredLetter> page) {
        StoredLetter last = page.get(page.size() - 1);
        return new Cursor(last.receivedAt(), last.id());
    }

    private static BulkAnswer answer(int examined, long matching, Map<Continuation.Outcome, Integer> counts) {
        return new BulkAnswer(examined, of(counts, Continuation.Outcome.ACCEPTED),
                of(counts, Continuation.Outcome.CONTEXT), of(counts, Continuation.Outcome.FORWARDED),
                of(counts, Continuation.Outcome.REJECTED), of(counts, Continuation.Outcome.HELD),
                of(counts, Continuation.Outcome.SENT_ALREADY), of(counts, Continuation.Outcome.EXPIRED),
                of(counts, Continuation.Outcome.NOT_READABLE), Math.max(0, matching - examined));
    }

    private static int of(Map<Continuation.Outcome, Integer> counts, Continuation.Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }
}
