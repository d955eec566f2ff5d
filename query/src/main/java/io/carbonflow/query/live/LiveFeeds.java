package io.carbonflow.query.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.platform.problem.ProblemException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

/** The feeds of the tenants somebody watches at present. A tenant nobody watches has none, and costs nothing. */
@Startup
@ApplicationScoped
class LiveFeeds {

    private final StreamConfig config;
    private final Map<String, Watched> watchedByTenant = new HashMap<>();
    private int clients;

    LiveFeeds(StreamConfig config, MeterRegistry meters) {
        this.config = config;
        Gauge.builder("carbonflow.stream.clients", this, LiveFeeds::clients)
            .description("Clients that watch the live stream")
            .strongReference(true)
            .register(meters);
    }

    private static final class Watched {

        private final TenantFeed feed;
        private int clients;

        Watched(TenantFeed feed) {
            this.feed = feed;
        }
    }

    /** Opens the feed for one more client. */
    synchronized TenantFeed join(String tenantId) {
        if (clients >= config.clientsMax()) {
            throw ProblemException.unavailable("the live stream has " + clients + " clients, which is the most it"
                    + " serves; GET /v1/entries/latest answers the same question once",
                    Duration.ofSeconds(30));
        }
        var watched = watchedByTenant.computeIfAbsent(tenantId,
                any -> new Watched(new TenantFeed(config.entriesPerUpdate())));
        watched.clients++;
        clients++;
        return watched.feed;
    }

    synchronized void leave(String tenantId) {
        var watched = watchedByTenant.get(tenantId);
        watched.clients--;
        clients--;
        if (watched.clients == 0) {
            watchedByTenant.remove(tenantId);
        }
    }

    /** The feed of a tenant that somebody watches. */
    synchronized Optional<TenantFeed> of(String tenantId) {
        return Optional.ofNullable(watchedByTenant.get(tenantId)).map(watched -> watched.feed);
    }

    synchronized int clients() {
        return clients;
    }
}
