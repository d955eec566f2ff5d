package io.carbonflow.query;

import static io.carbonflow.query.Api.STACK;
import static io.carbonflow.query.Booking.aBooking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.carbonflow.contracts.Topics;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(QueryStack.class)
class StreamTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource("/v1/stream")
    URI address;

    @Test
    void tellsATenantWhatIsBookedForItAndNothingElse() {
        // Given
        var ours = listen(TestStack.API_KEY);
        var theirs = listen(TestStack.OTHER_API_KEY);
        awaitHello(ours);
        awaitHello(theirs);
        var booking = aBooking();
        var alternative = aBooking().alternative();
        var foreign = aBooking().tenant(TestStack.OTHER_TENANT);

        // When
        announce(booking, alternative, foreign);

        // Then
        await().untilAsserted(() -> assertThat(idsIn(ours)).contains(booking.id().toString()));
        await().untilAsserted(() -> assertThat(idsIn(theirs)).contains(foreign.id().toString()));
        assertThat(idsIn(ours)).doesNotContain(foreign.id().toString(), alternative.id().toString());
        assertThat(idsIn(theirs)).doesNotContain(booking.id().toString());
        assertThat(String.join("", ours)).contains("\"kg_co2e\":480.459960");
    }

    @Test
    void countsWhatItDoesNotList() {
        // Given
        var lines = listen(TestStack.API_KEY);
        awaitHello(lines);
        var bookings = new Booking[300];
        for (int i = 0; i < bookings.length; i++) {
            bookings[i] = aBooking();
        }

        // When
        announce(bookings);

        // Then
        await().untilAsserted(() -> assertThat(updatesIn(lines).stream()
            .mapToLong(one -> one.get("booked").asLong())
            .sum()).isGreaterThanOrEqualTo(300));
        assertThat(updatesIn(lines)).allSatisfy(update -> {
            assertThat(update.get("entries")).hasSizeLessThanOrEqualTo(20);
            assertThat(update.get("omitted").asLong())
                .isEqualTo(update.get("booked").asLong() - update.get("entries").size());
        });
    }

    @Test
    void isForThoseWhoMayRead() throws Exception {
        for (var expected : List.of(List.of("", 401), List.of(TestStack.DEVICE_KEY, 403))) {
            var request = HttpRequest.newBuilder(address).header("X-API-Key", (String) expected.get(0)).build();
            assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(expected.get(1));
        }
    }

    private List<String> listen(String key) {
        var lines = new CopyOnWriteArrayList<String>();
        var request = HttpRequest.newBuilder(address).header("Authorization", "Bearer " + key).build();
        CompletableFuture<Void> unused = HttpClient.newHttpClient()
            .sendAsync(request, HttpResponse.BodyHandlers.ofLines())
            .thenAccept(response -> response.body().forEach(lines::add));
        assertThat(unused).isNotCancelled();
        return lines;
    }

    /** The stream is open and reads the feed from here on. */
    private static void awaitHello(List<String> lines) {
        await().until(() -> lines.stream().anyMatch(line -> line.contains("\"live\":true")));
    }

    private static void announce(Booking... bookings) {
        try (var probe = new TopicProbe(STACK)) {
            for (Booking booking : bookings) {
                probe.write(Topics.LEDGER_BOOKED, booking.key(), booking.announcement());
            }
        }
    }

    private static List<JsonNode> updatesIn(List<String> lines) {
        return lines.stream()
            .filter(line -> line.startsWith("data:"))
            .map(line -> read(line.substring(5)))
            .filter(update -> update.get("booked").asLong() > 0)
            .toList();
    }

    private static List<String> idsIn(List<String> lines) {
        return updatesIn(lines).stream()
            .flatMap(update -> update.get("entries").findValuesAsText("id").stream())
            .toList();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
