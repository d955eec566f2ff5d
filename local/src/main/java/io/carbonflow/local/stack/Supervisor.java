package io.carbonflow.local.stack;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.carbonflow.embedded.Part;

/** Starts a part again whenever it ends, later each time it ends soon after a start. */
final class Supervisor {

    private static final Duration DELAY_MIN = Duration.ofSeconds(1);
    private static final Duration DELAY_MAX = Duration.ofSeconds(30);
    /** A part that ran this long was well; its next restart is quick again. */
    private static final Duration WELL_AFTER = Duration.ofSeconds(60);

    private final Progress progress;
    private final ScheduledExecutorService scheduler;
    private final Executor starters;
    private volatile boolean isStopping;

    Supervisor(Progress progress, ScheduledExecutorService scheduler, Executor starters) {
        this.progress = progress;
        this.scheduler = scheduler;
        this.starters = starters;
    }

    /** Watches a part that runs. */
    void watch(Part part) {
        watch(part, DELAY_MIN);
    }

    /** From now on an end is meant. */
    void stop() {
        isStopping = true;
    }

    private void watch(Part part, Duration delay) {
        long startedAt = System.nanoTime();
        part.onExit().thenAccept(process -> {
            if (isStopping) {
                return;
            }
            boolean wasWell = System.nanoTime() - startedAt > WELL_AFTER.toNanos();
            Duration next = wasWell ? DELAY_MIN : delay;
            progress.say(part.name() + " ended with exit code " + process.exitValue() + "; it starts again in "
                    + next.toSeconds() + " s (log: " + part.logFile() + ")");
            startLater(part, next);
        });
    }

    private void startLater(Part part, Duration delay) {
        scheduler.schedule(() -> starters.execute(() -> startAgain(part, delay)), delay.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void startAgain(Part part, Duration delay) {
        Duration longer = delay.multipliedBy(2).compareTo(DELAY_MAX) > 0 ? DELAY_MAX : delay.multipliedBy(2);
        if (isStopping) {
            return;
        }
        try {
            part.start();
            progress.say(part.name() + " runs again");
            if (isStopping) {
                part.stop();
            } else {
                watch(part, longer);
            }
        } catch (RuntimeException e) {
            if (!isStopping) {
                progress.say(part.name() + " does not start: " + e.getMessage() + "; next attempt in "
                        + longer.toSeconds() + " s");
                startLater(part, longer);
            }
        }
    }
}
