package io.carbonflow.calculator.library;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.carbonflow.accounting.factor.FactorLibrary;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * The factor library in use: loaded at start, loaded anew when an edition is announced, never taken away again. Whoever
 * calculates reads a reference; no event waits for the network.
 */
@ApplicationScoped
public class CurrentLibrary {

    private static final Logger LOG = Logger.getLogger(CurrentLibrary.class);
    private static final int ATTEMPTS_FOR_AN_EDITION_MAX = 60;

    private final FactorsConfig config;
    private final SnapshotClient client;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> announced = new HashSet<>();
    private volatile LibrarySnapshot snapshot;
    private volatile String failure = "not loaded yet";
    private Thread loader;

    CurrentLibrary(FactorsConfig config) {
        this.config = config;
        this.client = new SnapshotClient(config);
    }

    void start(@Observes StartupEvent started) {
        loader = new Thread(this::keepLoading, "factor-library");
        loader.setDaemon(true);
        loader.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        loader.interrupt();
    }

    /** The factors to calculate with; empty until the first load. */
    public Optional<FactorLibrary> factors() {
        LibrarySnapshot current = snapshot;
        return current == null ? Optional.empty() : Optional.of(current.factors());
    }

    /** The factors to calculate with, at once; waits only before the first load. */
    public FactorLibrary await() throws InterruptedException {
        LibrarySnapshot current = snapshot;
        if (current != null) {
            return current.factors();
        }
        lock.lockInterruptibly();
        try {
            while (snapshot == null) {
                changed.await();
            }
            return snapshot.factors();
        } finally {
            lock.unlock();
        }
    }

    /** Says that this edition is in force; it is loaded unless it is here already. */
    void announce(String editionId) {
        lock.lock();
        try {
            if (snapshot == null || !snapshot.has(editionId)) {
                announced.add(editionId);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    Optional<LibrarySnapshot> snapshot() {
        return Optional.ofNullable(snapshot);
    }

    /** Why the last attempt to load failed; empty after one that did not. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    private void keepLoading() {
        int attempts = 0;
        try {
            while (true) {
                boolean loaded = load();
                attempts = isComplete() ? 0 : attempts + 1;
                if (attempts > ATTEMPTS_FOR_AN_EDITION_MAX && loaded) {
                    giveUpOnAnnounced();
                    attempts = 0;
                }
                pause(loaded && isComplete());
            }
        } catch (InterruptedException e) {
            LOG.debug("the factor library is no longer kept up to date");
        }
    }

    private boolean load() throws InterruptedException {
        try {
            Optional<LibrarySnapshot> fetched = client.fetch(snapshot().map(LibrarySnapshot::etag));
            fetched.ifPresent(this::use);
            if (failure != null) {
                LOG.infof("the factor service answers, library %s is in use", snapshot.etag());
                failure = null;
            }
            return true;
        } catch (SnapshotUnavailableException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!e.getMessage().equals(failure)) { // once per outage, not once per attempt
                LOG.warnf("%s; %s, trying again every %s", e.getMessage(),
                        snapshot == null
                                ? "there is no library yet"
                                : "library " + snapshot.etag() + " stays in use",
                        config.retryDelay());
            }
            failure = e.getMessage();
            return false;
        }
    }

    private void use(LibrarySnapshot fetched) {
        lock.lock();
        try {
            snapshot = fetched;
            announced.removeIf(fetched::has);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        LOG.infof("factor library %s: editions %s", fetched.etag(), fetched.factors()
            .editions()
            .stream()
            .map(published -> published.edition().id() + " (" + published.edition().factors().size() + " factors)")
            .toList());
    }

    private boolean isComplete() {
        lock.lock();
        try {
            return snapshot != null && announced.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void giveUpOnAnnounced() {
        lock.lock();
        try {
            LOG.errorf("the factor service announced %s and does not serve it; waiting for the next announcement",
                    announced);
            announced.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Until something is announced or the next check is due; after a failure, until the retry. */
    private void pause(boolean idle) throws InterruptedException {
        if (!idle) {
            Thread.sleep(config.retryDelay().toMillis());
            return;
        }
        lock.lockInterruptibly();
        try {
            long remaining = config.checkEvery().toNanos();
            while (announced.isEmpty() && remaining > 0) {
                remaining = changed.awaitNanos(remaining);
            }
        } finally {
            lock.unlock();
        }
    }
}
