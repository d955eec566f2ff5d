package io.carbonflow.local.api;

import static java.net.http.HttpResponse.BodyHandlers.ofString;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * One service with the key to it.
 *
 * @param base {@code http://host:port}
 * @param key the API key; null to send none
 */
public record Api(String base, String key) {

    /** Reads every number as the decimal it is, with all its digits. */
    public static final ObjectMapper JSON = JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();

    private static final HttpClient CLIENT = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .executor(Executors.newFixedThreadPool(2, task -> {
            var thread = new Thread(task, "http");
            thread.setDaemon(true);
            return thread;
        }))
        .build();
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
    private static final Duration FILE_MAX = Duration.ofHours(6);

    /** What came back. */
    public record Answer(int status, String body) {

        /** The body as JSON. */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new ApiException("not JSON (status " + status + "): " + body, e);
            }
        }
    }

    /** The JSON behind a path; any status but 200 is an {@link ApiException}. */
    public JsonNode get(String path) {
        Answer answer = answer(path);
        if (answer.status() != 200) {
            throw new ApiException("GET " + base + path + " answered " + answer.status() + ": " + answer.body(), null);
        }
        return answer.json();
    }

    /** Writes what is behind a path into a file, which is there when all of it is; any status but 200 is an {@link ApiException}. */
    public void download(String path, Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            var response = CLIENT.send(request(path).timeout(FILE_MAX).GET().build(), BodyHandlers.ofFile(part));
            if (response.statusCode() != 200) {
                throw new ApiException("GET " + base + path + " answered " + response.statusCode() + ": "
                        + Files.readString(part), null);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ApiException(base + path + " cannot be written into " + file + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException("interrupted while reading " + base + path, e);
        } finally {
            remove(part);
        }
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new ApiException(part + " stays behind: " + e, e);
        }
    }

    /** Whatever a GET brings. */
    public Answer answer(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, String contentType, String body) {
        return send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    /** Sends a file from the disk; the answer may take as long as reading it takes. */
    public Answer postFile(String path, String contentType, Path file) {
        String name = URLEncoder.encode(file.getFileName().toString(), StandardCharsets.UTF_8).replace("+", "%20");
        try {
            return send(request(path).timeout(FILE_MAX)
                .header("Content-Type", contentType)
                .header("Content-Disposition", "attachment; filename*=UTF-8''" + name)
                .POST(BodyPublishers.ofFile(file)));
        } catch (FileNotFoundException e) {
            throw new ApiException(file + " is not there", e);
        }
    }

    public Answer put(String path, String body) {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
    }

    /** Sends without waiting. */
    public CompletableFuture<Answer> postLater(String path, String contentType, String body) {
        return CLIENT.sendAsync(
                request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)).build(),
                ofString())
            .thenApply(response -> new Answer(response.statusCode(), response.body()));
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER_MAX);
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    private Answer send(HttpRequest.Builder builder) {
        var request = builder.build();
        try {
            var response = CLIENT.send(request, ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new ApiException(request.uri() + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException("interrupted while waiting for " + request.uri(), e);
        }
    }
}
