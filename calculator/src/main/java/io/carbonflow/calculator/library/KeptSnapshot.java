package io.carbonflow.calculator.library;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

/**
 * A snapshot that is kept up to date: loaded at start, compared every so often and as soon as a change is announced, and
 * never taken away again. It has a thread of its own; whoever uses the snapshot waits for nothing.
 */
final class KeptSnapshot<S extends Snapshot> {

    private static final Logger LOG = Logger.getLogger(KeptSnapshot.class);

    private final String name;
    private final SnapshotClient<S> client;
    private final Duration checkEvery;
    private final Duration retryDelay;
    private final Consumer<S> use;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition due = lock.newCondition();
    private boolean isDue;
    private volatile S held;
    private volatile String failure = "not loaded yet";
    private volatile long lookedAt;
    private Thread loader;

    /**
     * Keeps a snapshot.
     *
     * @param name what it is, for logs and the thread
     * @param checkEvery how often it is compared with what is served, announced or not
     * @param retryDelay pause after a failed attempt
     * @param use called with every new snapshot, on this one's thread
     */
    KeptSnapshot(String name, SnapshotClient<S> client, Duration checkEvery, Duration retryDelay, Consumer<S> use) {
        this.name = requireNonNull(name, "name is null");
        this.client = client;
        this.checkEvery = checkEvery;
        this.retryDelay = retryDelay;
        this.use = use;
    }

    void start() {
        loader = new Thread(this::keepLoading, name.replace(' ', '-'));
        loader.setDaemon(true);
        loader.start();
    }

    void stop() {
        loader.interrupt();
    }

    /** What is in use; empty until the first load. */
    Optional<S> held() {
        return Optional.ofNullable(held);
    }

    /** Why the last attempt to load failed; empty after one that did not. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Seconds since it was last known to be what is served; not a number before the first time. */
    double ageSeconds() {
        return held == null ? Double.NaN : (System.nanoTime() - lookedAt) / 1e9;
    }

    /** Something changed: looks now. */
    void check() {
        lock.lock();
        try {
            isDue = true;
            due.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void keepLoading() {
        try {
            while (true) {
                pause(load());
            }
        } catch (InterruptedException e) {
            LOG.debugf("the %s are no longer kept up to date", name);
        }
    }

    private boolean load() throws InterruptedException {
        clearDue();
        try {
            Optional<S> fetched = client.fetch(held());
            if (fetched.isPresent()) {
                use.accept(fetched.get());
                held = fetched.get();
            }
            lookedAt = System.nanoTime();
            if (failure != null) {
                LOG.infof("the factor service answers, %s %s are in use", name, held.etag());
                failure = null;
            }
            return true;
        } catch (SnapshotUnavailableException | RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            fail(e);
            return false;
        }
    }

    private void fail(Exception reason) {
        String message = String.valueOf(reason.getMessage());
        if (!message.equals(failure)) { // once per outage, not once per attempt
            LOG.warnf(reason instanceof RuntimeException ? reason : null, "%s; %s, trying again every %s", message,
                    held == null ? "there are no " + name + " yet" : name + " " + held.etag() + " stay in use",
                    retryDelay);
        }
        failure = message;
    }

    private void clearDue() {
        lock.lock();
        try {
            isDue = false;
        } finally {
            lock.unlock();
        }
    }

    /** Until a change is announced or the next check is due; after a failure, until the retry. */
    private void pause(boolean loaded) throws InterruptedException {
        if (!loaded) {
            Thread.sleep(retryDelay.toMillis());
            return;
        }
        lock.lockInterruptibly();
        try {
            long remaining = checkEvery.toNanos();
            while (!isDue && remaining > 0) {
                remaining = due.awaitNanos(remaining);
            }
        } finally {
            lock.unlock();
        }
    }
}
