package io.carbonflow.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.carbonflow.contracts.Topics;

/** Under which ids the registry knows the schemas this library was built with; asked once per topic. */
final class SchemaIds {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final JsonMapper JSON = new JsonMapper();

    private final URI subjects;
    private final HttpClient client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(TIMEOUT)
        .build();
    private final Map<String, Integer> idByTopic = new ConcurrentHashMap<>();

    SchemaIds(URI registry) {
        subjects = URI.create(registry.toString().replaceAll("/+$", "") + "/apis/ccompat/v7/subjects/");
    }

    /**
     * The id of the topic's schema.
     *
     * @throws UndeliveredException where the registry does not answer, or refuses the schema as incompatible: then this
     *                              library and the platform are of versions that do not fit
     */
    int of(String topic) {
        Integer known = idByTopic.get(topic);
        if (known == null) {
            known = ask(topic);
            idByTopic.put(topic, known);
        }
        return known;
    }

    private int ask(String topic) {
        String body = JSON.createObjectNode()
            .put("schema", Topics.valueSchemas().get(topic).toString())
            .put("schemaType", "AVRO")
            .toString();
        var request = HttpRequest.newBuilder(subjects.resolve(Topics.valueSubject(topic) + "/versions"))
            .timeout(TIMEOUT)
            .header("Content-Type", MEDIA_TYPE)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode json = JSON.readTree(answer.body());
            if (answer.statusCode() != 200 || !json.path("id").isInt()) {
                throw new UndeliveredException("the schema registry answers " + answer.statusCode() + " for topic "
                        + topic + ": " + json.path("message").asText(), null);
            }
            return json.get("id").intValue();
        } catch (IOException e) {
            throw new UndeliveredException("the schema registry at " + subjects + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UndeliveredException("interrupted while asking the schema registry", e);
        }
    }
}
