package io.carbonflow.ledger.verification;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

/** Runs verifications in the background, one at a time, and remembers them. */
@ApplicationScoped
class Verifications {

    private static final Logger LOG = Logger.getLogger(Verifications.class);

    private final ChainVerifier verifier;
    private final VerificationTable table;
    private final Clock clock;
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "verification");
        thread.setDaemon(true);
        return thread;
    });

    Verifications(ChainVerifier verifier, VerificationTable table, Clock clock) {
        this.verifier = verifier;
        this.table = table;
        this.clock = clock;
    }

    /** Asks for a verification of everything. */
    VerificationView request(String tenantId) {
        UUID id = UUID.randomUUID();
        table.ask(id, tenantId, clock.instant(), "requested");
        start(id, tenantId);
        return table.find(id, tenantId).orElseThrow();
    }

    /** A verification; one that an earlier process left unfinished is begun anew. */
    Optional<VerificationView> find(UUID id, String tenantId) {
        // Asked before the table: one that ends in between is finished there, and not begun twice.
        boolean isOurs = running.contains(id);
        var found = table.find(id, tenantId);
        if (!isOurs
                && found.filter(one -> one.state().equals("pending") && one.cause().equals("requested")).isPresent()) {
            start(id, tenantId);
        }
        return found;
    }

    List<VerificationView> newest(String tenantId, int limit) {
        return table.newest(tenantId, limit);
    }

    private void start(UUID id, String tenantId) {
        if (running.add(id)) {
            worker.execute(() -> verify(id, tenantId));
        }
    }

    private void verify(UUID id, String tenantId) {
        try {
            Verdict verdict = verifier.verify(table.lastSeen(tenantId));
            table.end(id, tenantId, clock.instant(), verdict);
            verdict.fold(good -> {
                LOG.infof("verified %d entries in %d blocks", good.entries(), good.blocks());
                return null;
            }, bad -> {
                LOG.errorf("the ledger does not verify: %s: %s", bad.place(), bad.detail());
                return null;
            });
        } catch (RuntimeException e) {
            // Stays pending; whoever asks for it next begins it anew.
            LOG.warnf("verification %s was interrupted: %s", id, e.getMessage());
        } finally {
            running.remove(id);
        }
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }
}
