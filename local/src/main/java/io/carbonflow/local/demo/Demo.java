package io.carbonflow.local.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.api.ApiException;
import io.carbonflow.local.mqtt.MqttPublisher;
import io.carbonflow.local.stack.Progress;

/** One run: registers, sends, waits until all is booked, compares. */
public final class Demo {

    private static final Duration STANDSTILL_MAX = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration NEWS_EVERY = Duration.ofSeconds(5);

    private final Services services;
    private final Progress progress;
    private final Clock clock;

    /** What the demo talks to. */
    public record Services(Api gateway, Api query, Api ledger, Api factors, String kafka, String mqttHost,
            int mqttPort, String tenant, String apiKey) {}

    /** How much, how fast, which. */
    public record Options(int events, int durationSeconds, long seed) {}

    public Demo(Services services, Progress progress, Clock clock) {
        this.services = services;
        this.progress = progress;
        this.clock = clock;
    }

    /** Runs it and returns what came out. */
    public DemoResult run(Options options) {
        Instant start = clock.instant();
        var plan = EventPlan.of(options.seed(),
                new EventPlan.Size(options.events(), Duration.ofSeconds(options.durationSeconds())), start,
                services.tenant());
        var expected = new ClosedForm(PublishedFactors.from(services.factors())).kilograms(plan.events());
        register(plan);
        Conservation before = Conservation.read(services.ledger());
        progress.say("Sending %,d events (and %,d repeats, %,d items to be refused, %,d first meter readings) %s"
            .formatted(plan.events().size(), plan.repeats(), plan.refused(), plan.context(),
                    options.durationSeconds() == 0 ? "as fast as it goes"
                            : "over " + options.durationSeconds() + " s"));
        try (var delivery = new Delivery(services.gateway(), new MqttPublisher(new MqttPublisher.Login(
                services.mqttHost(), services.mqttPort(), services.tenant(), services.apiKey(),
                "demo-" + Long.toString(start.toEpochMilli(), 36))))) {
            delivery.send(plan.sendings());
            Conservation account = awaitBooked(plan, before);
            Set<String> ids = plan.events().stream().map(PlannedEvent::id).collect(Collectors.toSet());
            var bookings = Bookings.read(services.ledger(), start.minusSeconds(1), ids);
            return new DemoResult(plan, expected, bookings, delivery.sentAt(), account);
        }
    }

    private void register(EventPlan plan) {
        int registrations = Company.SUPPLIERS.size() + plan.fleet().meters().size();
        try (var announcements = new Announcements(services.kafka())) {
            MasterData.register(services.query(), plan.fleet());
            announcements.await(registrations);
        }
        progress.say("Registered %d sites, %d suppliers, %d meters".formatted(Company.SITES.size(),
                Company.SUPPLIERS.size(), plan.fleet().meters().size()));
    }

    /** Until everything has its end; gives up when nothing moves any more. */
    private Conservation awaitBooked(EventPlan plan, Conservation before) {
        long items = (long) plan.events().size() + plan.repeats() + plan.refused() + plan.context();
        Conservation account = since(before);
        long movedAt = System.nanoTime();
        long saidAt = System.nanoTime();
        while (account.received() < items || account.inFlight() > 0 || account.booked() < plan.events().size()) {
            pause();
            Conservation now = since(before);
            if (!now.equals(account)) {
                movedAt = System.nanoTime();
            } else if (System.nanoTime() - movedAt > STANDSTILL_MAX.toNanos()) {
                progress.say("Nothing has moved for " + STANDSTILL_MAX.toSeconds() + " s: " + now.words());
                return now;
            }
            account = now;
            if (System.nanoTime() - saidAt > NEWS_EVERY.toNanos()) {
                saidAt = System.nanoTime();
                progress.say("  booked %,d of %,d".formatted(account.booked(), plan.events().size()));
            }
        }
        return account;
    }

    private Conservation since(Conservation before) {
        for (int attempt = 0; attempt < 20; attempt++) {
            try {
                return Conservation.read(services.ledger()).minus(before);
            } catch (ApiException e) {
                pause(); // the ledger may be starting again
            }
        }
        return Conservation.read(services.ledger()).minus(before);
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException("interrupted", e);
        }
    }

    static List<String> missing(EventPlan plan, Bookings bookings) {
        return plan.events().stream().map(PlannedEvent::id).filter(id -> !bookings.byEvent().containsKey(id)).toList();
    }
}
