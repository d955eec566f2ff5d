package io.carbonflow.calculator.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.calculator.SnapshotServer;

class CurrentLibraryTest {

    private final SnapshotServer server = new SnapshotServer();
    private CurrentLibrary library;

    @AfterEach
    void stop() {
        library.stop(null);
    }

    @Test
    void isEmptyAndSaysWhyUntilTheFactorServiceAnswers() {
        // Given: an address at which nobody listens
        server.start();
        URI address = server.url();
        server.stop();

        // When
        load(address);

        // Then
        await().untilAsserted(() -> assertThat(library.failure()).hasValueSatisfying(failure -> assertThat(failure)
            .contains("does not answer")));
        assertThat(library.factors()).isEmpty();
    }

    @Test
    void loadsWhatIsServedAndKeepsTryingUntilThen() {
        // Given: an edition with a row that cannot be read
        server.start();
        server.serve("2025.1", SnapshotServer.HEADER + "broken\n");
        load(server.url());
        await().untilAsserted(() -> assertThat(library.failure()).hasValueSatisfying(failure -> assertThat(failure)
            .contains("unreadable rows")));

        // When
        server.serve("2025.1", SnapshotServer.FIRST_EDITION);

        // Then
        await().untilAsserted(() -> assertThat(library.failure()).isEmpty());
        assertThat(library.factors().orElseThrow().editions()).singleElement()
            .satisfies(published -> assertThat(published.edition().factors()).hasSize(4));
    }

    @Test
    void loadsAnAnnouncedEditionAndNothingForOneItHas() {
        // Given
        server.start();
        load(server.url());
        await().untilAsserted(() -> assertThat(library.factors()).isPresent());
        int requests = server.requests();

        // When
        library.announce("2025.1");
        server.serve("2025.2", SnapshotServer.FIRST_EDITION);
        library.announce("2025.2");

        // Then
        await().untilAsserted(() -> assertThat(library.snapshot().orElseThrow().has("2025.2")).isTrue());
        assertThat(server.requests()).isEqualTo(requests + 1);
    }

    @Test
    void keepsTheLastGoodLibraryWhenANewOneIsBroken() {
        // Given
        server.start();
        load(server.url());
        await().untilAsserted(() -> assertThat(library.factors()).isPresent());

        // When
        server.serve("2025.2", "no,header\n");
        library.announce("2025.2");

        // Then
        await().untilAsserted(() -> assertThat(library.failure()).isPresent());
        assertThat(library.factors().orElseThrow().editions()).hasSize(1);
    }

    private void load(URI address) {
        library = new CurrentLibrary(new Settings(address));
        library.start(null);
    }

    private record Settings(URI url) implements FactorsConfig {

        @Override
        public Optional<String> apiKey() {
            return Optional.empty();
        }

        @Override
        public Duration requestTimeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration retryDelay() {
            return Duration.ofMillis(20);
        }

        @Override
        public Duration checkEvery() {
            return Duration.ofMinutes(10);
        }
    }
}
