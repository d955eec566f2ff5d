package io.carbonflow.gateway.enrichment;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import io.carbonflow.platform.resilience.Breaker;

/**
 * Gets the documents whose key alone came in. What waits is in the database as held items; this only knows what it was
 * asked for since it started, and is asked again for the rest when the held items are looked at.
 */
final class Enrichment implements DocumentSource {

    private static final Logger LOG = Logger.getLogger(Enrichment.class);
    private static final int WAITING_MAX = 50_000;
    private static final long DOCUMENT_BYTES_MAX = 64L * 1024 * 1024;
    private static final int DOCUMENTS_MAX = 1_000;
    private static final List<Duration> TOLD_AFTER = List.of(Duration.ZERO, Duration.ofSeconds(2),
            Duration.ofSeconds(8));
    private static final int THREADS = 4;
    /** While another one finds out whether the system is back. */
    private static final Duration PAUSE_MIN = Duration.ofMillis(100);

    private final ErpSystems systems;
    private final Consumer<DocumentArrived> arrivals;
    private final Clock clock;
    /** What waits and what was answered lately. Guarded by itself, as are the next two. */
    private final Map<String, Waiting> known = new LinkedHashMap<>();
    private final Set<Waiting> answered = new LinkedHashSet<>();
    private long answeredBytes;
    private final Map<String, String> lastProblem = new ConcurrentHashMap<>();
    private final ScheduledExecutorService asking = Executors.newScheduledThreadPool(THREADS, task -> {
        var thread = new Thread(task, "enrichment");
        thread.setDaemon(true);
        return thread;
    });

    Enrichment(ErpSystems systems, Consumer<DocumentArrived> arrivals, Clock clock) {
        this.systems = systems;
        this.arrivals = arrivals;
        this.clock = clock;
    }

    @Override
    public Optional<byte[]> document(String tenantId, String channel, WantedDocument wanted, byte[] event) {
        Waiting waiting = waiting(tenantId, channel, wanted);
        if (waiting == null) {
            return Optional.empty();
        }
        byte[] document = waiting.documentFor(hash(event));
        if (document == null) {
            schedule(waiting, Duration.ZERO);
        }
        return Optional.ofNullable(document);
    }

    @Override
    public void arrived(String tenantId, String channel, String eventId, byte[] document) {
        Waiting waiting;
        synchronized (known) {
            waiting = known.get(key(tenantId, channel, eventId));
        }
        if (waiting != null && !waiting.isAnswered()) {
            settle(waiting, document, waiting.asked());
        }
    }

    @Override
    public String waitingFor(String tenantId, String channel, WantedDocument wanted) {
        if (systems.of(tenantId, wanted).isEmpty()) {
            return "no connection to the ERP is set for this tenant (carbonflow.sap, carbonflow.oracle): send the document "
                    + "itself";
        }
        Waiting waiting;
        synchronized (known) {
            waiting = known.get(key(tenantId, channel, wanted.eventId()));
        }
        return waiting == null || waiting.problem == null ? "the ERP is asked for it" : "the ERP " + waiting.problem;
    }

    /** What waits for its document, eldest first. */
    List<Waiting> open() {
        synchronized (known) {
            return known.values().stream().filter(one -> !one.isAnswered()).toList();
        }
    }

    void close() {
        asking.shutdownNow();
    }

    private Waiting waiting(String tenantId, String channel, WantedDocument wanted) {
        synchronized (known) {
            String key = key(tenantId, channel, wanted.eventId());
            Waiting there = known.get(key);
            if (there == null && known.size() < WAITING_MAX) {
                there = new Waiting(tenantId, channel, wanted, clock.instant());
                known.put(key, there);
            }
            return there;
        }
    }

    /** Documents are kept for as long as there is room: whoever still needs one that is gone asks for it again. */
    private void keep(Waiting waiting) {
        synchronized (known) {
            answered.add(waiting);
            answeredBytes += waiting.bytes();
            while (answered.size() > DOCUMENTS_MAX || answeredBytes > DOCUMENT_BYTES_MAX) {
                Waiting eldest = answered.iterator().next();
                answered.remove(eldest);
                answeredBytes -= eldest.bytes();
                if (eldest.isAnswered()) {
                    known.remove(key(eldest.tenantId, eldest.channel, eldest.wanted.eventId()));
                }
            }
        }
    }

