package io.carbonflow.factorservice.edition;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Brings what should be and what is together, again and again: the built-in editions are registered, every published
 * edition is announced. The service is ready once they are registered.
 */
@Readiness
@ApplicationScoped
public class EditionSettlement implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(EditionSettlement.class);
    private static final String CREATED_BY = "carbonflow:built-in";

    private final EditionStore store;
    private final EditionAnnouncer announcer;
    private final Clock clock;
    private final AtomicBoolean registered = new AtomicBoolean();

    EditionSettlement(EditionStore store, EditionAnnouncer announcer, Clock clock) {
        this.store = store;
        this.announcer = announcer;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started, Scheduler scheduler, EditionsConfig config) {
        scheduler.newJob("settle-editions")
            .setInterval(config.settleEvery().toString())
            .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
            .setAsyncTask(execution -> settle())
            .schedule();
    }

    private Uni<Void> settle() {
        return registerBuiltIn()
            .chain(announcer::announceMissing)
            .onFailure()
            .invoke(failure -> LOG.warnf("editions are not settled, trying again: %s", failure.getMessage()))
            .onFailure()
            .recoverWithNull();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("built-in editions registered").status(registered.get()).build();
    }

    private Uni<Void> registerBuiltIn() {
        if (registered.get()) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
            .iterable(BuiltInEdition.ids())
            .onItem()
            .transformToUniAndConcatenate(this::registerIfAbsent)
            .collect()
            .asList()
            .invoke(() -> registered.set(true))
            .replaceWithVoid();
    }

    private Uni<Void> registerIfAbsent(String id) {
        return store.find("", id)
            .chain(found -> found.isPresent() ? Uni.createFrom().voidItem() : registerAnew(id));
    }

    private Uni<Void> registerAnew(String id) {
        return Uni.createFrom()
            .voidItem()
            .emitOn(Infrastructure.getDefaultExecutor())
            .map(nothing -> BuiltInEdition.read(id))
            .chain(file -> store.register(file, CREATED_BY, clock.instant()))
            .invoke(edition -> edition.ifPresent(
                    stored -> LOG.infof("edition %s (%d factors) registered", stored.id(), stored.factors())))
            .replaceWithVoid();
    }
}
