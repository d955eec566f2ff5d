package io.carbonflow.ledger.anchor;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts to one address and reads the whole answer, within a time and a size. */
final class HttpPost {

    private static final int ANSWER_BYTES_MAX = 4 * 1024 * 1024;

    private final URI url;
    private final Duration timeout;
    private final HttpClient client;

    HttpPost(URI url, Duration timeout) {
        this.url = url;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    }

    /**
     * The body of the answer, which has the status 200.
     *
     * @throws AnchorUnavailableException where there is none; the address may hold a key and is named by its host alone
     */
    byte[] send(byte[] body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(url).timeout(timeout).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        var answer = client.sendAsync(request.build(), head -> new LimitedBody(ANSWER_BYTES_MAX));
        try {
            var response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new AnchorUnavailableException(url.getHost() + " answers with status " + response.statusCode());
            }
            return response.body();
        } catch (ExecutionException e) {
            throw new AnchorUnavailableException(url.getHost() + " does not answer: " + e.getCause(), e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new AnchorUnavailableException(url.getHost() + " does not answer within " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            throw new AnchorUnavailableException("interrupted while asking " + url.getHost(), e);
        }
    }
}