    private void schedule(Waiting waiting, Duration delay) {
        if (systems.of(waiting.tenantId, waiting.wanted).isEmpty()) {
            return;
        }
        synchronized (waiting) {
            if (waiting.isScheduled) {
                return;
            }
            waiting.isScheduled = true;
            waiting.nextAt = clock.instant().plus(delay);
        }
        try {
            asking.schedule(() -> ask(waiting), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("the gateway stops; what waits is in the database");
        }
    }

    private void ask(Waiting waiting) {
        ErpSystem system = systems.of(waiting.tenantId, waiting.wanted).orElseThrow();
        long askedUntil = waiting.asked();
        Duration next;
        try {
            Answer answer = system.breaker().ask(() -> answer(waiting, system));
            next = take(waiting, system, answer, askedUntil);
        } catch (Breaker.OpenException notNow) {
            next = system.breaker().pause().plus(PAUSE_MIN);
        } catch (Exception outage) {
            next = failed(waiting, system, outage.getMessage());
        }
        synchronized (waiting) {
            waiting.isScheduled = false;
        }
        if (!waiting.isAnswered()) {
            schedule(waiting, next);
        }
    }

    /** What the breaker counts: that the system is away or out of order. */
    static boolean isOutage(Throwable failure) {
        return failure instanceof Outage;
    }

    private static final class Outage extends Exception {

        private static final long serialVersionUID = 1L;

        Outage(String why) {
            super(why, null, false, false);
        }
    }

    /** Whatever goes wrong, it is asked again: nothing that waits is forgotten. */
    private static Answer answer(Waiting waiting, ErpSystem system) throws Outage {
        Answer answer;
        try {
            answer = system.client().ask(waiting.wanted);
        } catch (RuntimeException e) {
            LOG.errorf(e, "the answer of %s could not be read", system.name());
            throw new Outage("gives an answer that cannot be read");
        }
        if (answer instanceof Answer.Failed failed) {
            throw new Outage(failed.why());
        }
        return answer;
    }

    /** How long to wait before asking again, if need be. */
    private Duration take(Waiting waiting, ErpSystem system, Answer answer, long askedUntil) {
        if (answer instanceof Answer.Document document) {
            settle(waiting, document.bytes(), askedUntil);
            return Duration.ZERO;
        }
        note(waiting, ((Answer.Refused) answer).why());
        return system.connection().retryMax();
    }

    private Duration failed(Waiting waiting, ErpSystem system, String why) {
        note(waiting, why);
        Duration doubled = system.connection().retryFirst().multipliedBy(1L << Math.min(waiting.attempts - 1, 20));
        return doubled.compareTo(system.connection().retryMax()) > 0 ? system.connection().retryMax() : doubled;
    }

    private void note(Waiting waiting, String problem) {
        synchronized (waiting) {
            waiting.attempts++;
            waiting.problem = problem;
        }
        String place = waiting.tenantId + ' ' + waiting.channel;
        if (!problem.equals(lastProblem.put(place, problem))) {
            LOG.warnf("the ERP of tenant %s on %s %s; what needs it waits", waiting.tenantId, waiting.channel, problem);
        }
    }

    private void settle(Waiting waiting, byte[] document, long askedUntil) {
        forget(waiting);
        waiting.answer(document, askedUntil);
        keep(waiting);
        lastProblem.remove(waiting.tenantId + ' ' + waiting.channel);
        // What waits may not be in the list of held items yet; the list is looked at now and then in any case.
        TOLD_AFTER.forEach(delay -> tell(new DocumentArrived(waiting.tenantId, waiting.channel), delay));
    }

    private void tell(DocumentArrived arrived, Duration delay) {
        try {
            asking.schedule(() -> arrivals.accept(arrived), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("the gateway stops; what waits is in the database");
        }
    }

    private void forget(Waiting waiting) {
        synchronized (known) {
            if (answered.remove(waiting)) {
                answeredBytes -= waiting.bytes();
            }
        }
    }

    private static String key(String tenantId, String channel, String eventId) {
        return tenantId + '|' + channel + '|' + eventId;
    }

    private static String hash(byte[] event) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(event));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
