package io.carbonflow.gateway.enrichment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.intake.json.JsonItems;

/** Asks one ERP for documents. Waits for the answer; of several threads each asks for its own. */
final class ErpClient {

    private static final Duration TOKEN_MARGIN = Duration.ofSeconds(30);
    private static final long TOKEN_SECONDS_USUAL = 300;
    /** What is asked for with a document, as {@link ErpPaths} says. */
    private static final List<String> LINES = List.of("to_PurchaseOrderItem", "_PurchaseOrderItem",
            "to_SuplrInvcItemPurOrdRef", "to_SupplierInvoiceItemGLAcct", "lines");

    private final ErpConnection connection;
    private final URI base;
    private final Clock clock;
    private final HttpClient http;
    private String token;
    private Instant tokenEnds = Instant.MIN;

    ErpClient(ErpConnection connection, URI base, Clock clock) {
        this.connection = connection;
        this.base = base;
        this.clock = clock;
        http = HttpClient.newBuilder()
            .connectTimeout(connection.timeout())
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    }

    Answer ask(WantedDocument wanted) {
        try {
            HttpRequest.Builder request = HttpRequest
                .newBuilder(base.resolve(ErpPaths.of(wanted, connection.odataVersion())))
                .timeout(connection.timeout())
                .header("Accept", "application/json")
                .GET();
            String authorization = authorization();
            if (authorization != null) {
                request.header("Authorization", authorization);
            }
            return answer(send(request.build()), wanted);
        } catch (IOException | TimeoutException e) {
            // The message may name hosts and nothing else; it is for our own people.
            return new Answer.Failed("does not answer (" + e.getClass().getSimpleName() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Failed("was not asked to the end: the gateway stops");
        }
    }

    private Answer answer(Received received, WantedDocument wanted) {
        int status = received.status;
        if (status == 401 || status == 403) {
            forgetToken();
            return new Answer.Refused("answers " + status + ": our credentials are not enough");
        }
        if (status == 404 || status == 410) {
            return new Answer.Refused("answers " + status + ": it does not know the document " + wanted.number());
        }
        if (status != 200) {
            return new Answer.Failed("answers " + status);
        }
        if (received.body == null) {
            return new Answer.Failed("answers with more than " + connection.answerBytesMax() + " bytes");
        }
        JsonNode json = object(received.body);
        if (json == null) {
            return new Answer.Failed("answers 200 with something that is no JSON object");
        }
        return isEmpty(json)
                ? new Answer.Refused("answers without the document " + wanted.number() + ": it does not know it yet")
                : new Answer.Document(received.body);
    }

    /** @param body null where it is too large */
    private record Received(int status, byte[] body) {}

    /** The client's own timeout ends with the headers; a body that trickles in has to end, too. */
    private Received send(HttpRequest request) throws IOException, InterruptedException, TimeoutException {
        CompletableFuture<HttpResponse<InputStream>> asked = http.sendAsync(request, BodyHandlers.ofInputStream());
        CompletableFuture<Received> read = asked.thenApplyAsync(this::read);
        try {
            return read.get(connection.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooSlow) {
            asked.thenAccept(ErpClient::close);
            asked.cancel(true);
            throw tooSlow;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private Received read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(connection.answerBytesMax() + 1);
            return new Received(response.statusCode(), bytes.length > connection.answerBytesMax() ? null : bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void close(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException alreadyGone) {
            // nothing is left to be closed
        }
    }

    private String authorization() throws IOException, InterruptedException, TimeoutException {
        if (connection.username().isPresent()) {
            String both = connection.username().get() + ':' + connection.password().orElse("");
            return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8));
        }
        if (connection.token().isPresent()) {
            return "Bearer " + connection.token().get();
        }
        return connection.tokenUrl().isPresent() ? "Bearer " + clientToken() : null;
    }

    private synchronized void forgetToken() {
        tokenEnds = Instant.MIN;
    }

    private synchronized String clientToken() throws IOException, InterruptedException, TimeoutException {
        if (clock.instant().isBefore(tokenEnds)) {
            return token;
        }
        String form = "grant_type=client_credentials"
                + connection.scope().map(scope -> "&scope=" + encode(scope)).orElse("");
        String client = connection.clientId().orElse("") + ':' + connection.clientSecret().orElse("");
        Received received = send(HttpRequest.newBuilder(connection.tokenUrl().get())
            .timeout(connection.timeout())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(client.getBytes(UTF_8)))
            .POST(BodyPublishers.ofString(form))
            .build());
        JsonNode json = received.status == 200 && received.body != null ? object(received.body) : null;
        if (json == null || !json.path("access_token").isTextual()) {
            throw new IOException("the token service answers " + received.status);
        }
        token = json.get("access_token").textValue();
        tokenEnds = clock.instant()
            .plusSeconds(json.path("expires_in").asLong(TOKEN_SECONDS_USUAL))
            .minus(TOKEN_MARGIN);
        return token;
    }

    /** A query that found nothing is answered with 200; so is a document whose lines are not there yet. */
    private static boolean isEmpty(JsonNode json) {
        JsonNode inner = json.has("d") ? json.get("d") : json;
        for (String collection : List.of("results", "value", "items")) {
            inner = inner.path(collection).isArray() ? inner.get(collection).path(0) : inner;
        }
        if (!inner.isObject() || inner.isEmpty()) {
            return true;
        }
        JsonNode document = inner;
        return LINES.stream().anyMatch(document::has) && LINES.stream().allMatch(name -> isNone(document.path(name)));
    }

    private static boolean isNone(JsonNode lines) {
        JsonNode rows = lines;
        for (String collection : List.of("results", "value", "items")) {
            rows = rows.path(collection).isArray() ? rows.get(collection) : rows;
        }
        return !rows.isArray() || rows.isEmpty();
    }

    /** Null where the bytes are no JSON object. */
    private static JsonNode object(byte[] bytes) {
        JsonItems items = JsonItems.ofDocument(bytes);
        JsonNode json = items.several() || items.items().isEmpty() ? null : items.items().get(0).json();
        return json != null && json.isObject() ? json : null;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
