package io.carbonflow.gateway.held;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.carbonflow.gateway.deadletter.Continuation;
import io.carbonflow.gateway.deadletter.DeadLetters;
import io.carbonflow.gateway.deadletter.LetterReader;
import io.carbonflow.gateway.deadletter.StoredLetter;
import io.carbonflow.gateway.documents.Documents;
import io.carbonflow.gateway.held.WaitingLetters.Place;
import io.carbonflow.gateway.held.WaitingLetters.Search;
import io.carbonflow.gateway.masterdata.MasterData;
import io.carbonflow.intake.document.DocumentKinds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Looks again at items that wait: when a document or a registration of their tenant changed, when somebody says that
 * what they wait for is there, and now and then. Those that need not wait any longer go on, oldest first. One thread, one
 * gateway per tenant at a time.
 *
 * <p>
 * What the calculation holds only the calculation can judge: it goes there again when a rule changed, and comes back as a
 * letter of its own where it still lacks one. So that it does not go round for ever, only what was held before the latest
 * change goes, or so soon after it that the calculators may not have known of it.
 */
@ApplicationScoped
public class HeldItems {

    private static final Logger LOG = Logger.getLogger(HeldItems.class);
    /** Letters in memory at once; each has up to 1 MB. */
    private static final int PAGE = 25;
    private static final Duration RETRY_DELAY = Duration.ofSeconds(5);
    private static final Duration LOOK_MAX = Duration.ofMinutes(5);
    /** By then a calculator has learnt of a rule, or calculates nothing. */
    private static final Duration RULES_KNOWN_AFTER = Duration.ofMinutes(1);
    private static final Set<String> KINDS_READ_HERE = Set.of(DocumentKinds.CONTRACT, DocumentKinds.MAPPING,
            DocumentKinds.GATE, DocumentKinds.INTAKE_POLICY);

