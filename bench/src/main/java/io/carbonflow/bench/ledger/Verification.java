package io.carbonflow.bench.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.carbonflow.local.bundle.BundleVerifier;
import io.carbonflow.local.bundle.MismatchException;
import io.carbonflow.local.bundle.NotABundleException;

/** How fast what is booked is recomputed: by the ledger itself, and from a bundle without it. */
final class Verification {

    /** What a bundle holds of the fleet's time. */
    private static final Duration OF_BUNDLE = Duration.ofMinutes(100);

    private final Machine machine;
    private final Instant begin;
    private final Ledgers ledgers;

    /** @param begin of the fleet's time */
    Verification(Machine machine, Instant begin, Ledgers ledgers) {
        this.machine = machine;
        this.begin = begin;
        this.ledgers = ledgers;
    }

    void run(int rounds) throws SQLException, IOException, InterruptedException, MismatchException,
            NotABundleException {
        var ledger = machine.ledger(Map.of());
        ledger.start();
        try {
            for (int round = 1; round <= rounds; round++) {
                online(ledger, round);
                offline(ledger, round);
            }
        } finally {
            ledger.close();
        }
    }

    private void online(ServiceProcess ledger, int round) throws SQLException, InterruptedException {
        var api = ledger.api(Machine.KEY);
        long began = System.nanoTime();
        String id = api.post("/v1/verifications", "application/json", "").json().path("id").asText();
        var state = api.get("/v1/verifications/" + id);
        while (state.path("state").asText().equals("pending")) {
            Thread.sleep(20);
            state = api.get("/v1/verifications/" + id);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (!state.path("state").asText().equals("verified") || state.path("entries").asLong() != ledgers.entries()) {
            throw new IllegalStateException("not verified: " + state);
        }
        System.out.printf(Locale.ROOT, "round %d  verified online   %,d entries in %.1f s: %,.0f entries/s%n", round,
                state.path("entries").asLong(), seconds, state.path("entries").asLong() / seconds);
    }

    private void offline(ServiceProcess ledger, int round) throws IOException, InterruptedException, MismatchException,
            NotABundleException {
        Path file = machine.directory().resolve("bundle.ndjson");
        long began = System.nanoTime();
        var request = HttpRequest
            .newBuilder(URI.create(ledger.api(Machine.KEY).base() + "/v1/bundle?from=" + begin + "&to="
                    + begin.plus(OF_BUNDLE)))
            .header("X-API-Key", Machine.KEY)
            .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofFile(file));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("the bundle is refused: " + Files.readString(file, UTF_8));
        }
        double exported = (System.nanoTime() - began) / 1e9;
        began = System.nanoTime();
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            var report = new BundleVerifier(in).verify(Optional.empty());
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(Locale.ROOT, "round %d  verified offline  %,d entries, %,d bytes: exported in %.1f s"
                    + " (%,.0f entries/s), verified in %.1f s (%,.0f entries/s), signed %s%n", round, report.entries(),
                    Files.size(file), exported, report.entries() / exported, seconds, report.entries() / seconds,
                    report.isSigned());
        }
        Files.delete(file);
    }
}
