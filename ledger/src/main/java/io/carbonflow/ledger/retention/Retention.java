package io.carbonflow.ledger.retention;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.carbonflow.ledger.retention.Expiry.DataClass;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Looks now and then for what has had its time. What is proven of it, and that it was removed, stays. */
@ApplicationScoped
public class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private final Expiry expiry;
    private final RetentionConfig config;
    private ScheduledExecutorService timer;

    Retention(Expiry expiry, RetentionConfig config) {
        this.expiry = expiry;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "retention");
            thread.setDaemon(true);
            return thread;
        });
        long seconds = Math.max(1, config.every().toSeconds());
        timer.scheduleWithFixedDelay(this::look, seconds, seconds, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }

    /** Does everything that is due; one thing that fails keeps nothing else from being done. */
    public void look() {
        for (DataClass dataClass : DataClass.values()) {
            attempt("months of " + dataClass.table() + " are not made ahead", () -> expiry.makeMonths(dataClass));
            attempt("months of " + dataClass.table() + " are not removed", () -> expiry.dropMonths(dataClass)
                .forEach(month -> LOG.infof("%s was removed, nothing of it had to be kept any more", month)));
            attempt("rows of " + dataClass.table() + " are not removed", () -> say(expiry.removeVersions(dataClass),
                    "%d rows of " + dataClass.table() + " were removed, their time had come"));
        }
        attempt("the bytes of letters are not removed", () -> say(expiry.removeLetters(),
                "the bytes of %d letters were removed, their time had come"));
    }

    private static void attempt(String failed, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) { // a scheduled task that throws never runs again
            LOG.warnf("%s at present: %s", failed, e.getMessage());
        }
    }

    private static void say(long removed, String what) {
        if (removed > 0) {
            LOG.infof(what, removed);
        }
    }
}
