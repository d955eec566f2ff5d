package io.carbonflow.local.chaos;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.api.ApiException;
import io.carbonflow.local.audit.SentEvent;

/**
 * Senders that deliver without pause and send again what is not acknowledged, as senders do; now and then also what was.
 * The amounts follow from the seed.
 */
final class ChaosLoad implements AutoCloseable {

    private static final int SENDERS = 4;
    private static final int EVENTS_PER_BODY = 20;
    private static final int SOURCES_PER_SENDER = 5;
    private static final int REPEATED_ONE_IN = 10;
    private static final long PAUSE_MILLIS = 250;
    private static final int ACCEPTED = 202;
    private static final String PATH = "/v1/activities";
    private static final String NDJSON = "application/x-ndjson";

    private final Api gateway;
    private final String prefix;
    private final long seed;
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Queue<SentEvent> sent = new ConcurrentLinkedQueue<>();
    private final AtomicInteger again = new AtomicInteger();
    private final AtomicBoolean isEnding = new AtomicBoolean();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);

    /** Every id of this load begins with the prefix. */
    ChaosLoad(Api gateway, String prefix, long seed) {
        this.gateway = gateway;
        this.prefix = prefix;
        this.seed = seed;
    }

    /**
     * Begins to send.
     *
     * @param pause between a sender's deliveries, in milliseconds
     */
    void start(long pause) {
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            senders.execute(() -> run(sender, pause));
        }
    }

    /** Ends sending, and returns once everything is acknowledged or this time is over. */
    boolean end(long seconds) throws InterruptedException {
        isEnding.set(true);
        senders.shutdown();
        return senders.awaitTermination(seconds, TimeUnit.SECONDS) && failures.isEmpty();
    }

    /** What was acknowledged. */
    List<SentEvent> sent() {
        return List.copyOf(sent);
    }

    /** How many deliveries were made again: for want of an answer, or although there was one. */
    int again() {
        return again.get();
    }

    /** What no delivery should be answered with. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    private void run(int sender, long pause) {
        var random = new Random(seed * SENDERS + sender);
        try {
            for (int number = 0; !isEnding.get(); number++) {
                var events = new ArrayList<SentEvent>();
                var lines = new ArrayList<String>();
                for (int i = 0; i < EVENTS_PER_BODY; i++) {
                    var event = event(random, "%s-%d-%d-%d".formatted(prefix, sender, number, i));
                    events.add(event);
                    lines.add(line(event, sender * SOURCES_PER_SENDER + random.nextInt(SOURCES_PER_SENDER), random));
                }
                String body = String.join("\n", lines);
                deliver(body);
                sent.addAll(events);
                if (random.nextInt(REPEATED_ONE_IN) == 0) {
                    again.incrementAndGet();
                    deliver(body);
                }
                TimeUnit.MILLISECONDS.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failures.add(String.valueOf(e.getMessage()));
        }
    }

    private static SentEvent event(Random random, String id) {
        var quantity = BigDecimal.valueOf(1 + random.nextInt(9_999_999), 3);
        return new SentEvent(id, quantity, List.of("kWh", "L", "kg").get(random.nextInt(3)));
    }

    private String line(SentEvent event, int source, Random random) {
        var fields = switch (event.unit()) {
            case "kWh" -> Map.of("kind", "energy", "activity", "electricity.grid", "facility_id", "F-CHAOS", "country",
                    "DE");
            case "L" -> Map.of("kind", "energy", "activity", "fuel.diesel", "facility_id", "F-CHAOS", "country", "DE");
            default -> Map.of("kind", "supplier", "activity", "production", "supplier_id", "SUP-CHAOS", "attributes",
                    "{\"supplier_factor\":{\"kg_co2e_per_unit\":0.%03d,\"unit\":\"kg\",\"source\":\"declared\"}}"
                        .formatted(1 + random.nextInt(999)));
        };
        return String.format(Locale.ROOT, "{\"id\":\"%s\",\"quantity\":%s,\"unit\":\"%s\",\"occurred_at\":\"%s\","
                + "\"source_id\":\"chaos-%d\",%s}", event.id(), event.quantity().toPlainString(), event.unit(),
                begin.minusSeconds(random.nextInt(86_400)), source,
                fields.entrySet()
                    .stream()
                    .map(field -> '"' + field.getKey() + "\":"
                            + (field.getKey().equals("attributes") ? field.getValue() : '"' + field.getValue() + '"'))
                    .collect(Collectors.joining(",")));
    }

    /** Until it is acknowledged. */
    private void deliver(String body) throws InterruptedException {
        while (!isAcknowledged(body)) {
            again.incrementAndGet();
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private boolean isAcknowledged(String body) {
        Api.Answer answer;
        try {
            answer = gateway.post(PATH, NDJSON, body);
        } catch (ApiException away) {
            return false;
        }
        if (answer.status() == ACCEPTED && answer.json().path("rejected").isEmpty()) {
            return true;
        }
        if (answer.status() == 503 || answer.status() == 429) {
            return false;
        }
        throw new ApiException("POST " + PATH + " answered " + answer.status() + ": " + answer.body(), null);
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }
}
