package io.carbonflow.gateway.intake;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.carbonflow.platform.problem.ProblemException;

/**
 * Repeats what our outage made fail, until it works: for senders that wait for their acknowledgement anyway, such as an
 * MQTT broker. All attempts are made by one thread, so first attempts keep the order in which they were asked for, and
 * neither an event loop nor the producer's own thread ever waits for the broker.
 */
@ApplicationScoped
public class Retries {

    private static final Logger LOG = Logger.getLogger(Retries.class);
    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    private static final Duration DELAY_MAX = Duration.ofSeconds(10);
    private static final int TOO_MANY = 429;

    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "intake-sender");
        thread.setDaemon(true);
        return thread;
    });

    /** Completes with the first success; never where this process ends before. An attempt that throws has failed. */
    public <T> CompletableFuture<T> untilDone(Supplier<CompletionStage<T>> attempt) {
        var done = new CompletableFuture<T>();
        schedule(() -> attempt(attempt, FIRST_DELAY, done), Duration.ZERO);
        return done;
    }

    /**
     * Makes an attempt now, and further ones for as long as there is only no room for it yet (429), each when it is said to
     * be worth it. Completes with the first other outcome, be it a failure.
     */
    public <T> CompletionStage<T> whenAdmitted(Supplier<CompletionStage<T>> attempt) {
        var done = new CompletableFuture<T>();
        attemptAdmission(attempt, done);
        return done;
    }

    private <T> void attemptAdmission(Supplier<CompletionStage<T>> attempt, CompletableFuture<T> done) {
        begun(attempt).whenComplete((result, failure) -> {
            Duration wait = failure == null ? null : turnedAwayFor(failure);
            if (wait != null) {
                schedule(() -> attemptAdmission(attempt, done), wait);
            } else if (failure == null) {
                done.complete(result);
            } else {
                done.completeExceptionally(failure);
            }
        });
    }

    private static <T> CompletionStage<T> begun(Supplier<CompletionStage<T>> attempt) {
        try {
            return attempt.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** How long to wait where there is only no room yet; null where it is another failure. */
    private static Duration turnedAwayFor(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        if (!(cause instanceof ProblemException problem) || problem.problem().status() != TOO_MANY) {
            return null;
        }
        Duration wait = problem.retryAfter().orElse(FIRST_DELAY);
        return wait.compareTo(DELAY_MAX) > 0 ? DELAY_MAX : wait;
    }

    private <T> void attempt(Supplier<CompletionStage<T>> attempt, Duration delay, CompletableFuture<T> done) {
        begun(attempt).whenComplete((result, failure) -> {
            if (failure == null) {
                done.complete(result);
                return;
            }
            Duration wait = turnedAwayFor(failure);
            if (wait != null) {
                schedule(() -> attempt(attempt, delay, done), wait);
                return;
            }
            LOG.warnf("not sent, trying again in %d ms: %s", delay.toMillis(), failure.getMessage());
            Duration doubled = delay.multipliedBy(2);
            Duration next = doubled.compareTo(DELAY_MAX) > 0 ? DELAY_MAX : doubled;
            schedule(() -> attempt(attempt, next, done), delay);
        });
    }

    private void schedule(Runnable task, Duration delay) {
        try {
            sender.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("the gateway stops; what is not acknowledged will come again");
        }
    }

    @PreDestroy
    void close() {
        sender.shutdownNow();
    }
}
