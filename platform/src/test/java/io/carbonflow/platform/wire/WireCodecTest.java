package io.carbonflow.platform.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpServer;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.FactorEditionEvent;
import io.carbonflow.platform.resilience.Breakers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;

class WireCodecTest {

    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger questions = new AtomicInteger();
    private HttpServer registry;

    @BeforeEach
    void startRegistry() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/apis/ccompat/v7/", exchange -> {
            questions.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            var schema = FactorEditionEvent.getClassSchema().toString();
            byte[] answer = (status.get() == 200
                    ? new JsonObject().put("id", 7).put("schema", schema)
                    : new JsonObject().put("message", "incompatible"))
                .encode()
                .getBytes(UTF_8);
            exchange.sendResponseHeaders(status.get(), answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        registry.start();
    }

    @AfterEach
    void stopRegistry() {
        registry.stop(0);
    }

    @Test
    void whatItWritesItReads() throws Exception {
        var codec = codec();
        codec.registerUntilKnown();

        byte[] wire = codec.encode(Topics.FACTOR_EDITIONS, anEdition());

        assertThat(wire).startsWith(0, 0, 0, 0, 7);
        assertThat(codec.decode(wire, FactorEditionEvent.class)).isEqualTo(anEdition());
    }

    @Test
    void refusesToWriteBeforeTheSchemaIsRegistered() {
        assertThatThrownBy(() -> codec().encode(Topics.FACTOR_EDITIONS, anEdition()))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("not registered yet");
    }

    @Test
    void asksForAWritersSchemaOnce() throws Exception {
        var writer = codec();
        writer.registerUntilKnown();
        byte[] wire = writer.encode(Topics.FACTOR_EDITIONS, anEdition());
        var reader = codec();
        questions.set(0);

        reader.decode(wire, FactorEditionEvent.class);
        reader.decode(wire, FactorEditionEvent.class);

        assertThat(questions).hasValue(1);
    }

    @Test
    void tellsBytesThatNeverDecodeFromARegistryThatIsAway() throws Exception {
        var codec = codec();
        codec.registerUntilKnown();

        assertThatThrownBy(() -> codec.decode(null, FactorEditionEvent.class))
            .isInstanceOf(UndecodableRecordException.class);
        assertThatThrownBy(() -> codec.decode("{}".getBytes(UTF_8), FactorEditionEvent.class))
            .isInstanceOf(UndecodableRecordException.class);
        assertThatThrownBy(() -> codec.decode(new byte[]{0, 0, 0, 0, 7, 99}, FactorEditionEvent.class))
            .isInstanceOf(UndecodableRecordException.class);
        status.set(404);
        assertThatThrownBy(() -> codec.decode(new byte[]{0, 0, 0, 0, 8, 1}, FactorEditionEvent.class))
            .isInstanceOf(UndecodableRecordException.class)
            .hasMessageContaining("id 8");
        status.set(500);
        assertThatThrownBy(() -> codec.decode(new byte[]{0, 0, 0, 0, 9, 1}, FactorEditionEvent.class))
            .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void aRefusedSchemaIsSaidWithItsSubjectAndTheRegistrysReason() {
        status.set(409);

        assertThatThrownBy(() -> new SchemaRegistry(url()).register("x-value", FactorEditionEvent.getClassSchema()))
            .isInstanceOf(SchemaRefusedException.class)
            .hasMessageContaining("x-value")
            .hasMessageContaining("incompatible");
    }

    private WireCodec codec() {
        return new WireCodec(new WireConfig() {
            @Override
            public URI url() {
                return WireCodecTest.this.url();
            }

            @Override
            public Optional<List<String>> produces() {
                return Optional.of(List.of(Topics.FACTOR_EDITIONS));
            }
        }, new Breakers(new SimpleMeterRegistry()));
    }

    private URI url() {
        return URI.create("http://localhost:" + registry.getAddress().getPort());
    }

    private static FactorEditionEvent anEdition() {
        return FactorEditionEvent.newBuilder()
            .setEditionId("2025.1")
            .setPublishedAt(Instant.parse("2025-11-03T10:00:00Z"))
            .setFactors(3)
            .setSha256("00")
            .setSnapshotEtag("e1")
            .build();
    }
}
