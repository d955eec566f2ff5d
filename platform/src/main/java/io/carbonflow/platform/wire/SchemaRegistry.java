package io.carbonflow.platform.wire;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.apache.avro.Schema;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** The two calls we need of a registry that speaks Confluent's API. Blocking; for start-up and worker threads. */
final class SchemaRegistry {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    private final URI base;
    private final HttpClient client;

    SchemaRegistry(URI url) {
        base = URI.create(url.toString().replaceAll("/+$", "") + "/apis/ccompat/v7/");
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
    }

    /** Registers the schema under the subject, or finds it there. */
    int register(String subject, Schema schema) throws RegistryUnavailableException, SchemaRefusedException {
        var body = new JsonObject().put("schema", schema.toString()).put("schemaType", "AVRO").encode();
        var response = send(request("subjects/" + encoded(subject) + "/versions")
            .header("Content-Type", MEDIA_TYPE)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (response.statusCode() == 409 || response.statusCode() == 422) {
            throw new SchemaRefusedException("the schema registry refuses the schema of subject " + subject
                    + " (status " + response.statusCode() + "): " + messageOf(response.body()));
        }
        return json(response).getInteger("id");
    }

    /** The schema with this id. */
    Schema schemaOf(int id) throws RegistryUnavailableException, UndecodableRecordException {
        var response = send(request("schemas/ids/" + id).GET());
        if (response.statusCode() == 404) {
            throw new UndecodableRecordException("no schema has the id " + id + " that the record names");
        }
        return new Schema.Parser().parse(json(response).getString("schema"));
    }

    /** Whether the registry answers right now. */
    boolean answers() {
        try {
            var probe = HttpRequest.newBuilder(base.resolve("subjects")).timeout(PROBE_TIMEOUT).GET().build();
            return client.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).header("Accept", MEDIA_TYPE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws RegistryUnavailableException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new RegistryUnavailableException("the schema registry at " + base + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while asking the schema registry", e);
        }
    }

    private JsonObject json(HttpResponse<String> response) throws RegistryUnavailableException {
        if (response.statusCode() != 200) {
            throw new RegistryUnavailableException("the schema registry at " + base + " answers "
                    + response.statusCode() + ": " + messageOf(response.body()), null);
        }
        return new JsonObject(response.body());
    }

    private static String messageOf(String body) {
        try {
            return new JsonObject(body).getString("message", body);
        } catch (DecodeException e) {
            return body;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
