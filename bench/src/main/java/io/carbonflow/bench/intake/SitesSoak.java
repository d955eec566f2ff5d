package io.carbonflow.bench.intake;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.mqtt.MqttPublisher;
import io.carbonflow.local.stack.ServiceKind;

/**
 * Many sites at a realistic cadence for a while: Tasmota counters over MQTT, readings over REST, some repeats and some
 * rubbish. Ends with the balance (received = booked + explained) and the memory of every service over time.
 *
 * <p>
 * Run it beside {@code ./carbonflow up}: {@code java -cp bench/target/bench-0.1.0-SNAPSHOT.jar
 * io.carbonflow.bench.intake.SitesSoak [sites] [minutes] [seconds between two readings of a site]}.
 */
public final class SitesSoak {

    private static final int PERCENT_BY_MQTT = 70;
    private static final int REQUESTS_AT_A_TIME = 16;
    private static final Duration SETTLE_MAX = Duration.ofMinutes(5);

    private final Stack stack = new Stack();
    private final Api gateway = stack.api(ServiceKind.GATEWAY);
    private final int sites;
    private final Duration duration;
    private final int cadenceSeconds;
    private final String run = Long.toString(System.currentTimeMillis(), 36);
    private final Semaphore requests = new Semaphore(REQUESTS_AT_A_TIME);
    private final AtomicLong refusedRequests = new AtomicLong();
    private final List<Map<String, Long>> memory = new ArrayList<>();
    private long sent;

    private SitesSoak(int sites, int minutes, int cadenceSeconds) {
        this.sites = sites;
        this.duration = Duration.ofMinutes(minutes);
        this.cadenceSeconds = cadenceSeconds;
    }

    public static void main(String[] arguments) throws Exception {
        int sites = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 12_000;
        int minutes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        int cadence = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 60;
        new SitesSoak(sites, minutes, cadence).run();
    }

    private boolean isMeter(int site) {
        return site % 100 < PERCENT_BY_MQTT;
    }

    private void run() throws InterruptedException {
        var before = settled(); // nothing of an earlier run is counted
        register();
        try (var mqtt = stack.mqtt("soak-" + run)) {
            long begin = System.nanoTime();
            Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            for (long i = 0;; i++) {
                long due = begin + i * cadenceSeconds * 1_000_000_000L / sites;
                if (due - begin > duration.toNanos()) {
                    break;
                }
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    LockSupport.parkNanos(wait);
                }
                send(mqtt, (int) (i % sites), i / sites, start);
                if (i % (sites * 10L / cadenceSeconds) == 0) {
                    memory.add(stack.residentMegabytes());
                }
            }
            mqtt.awaitAcknowledged(Duration.ofMinutes(2));
            requests.acquire(REQUESTS_AT_A_TIME);
            System.out.printf(Locale.ROOT, "sent %,d items in %d s%n", sent,
                    (System.nanoTime() - begin) / 1_000_000_000L);
        }
        report(before, settled());
    }

    private void register() throws InterruptedException {
        Api query = stack.api(ServiceKind.QUERY);
        long begin = System.nanoTime();
        for (int site = 0; site < sites; site++) {
            if (isMeter(site)) {
                query.put("/v1/devices/" + device(site), "{\"id\":\"" + device(site)
                        + "\",\"family\":\"tasmota\",\"facility_id\":\"SITE-" + site
                        + "\",\"country\":\"DE\",\"time_zone\":\"UTC\",\"cadence_seconds\":" + cadenceSeconds
                        + ",\"measures\":\"counter\"}");
            }
        }
        System.out.printf(Locale.ROOT, "registered the meters of %,d sites in %d s%n", sites,
                (System.nanoTime() - begin) / 1_000_000_000L);
    }

    private String device(int site) {
        return "soak-" + run + "-" + site;
    }

    /** Every hundredth message is sent twice, every two hundredth is rubbish. */
    private void send(MqttPublisher mqtt, int site, long turn, Instant start) throws InterruptedException {
        Instant at = start.plusSeconds(turn * cadenceSeconds + (long) site * cadenceSeconds / sites);
        boolean isRubbish = sent % 200 == 7;
        boolean isTwice = sent % 100 == 3;
        for (int copy = 0; copy < (isTwice ? 2 : 1); copy++) {
            if (isMeter(site)) {
                String body = isRubbish ? "{\"Time\":"
                        : "{\"Time\":\"" + at.toString().replace("Z", "")
                                + "\",\"ENERGY\":{\"Total\":" + BigDecimal.valueOf(1_000 + turn * 5 + site % 5, 3)
                                    .add(
                                            BigDecimal.valueOf(site))
                                + ",\"Power\":24}}";
                mqtt.publish(stack.tenant() + "/tele/" + device(site) + "/SENSOR", device(site), body);
            } else {
                post(isRubbish ? "{\"sensor_id\":5}"
                        : "{\"sensor_id\":\"" + device(site) + "\",\"facility_id\":\"SITE-"
                                + site + "\",\"country_iso2\":\"DE\",\"energy_kwh\":0.125,\"energy_source\":\"grid\","
                                + "\"grid_carbon_intensity_gco2_kwh\":385.2,\"timestamp\":\"" + at + "\"}");
            }
            sent++;
        }
    }

    private void post(String body) throws InterruptedException {
        requests.acquire();
        gateway.postLater("/v1/readings", "application/json", body).whenComplete((answer, failure) -> {
            requests.release();
            if (failure != null || (answer.status() != 202 && answer.status() != 422 && answer.status() != 400)) {
                refusedRequests.incrementAndGet();
            }
        });
    }

    private JsonNode conservation() {
        return stack.api(ServiceKind.LEDGER).get("/v1/conservation");
    }

    private JsonNode settled() {
        long deadline = System.nanoTime() + SETTLE_MAX.toNanos();
        JsonNode now = conservation();
        while (now.path("in_flight").asLong() != 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            now = conservation();
        }
        return now;
    }

    private void report(JsonNode before, JsonNode after) {
        for (String measure : List.of("received", "booked", "duplicates", "rejected", "in_review", "context",
                "in_flight", "difference")) {
            System.out.printf(Locale.ROOT, "%-11s %,12d%n", measure,
                    after.path(measure).asLong() - before.path(measure).asLong());
        }
        System.out.printf(Locale.ROOT, "not acknowledged over HTTP: %d%n", refusedRequests.get());
        for (String service : memory.get(0).keySet()) {
            System.out.printf(Locale.ROOT, "%-15s resident MB: %s%n", service, thirds(service));
        }
    }

    private String thirds(String service) {
        int third = Math.max(1, memory.size() / 3);
        var medians = new ArrayList<String>();
        for (int from = 0; from + third <= memory.size(); from += third) {
            long[] sorted = memory.subList(from, from + third)
                .stream()
                .mapToLong(sample -> sample.get(service))
                .sorted()
                .toArray();
            medians.add(Long.toString(sorted[sorted.length / 2]));
        }
        return String.join(" -> ", medians) + " (medians of successive thirds)";
    }
}
