package io.carbonflow.local.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.api.ApiException;

/** Sends files to the gateway as they are; it reads them. */
public final class Loader {

    private static final int REFUSALS_NAMED_MAX = 20;
    private static final int ATTEMPTS = 30;
    private static final Map<String, String> TYPES = Map.of(".csv", "text/csv", ".json", "application/json", ".ndjson",
            "application/x-ndjson", ".jsonl", "application/x-ndjson", ".x12", "application/edi-x12", ".edifact",
            "application/edifact");

    private final Api gateway;

    public Loader(Api gateway) {
        this.gateway = gateway;
    }

    /** What became of a file's items; the first refusals in words. */
    public record Outcome(long accepted, long duplicates, long refused, long held, List<String> refusals) {}

    /** Sends the whole file. */
    public Outcome load(Path file) {
        if (!Files.isReadable(file)) {
            throw new ApiException(file + " is not there or cannot be read", null);
        }
        JsonNode answer = send(file);
        JsonNode counts = answer.path("counts");
        if (counts.isMissingNode()) {
            return new Outcome(0, 0, 1, 0, List.of(words(answer.path("reasons"))));
        }
        var refusals = new ArrayList<String>();
        for (JsonNode rejected : answer.path("rejected")) {
            if (refusals.size() < REFUSALS_NAMED_MAX) {
                refusals.add(words(rejected.path("reasons")));
            }
        }
        return new Outcome(counts.path("accepted").asLong(), counts.path("duplicates").asLong(),
                counts.path("rejected").asLong(), counts.path("held").asLong(), refusals);
    }

    private JsonNode send(Path file) {
        for (int attempt = 1;; attempt++) {
            Api.Answer answer = gateway.postFile("/v1/files", typeOf(file), file);
            boolean isRefused = answer.status() == 400 || answer.status() == 422;
            if (answer.status() == 202 || isRefused && answer.json().path("reasons").isArray()) {
                return answer.json();
            }
            if (answer.status() != 503 && answer.status() != 429 || attempt == ATTEMPTS) {
                throw new ApiException("the gateway answered " + answer.status() + ": " + answer.body(), null);
            }
            pause();
        }
    }

    /** By the name's ending; whatever else it is shows to the gateway. */
    private static String typeOf(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return TYPES.entrySet()
            .stream()
            .filter(type -> name.endsWith(type.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("application/octet-stream");
    }

    private static String words(JsonNode reasons) {
        var words = new ArrayList<String>();
        reasons.forEach(
                reason -> words.add(reason.path("code").asText() + " (" + reason.path("detail").asText() + ")"));
        return String.join("; ", words);
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException("interrupted", e);
        }
    }
}