    private final WaitingLetters waiting;
    private final DeadLetters letters;
    private final Continuation continuation;
    private final LetterReader reader;
    private final Documents documents;
    private final MasterData masterData;
    private final HeldConfig config;
    private final Clock clock;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "held-items");
        thread.setDaemon(true);
        return thread;
    });
    /** Tenants with news since the last look, and the channels concerned; guarded by this. */
    private final Map<String, Set<String>> asked = new HashMap<>();
    /** Tenants whose rules changed, and when they did last. */
    private final Map<String, Instant> rulesChanged = new ConcurrentHashMap<>();
    /** Tenants for which a look at what the calculation holds is due. */
    private final Set<String> rulesAsked = ConcurrentHashMap.newKeySet();
    /** Where the next unasked look at a tenant begins. */
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    HeldItems(WaitingLetters waiting, DeadLetters letters, Continuation continuation, LetterReader reader,
            Documents documents, MasterData masterData, HeldConfig config, Clock clock) {
        this.waiting = waiting;
        this.letters = letters;
        this.continuation = continuation;
        this.reader = reader;
        this.documents = documents;
        this.masterData = masterData;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        documents.onChange((tenantId, kind, id, at) -> {
            if (KINDS_READ_HERE.contains(kind)) {
                news(tenantId);
            } else {
                ruleChanged(tenantId, at);
            }
        });
        masterData.onChange(this::news);
        worker.scheduleWithFixedDelay(this::sweep, config.sweepEvery().toMillis(), config.sweepEvery().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        worker.shutdownNow();
    }

    /** Says that what items of this channel wait for may be there. Returns at once; they are looked at in a moment. */
    public void reexamine(String tenantId, String channel) {
        ask(tenantId, Set.of(channel), config.settle());
    }

    /** The same for items of every channel. */
    public void reexamine(String tenantId) {
        ask(tenantId, reader.channels(), config.settle());
    }

    /** What is read at the start is no news: the first unasked look comes after it. */
    private void news(String tenantId) {
        if (documents.isKnown() && masterData.isKnown()) {
            reexamine(tenantId);
        }
    }

    private void ruleChanged(String tenantId, Instant at) {
        rulesChanged.merge(tenantId, at, (one, other) -> one.isAfter(other) ? one : other);
        if (documents.isKnown()) {
            askCalculated(tenantId, config.rulesSettle());
        }
    }

    private void askCalculated(String tenantId, Duration delay) {
        if (rulesAsked.add(tenantId)) {
            schedule(() -> lookAtCalculated(tenantId), delay);
        }
    }

    private void lookAtCalculated(String tenantId) {
        rulesAsked.remove(tenantId);
        if (look(tenantId, new Search(Set.of(), clock.instant()), Place.START, config.lookMax()) == null) {
            askCalculated(tenantId, RETRY_DELAY);
        }
    }

    private void schedule(Runnable look, Duration delay) {
        try {
            worker.schedule(look, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("the gateway stops; what waits is looked at after its next start");
        }
    }

    private synchronized void ask(String tenantId, Set<String> channels, Duration delay) {
        Set<String> before = asked.get(tenantId);
        asked.put(tenantId, before == null ? channels : union(before, channels));
        if (before == null) {
            schedule(() -> lookAsked(tenantId), delay);
        }
    }

    private void lookAsked(String tenantId) {
        Set<String> channels = takeAsked(tenantId);
        Place end = look(tenantId, new Search(channels, Instant.EPOCH), Place.START, config.lookMax());
        if (end == null) { // an outage, or another gateway is at it: what it has passed already may be what has news
            ask(tenantId, channels, RETRY_DELAY);
        }
    }

    private synchronized Set<String> takeAsked(String tenantId) {
        return asked.remove(tenantId);
    }

    /** Looks at some of what waits, wherever the last such look ended. */
    void sweep() {
        if (!documents.isKnown() || !masterData.isKnown()) {
            return;
        }
        try {
            for (String tenantId : waiting.tenants().await().atMost(LOOK_MAX)) {
                var search = new Search(reader.channels(), heldWithoutKnowing(tenantId));
                Place end = look(tenantId, search, places.getOrDefault(tenantId, Place.START),
                        config.sweepMax());
                if (end != null) {
                    places.put(tenantId, end);
                }
            }
        } catch (RuntimeException outage) {
            LOG.warnf("what waits cannot be looked at, trying again: %s", outage.getMessage());
        }
    }

    /** Before when the calculation may have held what a rule of today is about. */
    private Instant heldWithoutKnowing(String tenantId) {
        Instant changed = rulesChanged.getOrDefault(tenantId, Instant.EPOCH);
        return changed.equals(Instant.EPOCH) ? changed : changed.plus(RULES_KNOWN_AFTER);
    }

    /** Where the look ended, the start after the last letter; null where there was none. */
    private Place look(String tenantId, Search search, Place from, int max) {
        try {
            return letters.inTenant(tenantId, transaction -> waiting.lock(transaction, tenantId)
                .chain(locked -> locked ? pages(transaction, tenantId, search, from, max)
                        : Uni.createFrom().nullItem()))
                .await()
                .atMost(LOOK_MAX);
        } catch (RuntimeException outage) {
            LOG.warnf("what waits of tenant %s cannot be looked at, trying again: %s", tenantId, outage.getMessage());
            return null;
        }
    }

    private Uni<Place> pages(SqlConnection transaction, String tenantId, Search search, Place from, int left) {
        return waiting.page(transaction, tenantId, search, from, PAGE)
            .emitOn(Infrastructure.getDefaultExecutor())
            .chain(page -> attempt(tenantId, page).chain(() -> next(transaction, tenantId, search, page, left)));
    }

    private Uni<Place> next(SqlConnection transaction, String tenantId, Search search, List<StoredLetter> page,
            int left) {
        if (page.size() < PAGE) {
            return Uni.createFrom().item(Place.START);
        }
        Place end = Place.of(page.get(page.size() - 1));
        return left <= page.size() ? Uni.createFrom().item(end)
                : pages(transaction, tenantId, search, end, left - page.size());
    }

    /** A letter that cannot go on yet keeps none of the others waiting; where none of several can, it is an outage. */
    private Uni<Void> attempt(String tenantId, List<StoredLetter> page) {
        return Uni.createFrom().completionStage(() -> {
            List<CompletableFuture<?>> attempts = page.stream()
                .<CompletableFuture<?>>map(letter -> attempt(tenantId, letter))
                .toList();
            return CompletableFuture.allOf(attempts.toArray(CompletableFuture<?>[]::new))
                .exceptionallyCompose(failure -> attempts.size() > 1
                        && attempts.stream().allMatch(CompletableFuture::isCompletedExceptionally)
                                ? CompletableFuture.failedFuture(failure)
                                : CompletableFuture.completedFuture(null));
        });
    }

    private CompletableFuture<?> attempt(String tenantId, StoredLetter letter) {
        CompletableFuture<?> attempt;
        try {
            attempt = continuation.attempt(tenantId, letter, null, true).toCompletableFuture();
        } catch (RuntimeException e) {
            attempt = CompletableFuture.failedFuture(e);
        }
        return attempt.whenComplete((outcome, failure) -> {
            if (failure != null) {
                LOG.warnf("dead letter %s waits on: %s", letter.id(), failure.getMessage());
            }
        });
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        var both = new HashSet<>(one);
        both.addAll(other);
        return Set.copyOf(both);
    }
}
