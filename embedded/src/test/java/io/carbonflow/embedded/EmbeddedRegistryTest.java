package io.carbonflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryTest {

    private static final String SCHEMA = """
            {"schema": "{\\"type\\":\\"record\\",\\"name\\":\\"R\\",\\"fields\\":[{\\"name\\":\\"a\\",\\"type\\":\\"int\\"}]}"}""";
    private static final String SCHEMA_WITH_A_NEW_REQUIRED_FIELD = """
            {"schema": "{\\"type\\":\\"record\\",\\"name\\":\\"R\\",\\"fields\\":[{\\"name\\":\\"a\\",\\"type\\":\\"int\\"},{\\"name\\":\\"b\\",\\"type\\":\\"int\\"}]}"}""";

    @TempDir
    Path directory;

    @Test
    void keepsItsIdsAcrossAKillAndRefusesASchemaThatBreaksReaders() throws Exception {
        // Given
        var data = new DataDirectory(directory);
        try (var postgres = new EmbeddedPostgres(data, Ports.free(), "secret", EmbeddedPostgres.Durability.FULL);
                var registry = EmbeddedRegistry.in(postgres.registryStorage(), data, Ports.free())) {
            postgres.start();
            registry.start();
            String id = register(registry, SCHEMA).body();

            // When
            registry.kill();
            registry.start();

            // Then
            assertThat(register(registry, SCHEMA).body()).isEqualTo(id);
            assertThat(register(registry, SCHEMA_WITH_A_NEW_REQUIRED_FIELD).statusCode()).isEqualTo(409);
        }
    }

    private static HttpResponse<String> register(EmbeddedRegistry registry, String body) throws Exception {
        return HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create(registry.url() + "/apis/ccompat/v7/subjects/r-value/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(), HttpResponse.BodyHandlers.ofString());
    }
}
