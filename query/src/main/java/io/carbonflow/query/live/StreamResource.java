package io.carbonflow.query.live;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.carbonflow.platform.security.CurrentCaller;
import io.carbonflow.platform.security.Role;
import io.smallrye.mutiny.Multi;

/** Server-sent events: what is booked for the caller's tenant, as it happens. */
@Path("/v1/stream")
@RolesAllowed({Role.OWNER_ID, Role.ADMIN_ID, Role.MEMBER_ID, Role.VIEWER_ID, Role.AUDITOR_ID})
@Tag(name = "Live")
public class StreamResource {

    private final CurrentCaller caller;
    private final LiveFeeds feeds;
    private final BookedConsumer consumer;
    private final StreamConfig config;
    private final Clock clock;

    StreamResource(CurrentCaller caller, LiveFeeds feeds, BookedConsumer consumer, StreamConfig config, Clock clock) {
        this.caller = caller;
        this.feeds = feeds;
        this.consumer = consumer;
        this.config = config;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(summary = "Booked entries as server-sent events", description = "Events: hello once, booked at most four times a second with how many entries were booked and"
            + " the newest of them, heartbeat while nothing is booked. A client that reads slowly gets fewer,"
            + " larger updates; omitted says how many entries they do not list.")
    public Multi<OutboundSseEvent> stream(@Context Sse sse) {
        String tenantId = caller.tenantId();
        TenantFeed feed = feeds.join(tenantId);
        var left = new AtomicBoolean();
        var client = new Client(sse, feed);
        var updates = Multi.createFrom()
            .ticks()
            .every(config.updateInterval())
            .onOverflow()
            .drop() // the next tick tells a slow client everything this one would have
            .onItem()
            .transformToIterable(tick -> client.next());
        return Multi.createBy()
            .concatenating()
            .streams(Multi.createFrom().item(client.hello()), updates)
            .onTermination()
            .invoke(() -> {
                if (left.compareAndSet(false, true)) {
                    feeds.leave(tenantId);
                }
            });
    }

    /** One client's place in the feed. Used by one subscription, so by one thread at a time. */
    private final class Client {

        private final Sse sse;
        private final TenantFeed feed;
        private long position;
        private Instant lastSent;

        Client(Sse sse, TenantFeed feed) {
            this.sse = sse;
            this.feed = feed;
            position = feed.position();
            lastSent = clock.instant();
        }

        OutboundSseEvent hello() {
            return event("hello", new StreamUpdate(clock.instant(), 0, 0, null, consumer.isConnected(), List.of()));
        }

        /** The next message; none where there is nothing to say yet. */
        List<OutboundSseEvent> next() {
            Instant now = clock.instant();
            var change = feed.since(position);
            position = change.upTo();
            if (change.booked() > 0) {
                lastSent = now;
                return List.of(event("booked", new StreamUpdate(now, change.booked(), change.omitted(),
                        change.lastBookedAt(), consumer.isConnected(), change.entries())));
            }
            if (now.isBefore(lastSent.plus(config.heartbeatInterval()))) {
                return List.of();
            }
            lastSent = now;
            return List.of(event("heartbeat", new StreamUpdate(now, 0, 0, null, consumer.isConnected(), List.of())));
        }

        private OutboundSseEvent event(String name, StreamUpdate update) {
            return sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(StreamUpdate.class, update)
                .build();
        }
    }
}
