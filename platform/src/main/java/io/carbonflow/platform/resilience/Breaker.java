package io.carbonflow.platform.resilience;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Asks a dependency that has just failed several times in a row nothing more for a while, then one thing, and everything
 * again once that works. A plain failure of one call stays its own affair. Safe for many threads.
 */
public final class Breaker {

    private final String name;
    private final int failuresMax;
    private final Duration openFor;
    private final Predicate<Throwable> isOutage;
    private final LongSupplier nanoTime;
    private int failures;
    private State state = State.CLOSED;
    private long openedAtNanos;

    /** The order is that of the gauge: 0 closed, 1 half open, 2 open. */
    public enum State {
        /** Everything is asked. */
        CLOSED,
        /** One call is on its way to find out. */
        HALF_OPEN,
        /** Nothing is asked. */
        OPEN
    }

    /** The dependency is not asked now. */
    public static final class OpenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OpenException(String name) {
            super(name + " does not answer and is not asked for a moment", null, false, false);
        }
    }

    /**
     * A closed breaker.
     *
     * @param failuresMax outages in a row that open it, 1 at least
     * @param openFor     how long nothing is asked then
     * @param isOutage    whether a failure is the dependency's; another is the call's own and counts as an answer
     */
    public Breaker(String name, int failuresMax, Duration openFor, Predicate<Throwable> isOutage) {
        this(name, failuresMax, openFor, isOutage, System::nanoTime);
    }

    Breaker(String name, int failuresMax, Duration openFor, Predicate<Throwable> isOutage, LongSupplier nanoTime) {
        this.name = name;
        this.failuresMax = failuresMax;
        this.openFor = openFor;
        this.isOutage = isOutage;
        this.nanoTime = nanoTime;
    }

    /** Makes the call, or fails at once with an {@link OpenException}. */
    public <T> CompletionStage<T> call(Supplier<CompletionStage<T>> call) {
        if (!mayAsk()) {
            return CompletableFuture.failedFuture(new OpenException(name));
        }
        CompletionStage<T> answer;
        try {
            answer = call.get();
        } catch (RuntimeException e) {
            answered(e);
            throw e;
        }
        return answer.whenComplete((result, failure) -> answered(failure));
    }

    /** The same for a call that waits for its answer. */
    public <T> T ask(Callable<T> call) throws Exception {
        if (!mayAsk()) {
            throw new OpenException(name);
        }
        T answer;
        try {
            answer = call.call();
        } catch (Exception e) {
            answered(e);
            throw e;
        }
        answered(null);
        return answer;
    }

    /** How long it is not worth asking; nothing where it is worth it now. */
    public synchronized Duration pause() {
        long left = state == State.OPEN ? openFor.toNanos() - (nanoTime.getAsLong() - openedAtNanos) : 0;
        return Duration.ofNanos(Math.max(0, left));
    }

    /** How it stands now. */
    public synchronized State state() {
        return state;
    }

    private synchronized boolean mayAsk() {
        if (state == State.OPEN && nanoTime.getAsLong() - openedAtNanos >= openFor.toNanos()) {
            state = State.HALF_OPEN;
            return true;
        }
        return state == State.CLOSED;
    }

    private synchronized void answered(Throwable failure) {
        if (failure == null || !isOutage.test(causeOf(failure))) {
            failures = 0;
            state = State.CLOSED;
            return;
        }
        failures++;
        if (state == State.HALF_OPEN || failures >= failuresMax) {
            state = State.OPEN;
            openedAtNanos = nanoTime.getAsLong();
        }
    }

    private static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
