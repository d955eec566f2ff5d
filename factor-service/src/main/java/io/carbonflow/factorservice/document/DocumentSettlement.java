package io.carbonflow.factorservice.document;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Uni;

/** Sees to it, again and again, that every stored change is announced. */
@ApplicationScoped
class DocumentSettlement {

    private static final Logger LOG = Logger.getLogger(DocumentSettlement.class);

    private final DocumentAnnouncer announcer;

    DocumentSettlement(DocumentAnnouncer announcer) {
        this.announcer = announcer;
    }

    void start(@Observes StartupEvent started, Scheduler scheduler, DocumentsConfig config) {
        scheduler.newJob("settle-documents")
            .setInterval(config.settleEvery().toString())
            .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
            .setAsyncTask(execution -> settle())
            .schedule();
    }

    private Uni<Void> settle() {
        return announcer.announceMissing()
            .onFailure()
            .invoke(failure -> LOG.warnf("changed documents are not announced, trying again: %s",
                    failure.getMessage()))
            .onFailure()
            .recoverWithNull();
    }
}
