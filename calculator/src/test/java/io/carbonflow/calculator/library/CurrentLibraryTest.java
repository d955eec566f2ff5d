package io.carbonflow.calculator.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.calculator.SnapshotServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class CurrentLibraryTest {

    private final SnapshotServer server = new SnapshotServer();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
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
        await().untilAsserted(() -> assertThat(library.failures()).hasSize(2)
            .allSatisfy(failure -> assertThat(failure).contains("does not answer")));
        assertThat(library.library()).isEmpty();
    }

    @Test
    void loadsWhatIsServedAndKeepsTryingUntilThen() {
        // Given: an edition with a row that cannot be read
        server.start();
        server.serve("2025.1", SnapshotServer.HEADER + "broken\n");
        load(server.url());
        await().untilAsserted(() -> assertThat(library.failures()).singleElement()
            .asString()
            .contains("unreadable rows"));

        // When
        server.serve("2025.1", SnapshotServer.FIRST_EDITION);

        // Then
        await().untilAsserted(() -> assertThat(library.failures()).isEmpty());
        assertThat(factors("demo").editions()).singleElement()
            .satisfies(published -> assertThat(published.edition().factors()).hasSize(4));
    }

    @Test
    void loadsAnAnnouncedEditionAndNothingForOneItHas() {
        // Given
        server.start();
        load(server.url());
        await().untilAsserted(() -> assertThat(library.library()).isPresent());
        int requests = server.requests();

        // When
        library.announceEdition("", "2025.1");
        server.serve("2025.2", SnapshotServer.FIRST_EDITION);
        library.announceEdition("", "2025.2");

        // Then
        await().untilAsserted(() -> assertThat(library.editions().orElseThrow().has("", "2025.2")).isTrue());
        assertThat(server.requests()).isEqualTo(requests + 1);
    }

    @Test
    void keepsTheLastGoodLibraryWhenANewOneIsBroken() {
        // Given
        server.start();
        load(server.url());
        await().untilAsserted(() -> assertThat(library.library()).isPresent());

        // When
        server.serve("2025.2", "no,header\n");
        library.announceEdition("", "2025.2");

        // Then
        await().untilAsserted(() -> assertThat(library.failures()).isNotEmpty());
        assertThat(factors("demo").editions()).hasSize(1);
    }

    @Test
    void givesATenantsEditionToNobodyElseAndLeavesTheirsTheSameObject() {
        // Given
        loaded();
        TenantLibrary before = of("other");

        // When
        server.serve("demo", "own.1", SnapshotServer.FIRST_EDITION);
        library.announceEdition("demo", "own.1");

        // Then
        await().untilAsserted(() -> assertThat(factors("demo").editions()).extracting(published -> published.edition()
            .id()).containsExactly("own.1", "2025.1"));
        assertThat(of("other")).isSameAs(before);
    }

    @Test
    void aTenantsBrokenEditionKeepsNobodyFromTheirs() {
        // Given
        loaded();

        // When
        server.serve("demo", "own.1", "no,header\n");
        server.serve("other", "own.2", SnapshotServer.FIRST_EDITION);
        library.announceEdition("other", "own.2");

        // Then
        await().untilAsserted(() -> assertThat(factors("other").editions()).hasSize(2));
        assertThat(factors("demo").editions()).hasSize(1);
        assertThat(metrics.counter("carbonflow.calculator.editions.unreadable").count()).isPositive();
    }

    @Test
    void usesAChangedDocumentWithoutAnAnnouncement() {
        // Given
        server.start();
        load(server.url(), Duration.ofMillis(20));
        await().untilAsserted(() -> assertThat(library.library()).isPresent());
        TenantLibrary other = of("other");
        assertThat(of("demo").rules().policy().gwpSet()).isEqualTo(GwpSet.AR6);

        // When
        server.document("demo", "policy", "policy", 1, "{\"gwp_set\": \"AR4\"}");

        // Then
        await().untilAsserted(() -> assertThat(of("demo").rules().policy().gwpSet()).isEqualTo(GwpSet.AR4));
        assertThat(of("demo").rules().policy().version()).isEqualTo(1);
        assertThat(of("other")).isSameAs(other);
    }

    @Test
    void usesAnAnnouncedDocumentAtOnce() {
        // Given
        loaded();

        // When
        server.document("demo", "policy", "policy", 1, "{\"gwp_set\": \"AR5\"}");
        library.announceDocument("demo", "policy", "policy", 1);

        // Then
        await().untilAsserted(() -> assertThat(of("demo").rules().policy().gwpSet()).isEqualTo(GwpSet.AR5));
    }

    @Test
    void passesOverWhatItCannotReadAndKeepsWhatWasInItsPlace() {
        // Given
        loaded();
        server.document("demo", "policy", "policy", 1, "{\"gwp_set\": \"AR5\"}");
        library.announceDocument("demo", "policy", "policy", 1);
        await().untilAsserted(() -> assertThat(of("demo").rules().policy().version()).isEqualTo(1));

        // When: a document of a newer release than this, one of a kind of the future, and one that is right
        server.withdraw("demo", "policy", "policy", 1);
        server.document("demo", "policy", "policy", 2, "{\"gwp_set\": \"AR9\"}");
        server.document("demo", "weather", "weather", 1, "{}");
        server.document("other", "policy", "policy", 3, "{\"gwp_set\": \"AR4\"}");
        library.announceDocument("other", "policy", "policy", 3);

        // Then
        await().untilAsserted(() -> assertThat(of("other").rules().policy().gwpSet()).isEqualTo(GwpSet.AR4));
        assertThat(of("demo").rules().policy().version()).isEqualTo(1);
        assertThat(metrics.counter("carbonflow.calculator.documents.unreadable").count()).isEqualTo(2);
        assertThat(metrics.get("carbonflow.calculator.documents").gauge().value()).isEqualTo(2);
    }

    private void loaded() {
        server.start();
        load(server.url());
        await().untilAsserted(() -> assertThat(library.library()).isPresent());
    }

    private TenantLibrary of(String tenant) {
        return library.library().orElseThrow().forTenant(tenant);
    }

    private FactorLibrary factors(String tenant) {
        return of(tenant).factors();
    }

    private void load(URI address) {
        load(address, Duration.ofMinutes(10));
    }

    private void load(URI address, Duration documentsCheckEvery) {
        library = new CurrentLibrary(new Settings(address, documentsCheckEvery), metrics, Clock.systemUTC());
        library.start(null);
    }

    private record Settings(URI url, Duration documentsCheckEvery) implements FactorsConfig {

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

        @Override
        public int tenantsMax() {
            return 10;
        }
    }
}
