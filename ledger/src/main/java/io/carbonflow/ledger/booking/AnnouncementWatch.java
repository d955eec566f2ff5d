package io.carbonflow.ledger.booking;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Writes down every few seconds what was announced, and announces what somebody else should have. */
@ApplicationScoped
class AnnouncementWatch {

    private static final Logger LOG = Logger.getLogger(AnnouncementWatch.class);
    private static final long SECONDS = 2;
    /** What others left behind is looked for less often than what is ours to write down. */
    private static final int LOOK_EVERY = 5;

    private final Announcements announcements;
    private final MeterRegistry metrics;
    private final Set<Integer> stuck = new HashSet<>();
    private ScheduledExecutorService timer;
    private volatile int behind;
    private int rounds;

    AnnouncementWatch(Announcements announcements, MeterRegistry metrics) {
        this.announcements = announcements;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent started) {
        Gauge.builder("carbonflow.ledger.announcements.behind", () -> behind)
            .description("Chains with blocks that are durable and could not be announced on ledger.booked")
            .register(metrics);
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "announcements");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(this::look, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        timer.shutdownNow();
    }

    private void look() {
        try {
            announcements.settle();
            if (rounds++ % LOOK_EVERY == 0) {
                catchUp();
            }
        } catch (RuntimeException e) { // a scheduled task that throws never runs again
            LOG.debugf(e, "announcements are not written down at present");
        }
    }

    private void catchUp() {
        var chains = announcements.behind();
        stuck.retainAll(chains);
        for (int chain : chains) {
            try {
                announcements.catchUp(chain);
                stuck.remove(chain);
            } catch (RuntimeException e) {
                if (stuck.add(chain)) {
                    LOG.errorf("blocks of chain %d are not announced at present: %s", chain, e.getMessage());
                }
            }
        }
        behind = stuck.size();
    }
}
