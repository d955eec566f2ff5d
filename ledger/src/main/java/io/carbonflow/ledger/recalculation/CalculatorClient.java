package io.carbonflow.ledger.recalculation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.avro.AvroRuntimeException;

import io.carbonflow.contracts.avro.KeptActivity;
import io.carbonflow.contracts.avro.Recalculated;
import io.carbonflow.contracts.avro.RecalculationAnswer;
import io.carbonflow.contracts.avro.RecalculationRequest;
import io.carbonflow.ledger.jobs.JobWaitsException;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Asks the calculator what activities come to. Blocking; for the threads of jobs and of requests. */
@ApplicationScoped
class CalculatorClient {

    private static final String AVRO = "application/avro";
    /** Half of what the calculator takes, whatever the members around the texts weigh. */
    private static final int CONTENT_BYTES_MAX = 8 * 1024 * 1024;

    private final URI address;
    private final CalculatorConfig config;
    private final HttpClient client;

    CalculatorClient(CalculatorConfig config) {
        this.config = config;
        this.address = URI.create(config.url().toString().replaceAll("/+$", "") + "/v1/recalculate");
        this.client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.requestTimeout())
            .build();
    }

    /**
     * What the activities of a request come to, in their order.
     *
     * @throws ProblemException  422 where it chooses what there is not
     * @throws JobWaitsException where the calculator does not answer
     */
    List<Recalculated> ask(RecalculationRequest request) {
        var outcomes = new ArrayList<Recalculated>();
        var next = new ArrayList<KeptActivity>();
        long bytes = 0;
        for (KeptActivity activity : request.getActivities()) {
            long more = activity.getContent().getBytes(UTF_8).length;
            if (!next.isEmpty() && bytes + more > CONTENT_BYTES_MAX) {
                outcomes.addAll(send(request, next));
                next.clear();
                bytes = 0;
            }
            next.add(activity);
            bytes += more;
        }
        outcomes.addAll(send(request, next));
        return outcomes;
    }

    private List<Recalculated> send(RecalculationRequest request, List<KeptActivity> activities) {
        try {
            var whole = RecalculationRequest.newBuilder(request).setActivities(activities).build();
            ByteBuffer body = RecalculationRequest.getEncoder().encode(whole);
            byte[] bytes = new byte[body.remaining()];
            body.get(bytes);
            var post = HttpRequest.newBuilder(address)
                .timeout(config.requestTimeout())
                .header("Content-Type", AVRO)
                .header("Accept", AVRO)
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
            config.apiKey().ifPresent(key -> post.header("Authorization", "Bearer " + key));
            var answer = client.send(post.build(), HttpResponse.BodyHandlers.ofByteArray());
            return outcomes(answer, activities.size());
        } catch (IOException e) {
            throw new JobWaitsException("the calculator does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobWaitsException("interrupted while asking the calculator", e);
        }
    }

    private static List<Recalculated> outcomes(HttpResponse<byte[]> answer, int activities) throws IOException {
        if (answer.statusCode() == 422) {
            throw ProblemException.rejected(reasons(answer.body()));
        }
        if (answer.statusCode() != 200) {
            throw new JobWaitsException("the calculator answers with status " + answer.statusCode(), null);
        }
        try {
            var outcomes = RecalculationAnswer.getDecoder().decode(answer.body()).getOutcomes();
            if (outcomes.size() == activities) {
                return outcomes;
            }
            throw new JobWaitsException(
                    "the calculator answers for " + outcomes.size() + " activities of " + activities,
                    null);
        } catch (AvroRuntimeException e) {
            throw new JobWaitsException("the calculator answers in another release's form", e);
        }
    }

    private static List<ProblemReason> reasons(byte[] problem) {
        var reasons = new ArrayList<ProblemReason>();
        try {
            JsonArray stated = new JsonObject(new String(problem, UTF_8)).getJsonArray("reasons", new JsonArray());
            for (int i = 0; i < stated.size(); i++) {
                JsonObject reason = stated.getJsonObject(i);
                reasons.add(new ProblemReason(reason.getString("code"), reason.getString("field"),
                        reason.getString("detail")));
            }
        } catch (DecodeException | ClassCastException e) {
            throw new JobWaitsException("the calculator answers with status 422 and no reasons", e);
        }
        return reasons;
    }
}
