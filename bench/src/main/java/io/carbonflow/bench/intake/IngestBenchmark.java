package io.carbonflow.bench.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.carbonflow.local.stack.ServiceKind;

/**
 * How fast events come in, beside the bare limit of the same machine in the same run: REST NDJSON beside a bare Kafka
 * producer of records of the same size, MQTT QoS 1 into Kafka beside the broker alone. Rounds alternate; medians count.
 * What happens behind the raw topics is frozen meanwhile.
 *
 * <p>
 * Run it beside {@code ./carbonflow up}: {@code java -cp bench/target/bench-0.1.0-SNAPSHOT.jar
 * io.carbonflow.bench.intake.IngestBenchmark [events per round] [rounds]}.
 */
public final class IngestBenchmark {

    private static final List<String> BEHIND = List.of("metering", "calculator", "ledger", "query");
    private static final int LINES_PER_BODY = 100;
    private static final int BODIES_AT_A_TIME = 16;
    /** What a reading becomes on its raw topic: the canonical form beside its bytes. */
    private static final int RECORD_BYTES = 620;
    private static final String BARE_TOPIC = "bench.bare";

    private final Stack stack = new Stack();
    private final int events;
    private int round;

    private IngestBenchmark(int events) {
        this.events = events;
    }

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.WARNING); // of what the clients log, only what spoils a figure
        int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        new IngestBenchmark(events).run(rounds);
    }

    private interface Way {
        void send() throws Exception;
    }

    private void run(int rounds) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafka()))) {
            admin.createTopics(List.of(new NewTopic(BARE_TOPIC, 4, (short) 1))).all().get();
        } catch (ExecutionException alreadyThere) {
            System.out.println("topic " + BARE_TOPIC + " is there");
        }
        var ways = new LinkedHashMap<String, Way>();
        ways.put("bare producer", this::bareProducer);
        ways.put("REST NDJSON", this::rest);
        ways.put("bare MQTT broker", () -> mqtt(stack.tenant() + "/bench/readings"));
        ways.put("MQTT QoS 1", () -> mqtt("carbonflow/" + stack.tenant() + "/readings"));
        var rates = new LinkedHashMap<String, List<Double>>();
        stack.freeze(BEHIND);
        try {
            for (round = 0; round <= rounds; round++) {
                for (var way : ways.entrySet()) {
                    long begin = System.nanoTime();
                    way.getValue().send();
                    double perSecond = events / ((System.nanoTime() - begin) / 1e9);
                    if (round > 0) { // the first one warms up
                        rates.computeIfAbsent(way.getKey(), name -> new ArrayList<>()).add(perSecond);
                    }
                    System.out.printf(Locale.ROOT, "round %d  %-17s %,10.0f events/s%n", round, way.getKey(),
                            perSecond);
                }
            }
        } finally {
            stack.thaw(BEHIND);
        }
        report(rates);
    }

    private static void report(Map<String, List<Double>> rates) {
        rates.forEach((name, all) -> {
            double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            System.out.printf(Locale.ROOT, "%-17s median %,10.0f  min %,10.0f  max %,10.0f events/s%n", name,
                    median(sorted), sorted[0], sorted[sorted.length - 1]);
        });
        System.out.printf(Locale.ROOT, "REST NDJSON / bare producer %.2f, MQTT QoS 1 / bare broker %.2f%n",
                ratio(rates, "REST NDJSON", "bare producer"), ratio(rates, "MQTT QoS 1", "bare MQTT broker"));
    }

    private static double ratio(Map<String, List<Double>> rates, String ours, String bare) {
        return median(rates.get(ours).stream().mapToDouble(Double::doubleValue).sorted().toArray())
                / median(rates.get(bare).stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    private String reading(int i) {
        return "{\"event_id\":\"bench-" + System.identityHashCode(this) + "-" + round + "-" + i
                + "\",\"sensor_id\":\"SM-" + i % 12_000 + "\",\"facility_id\":\"F-" + i % 12_000
                + "\",\"country_iso2\":\"DE\",\"energy_kwh\":" + (i % 997) + ".25,\"energy_source\":\"grid\","
                + "\"grid_carbon_intensity_gco2_kwh\":385.2,\"timestamp\":\""
                + Instant.ofEpochSecond(1_762_164_000L + i)
                + "\"}";
    }

    private void bareProducer() throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", stack.kafka(), "acks", "all", "linger.ms", 2,
                "batch.size", 128 * 1024);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            var last = new ArrayList<java.util.concurrent.Future<?>>(events);
            for (int i = 0; i < events; i++) {
                byte[] value = Arrays.copyOf(reading(i).getBytes(UTF_8), RECORD_BYTES);
                last.add(producer.send(
                        new ProducerRecord<>(BARE_TOPIC, (stack.tenant() + "|SM-" + i % 12_000).getBytes(UTF_8),
                                value)));
            }
            for (var one : last) {
                one.get();
            }
        }
    }

    private void rest() throws Exception {
        var api = stack.api(ServiceKind.GATEWAY);
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var permits = new Semaphore(BODIES_AT_A_TIME);
        var answers = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < events; i += LINES_PER_BODY) {
            var body = new StringBuilder();
            for (int line = i; line < Math.min(events, i + LINES_PER_BODY); line++) {
                body.append(reading(line)).append('\n');
            }
            permits.acquire();
            answers.add(client.sendAsync(HttpRequest.newBuilder(URI.create(api.base() + "/v1/readings"))
                .timeout(Duration.ofSeconds(60))
                .header("X-API-Key", api.key())
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build(), HttpResponse.BodyHandlers.discarding()).thenAccept(answer -> {
                    if (answer.statusCode() != 202) {
                        throw new IllegalStateException("the gateway answers " + answer.statusCode());
                    }
                }).whenComplete((done, failure) -> permits.release()));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
    }

    private void mqtt(String topic) {
        try (var publisher = stack.mqtt("bench-" + round)) {
            for (int i = 0; i < events; i++) {
                publisher.publish(topic, "SM-" + i % 12_000, reading(i));
            }
            publisher.awaitAcknowledged(Duration.ofMinutes(2));
        }
    }
}
