package io.carbonflow.local.load;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.api.ApiException;

/** Sends the items of a file in batches; the answer to each is counted. */
public final class Loader {

    private static final int ITEMS_PER_REQUEST = 500;
    private static final int CHARACTERS_PER_REQUEST = 4_000_000;
    private static final int REFUSALS_NAMED_MAX = 20;
    private static final int ATTEMPTS = 30;

    private final Api gateway;

    public Loader(Api gateway) {
        this.gateway = gateway;
    }

    /** What became of a file's items; the first refusals in words. */
    public record Outcome(long accepted, long duplicates, long refused, List<String> refusals) {}

    /** Sends the whole file. */
    public Outcome load(ActivityFile file) {
        long accepted = 0;
        long duplicates = 0;
        long refused = 0;
        long line = 0;
        var refusals = new ArrayList<String>();
        Iterator<String> items = file.items();
        while (items.hasNext()) {
            List<String> batch = batch(items);
            JsonNode answer = send(String.join("\n", batch) + "\n");
            accepted += answer.path("accepted").size();
            duplicates += answer.path("duplicates").size();
            for (JsonNode rejected : answer.path("rejected")) {
                refused++;
                if (refusals.size() < REFUSALS_NAMED_MAX) {
                    refusals.add("item " + (line + rejected.path("index").asLong() + 1) + ": "
                            + words(rejected.path("reasons")));
                }
            }
            line += batch.size();
        }
        return new Outcome(accepted, duplicates, refused, refusals);
    }

    private static List<String> batch(Iterator<String> items) {
        var batch = new ArrayList<String>();
        int characters = 0;
        while (items.hasNext() && batch.size() < ITEMS_PER_REQUEST && characters < CHARACTERS_PER_REQUEST) {
            String item = items.next();
            characters += item.length();
            batch.add(item);
        }
        return batch;
    }

    private JsonNode send(String body) {
        for (int attempt = 1;; attempt++) {
            Api.Answer answer = gateway.post("/v1/activities", "application/x-ndjson", body);
            if (answer.status() == 202) {
                return answer.json();
            }
            if (answer.status() == 422) {
                return single(answer.json());
            }
            if (answer.status() != 503 && answer.status() != 429 || attempt == ATTEMPTS) {
                throw new ApiException("the gateway answered " + answer.status() + ": " + answer.body(), null);
            }
            pause();
        }
    }

    /** A single refused item is answered with its problem; seen as a batch it is one rejection. */
    private static JsonNode single(JsonNode problem) {
        var answer = Api.JSON.createObjectNode();
        answer.putArray("rejected").addObject().put("index", 0).set("reasons", problem.path("reasons"));
        return answer;
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
