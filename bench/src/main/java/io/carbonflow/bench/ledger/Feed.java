package io.carbonflow.bench.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.WireFormat;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.local.api.Api;

/** Puts readings of the fleet onto {@code calc.emissions}, each once. */
final class Feed implements AutoCloseable {

    private final Fleet fleet;
    private final int schemaId;
    private final String run = "b" + Long.toString(System.currentTimeMillis(), 36);
    private final KafkaProducer<byte[], byte[]> producer;
    private long next;

    Feed(Fleet fleet, String bootstrapServers, String registryUrl) throws IOException, InterruptedException {
        this.fleet = fleet;
        schemaId = register(registryUrl);
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 2,
                "batch.size", 128 * 1024), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static int register(String registryUrl) throws IOException, InterruptedException {
        var schema = Api.JSON.createObjectNode().put("schema", CalculatedEmission.getClassSchema().toString());
        var answer = HttpClient.newHttpClient()
            .send(HttpRequest
                .newBuilder(URI.create(registryUrl + "/apis/ccompat/v7/subjects/"
                        + Topics.valueSubject(Topics.CALCULATED_EMISSIONS) + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(schema.toString()))
                .build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("the registry answers " + answer.statusCode() + ": " + answer.body());
        }
        return Api.JSON.readTree(answer.body()).path("id").asInt();
    }

    /** The number the next reading has. */
    long next() {
        return next;
    }

    /** The number in the correlation id of a reading of this feed; below 0 where it is none. */
    long numberOf(String correlationId) {
        return correlationId.startsWith(run + "-") ? Long.parseLong(correlationId.substring(run.length() + 1)) : -1;
    }

    /** Sends so many readings as fast as it goes; returns when the broker has them. */
    void send(int events, int chains) {
        for (int i = 0; i < events; i++) {
            send(chains);
        }
        producer.flush();
    }

    /**
     * Sends readings evenly for a while.
     *
     * @param sent told the number of each just before it goes to the producer
     */
    void pace(double perSecond, int seconds, int chains, LongConsumer sent) {
        long begin = System.nanoTime();
        long events = (long) (perSecond * seconds);
        for (long i = 0; i < events; i++) {
            long wait = begin + (long) (i / perSecond * 1e9) - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            sent.accept(next);
            send(chains);
        }
        producer.flush();
    }

    private void send(int chains) {
        int chain = Fleet.chainOf(next, chains);
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var emission = fleet.reading(run, next++, chain, now);
        var record = new ProducerRecord<>(Topics.CALCULATED_EMISSIONS, chain,
                (Machine.TENANT + "|" + emission.getSourceId()).getBytes(UTF_8), WireFormat.encode(schemaId, emission));
        record.headers()
            .add(RecordHeaders.TENANT, Machine.TENANT.getBytes(UTF_8))
            .add(RecordHeaders.CORRELATION_ID, emission.getCorrelationId().getBytes(UTF_8))
            .add(RecordHeaders.RECEIVED_AT,
                    Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, now)).getBytes(UTF_8));
        producer.send(record);
    }

    @Override
    public void close() {
        producer.close();
    }
}
