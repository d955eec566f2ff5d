package io.carbonflow.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Sends events as NDJSON to {@code POST /v1/activities}, and again after an answer that asks for it. */
final class HttpTransport implements CarbonEventProducer.Transport {

    private static final int ITEMS_MAX = 1_000;
    private static final int BYTES_MAX = 5 * 1024 * 1024;
    private static final JsonMapper JSON = new JsonMapper();

    private final URI activities;
    private final String apiKey;
    private final Patience patience;
    private final HttpClient client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();

    /**
     * How long is waited.
     *
     * @param answerMax for one answer
     * @param totalMax  for the acknowledgement of one body, all attempts together
     * @param first     before the second attempt; doubled with each further one up to ten seconds
     */
    record Patience(Duration answerMax, Duration totalMax, Duration first) {

        static final Patience DEFAULT = new Patience(Duration.ofSeconds(30), Duration.ofMinutes(2),
                Duration.ofMillis(200));
        private static final Duration PAUSE_MAX = Duration.ofSeconds(10);

        Duration pause(int attempt) {
            Duration doubled = first.multipliedBy(1L << Math.min(attempt, 10));
            return doubled.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : doubled;
        }
    }

    HttpTransport(URI gateway, String apiKey, Patience patience) {
        activities = URI.create(gateway.toString().replaceAll("/+$", "") + "/v1/activities");
        this.apiKey = apiKey;
        this.patience = patience;
    }

    @Override
    public String channel() {
        return "rest";
    }

    @Override
    public boolean isReviewed() {
        return true;
    }

    @Override
    public List<Delivery> send(List<CarbonEventProducer.Outgoing> events) {
        var deliveries = new ArrayList<Delivery>(events.size());
        var body = new ByteArrayOutputStream();
        var inBody = new ArrayList<CarbonEventProducer.Outgoing>();
        for (var event : events) {
            byte[] line = (event.event() + "\n").getBytes(UTF_8);
            if (!inBody.isEmpty() && (inBody.size() == ITEMS_MAX || body.size() + line.length > BYTES_MAX)) {
                deliveries.addAll(deliver(body.toByteArray(), inBody));
                body.reset();
                inBody.clear();
            }
            body.writeBytes(line);
            inBody.add(event);
        }
        deliveries.addAll(deliver(body.toByteArray(), inBody));
        return deliveries;
    }

    private List<Delivery> deliver(byte[] body, List<CarbonEventProducer.Outgoing> events) {
        Instant deadline = Instant.now().plus(patience.totalMax);
        String trouble;
        Throwable cause;
        for (int attempt = 0;; attempt++) {
            Duration pause = patience.pause(attempt);
            try {
                HttpResponse<byte[]> answer = client.send(request(body), HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() == 202) {
                    return deliveries(JSON.readTree(answer.body()), events);
                }
                trouble = "the gateway answers " + answer.statusCode() + ": " + new String(answer.body(), UTF_8);
                cause = null;
                if (answer.statusCode() != 429 && answer.statusCode() < 500) {
                    throw new UndeliveredException(trouble, null);
                }
                pause = asked(answer, pause);
            } catch (IOException e) {
                trouble = "the gateway at " + activities + " does not answer";
                cause = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UndeliveredException("interrupted while waiting for the gateway", e);
            }
            if (Instant.now().plus(pause).isAfter(deadline)) {
                throw new UndeliveredException(trouble, cause);
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private HttpRequest request(byte[] body) {
        return HttpRequest.newBuilder(activities)
            .timeout(patience.answerMax)
            .header("Authorization", "Bearer " + apiKey)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    }

    private static Duration asked(HttpResponse<byte[]> answer, Duration otherwise) {
        return answer.headers()
            .firstValue("Retry-After")
            .filter(seconds -> seconds.matches("\\d{1,4}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
            .orElse(otherwise);
    }

    private static List<Delivery> deliveries(JsonNode answer, List<CarbonEventProducer.Outgoing> events) {
        var deliveries = new Delivery[events.size()];
        name(answer.path("rejected"), Delivery.State.REJECTED, deliveries);
        name(answer.path("held"), Delivery.State.HELD, deliveries);
        var repeated = new ArrayList<String>();
        answer.path("duplicates").forEach(id -> repeated.add(id.asText()));
        for (int i = 0; i < deliveries.length; i++) {
            if (deliveries[i] == null) {
                String id = events.get(i).activity().getEventId();
                deliveries[i] = new Delivery(id,
                        repeated.remove(id) ? Delivery.State.DUPLICATE : Delivery.State.ACCEPTED, List.of());
            }
        }
        return Arrays.asList(deliveries);
    }

    private static void name(JsonNode items, Delivery.State state, Delivery[] deliveries) {
        for (JsonNode item : items) {
            var reasons = new ArrayList<Delivery.Reason>();
            item.path("reasons")
                .forEach(reason -> reasons.add(new Delivery.Reason(reason.path("code").asText(),
                        reason.path("field").isTextual() ? reason.get("field").textValue() : null,
                        reason.path("detail").asText())));
            deliveries[item.path("index").asInt()] = new Delivery(
                    item.path("id").isTextual() ? item.get("id").textValue() : null, state, reasons);
        }
    }

    @Override
    public void close() {
        // The client of the JDK closes what it holds when it is no longer used.
    }
}
