package io.carbonflow.calculator.library;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * The factors and rules in use: loaded at start, loaded anew when a change is announced or found, never taken away
 * again. Whoever calculates reads a reference; no event waits for the network.
 */
@ApplicationScoped
public class CurrentLibrary {

    private static final Logger LOG = Logger.getLogger(CurrentLibrary.class);

    private final FactorsConfig config;
    private final LibraryMetrics metrics;
    private final KeptSnapshot<EditionsSnapshot> editions;
    private final KeptSnapshot<RulesSnapshot> rules;
    private final CountDownLatch loaded = new CountDownLatch(1);
    private EditionsSnapshot newestEditions;
    private RulesSnapshot newestRules;
    private volatile Library library;

    CurrentLibrary(FactorsConfig config, MeterRegistry registry, Clock clock) {
        this.config = config;
        this.metrics = new LibraryMetrics(registry, clock);
        this.editions = new KeptSnapshot<>("factor editions",
                new SnapshotClient<>(config, "/v1/snapshot", new EditionsReader(metrics::unreadableEdition)),
                config.checkEvery(), config.retryDelay(), this::use);
        this.rules = new KeptSnapshot<>("rule documents",
                new SnapshotClient<>(config, "/v1/snapshot/documents", new RulesReader(metrics::unreadableDocument)),
                config.documentsCheckEvery(), config.retryDelay(), this::use);
    }

    void start(@Observes StartupEvent started) {
        metrics.watch(rules);
        editions.start();
        rules.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        editions.stop();
        rules.stop();
        metrics.close();
    }

    /** What to calculate with; empty until the first load. */
    public Optional<Library> library() {
        return Optional.ofNullable(library);
    }

    /** What to calculate with, at once; waits only before the first load. */
    public Library await() throws InterruptedException {
        loaded.await();
        return library;
    }

    /** Says that an edition is in force; it is loaded unless it is here already. The tenant is empty for one that ships. */
    void announceEdition(String tenant, String editionId) {
        if (editions.held().filter(held -> held.has(tenant, editionId)).isEmpty()) {
            editions.check();
        }
    }

    /** Says that a tenant's document changed; it is loaded unless it is here already. */
    void announceDocument(String tenant, String kind, String id, int version) {
        if (rules.held().filter(held -> held.has(tenant, kind, id, version)).isEmpty()) {
            rules.check();
        }
    }

    Optional<EditionsSnapshot> editions() {
        return editions.held();
    }

    Optional<RulesSnapshot> rules() {
        return rules.held();
    }

    /** Why the last attempts to load failed; empty where none did. */
    List<String> failures() {
        return Stream.of(editions.failure(), rules.failure()).flatMap(Optional::stream).toList();
    }

    private synchronized void use(EditionsSnapshot fetched) {
        newestEditions = fetched;
        LOG.infof("factor editions %s: %s, and those of %d tenant(s)", fetched.etag(), fetched.shipped()
            .editions()
            .stream()
            .map(published -> published.edition().id() + " (" + published.edition().factors().size() + " factors)")
            .toList(), fetched.own().size());
        combine();
    }

    private synchronized void use(RulesSnapshot fetched) {
        newestRules = fetched;
        metrics.changed();
        LOG.infof("rule documents %s: %d in use", fetched.etag(), fetched.size());
        combine();
    }

    private void combine() {
        if (newestEditions == null || newestRules == null) {
            return;
        }
        Library earlier = library;
        Library fresh = Library.of(newestEditions, newestRules, config.tenantsMax());
        if (earlier == null) {
            rehearse(fresh);
        }
        library = earlier == null ? fresh : fresh.after(earlier);
        loaded.countDown();
    }

    /** Only to be quick from the first event on: whatever it meets, events meet it too, and are told of it one by one. */
    private static void rehearse(Library fresh) {
        long begun = System.nanoTime();
        try {
            LOG.infof("rehearsed with %d activities in %d ms", Rehearsal.with(fresh),
                    (System.nanoTime() - begun) / 1_000_000);
        } catch (RuntimeException e) {
            LOG.warn("the rehearsal failed; events are calculated all the same", e);
        }
    }
}
