package io.carbonflow.calculator.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.accounting.receipt.CanonicalJson;
import io.carbonflow.calculator.SnapshotServer;

class EditionsReaderTest {

    private static final String CSV = SnapshotServer.FIRST_EDITION;
    private static final String OTHER_CSV = CSV.replace("0.4", "0.5");

    private final EditionsReader reader = new EditionsReader(() -> {});

    @Test
    void aTenantsEditionStandsInPlaceOfTheShippedOneOfItsId() throws SnapshotUnavailableException {
        // When
        EditionsSnapshot read = reader.read(served(edition("", "2025.1", CSV), edition("demo", "2025.1", OTHER_CSV)),
                Optional.empty());

        // Then
        assertThat(read.forTenant("demo").editions()).singleElement()
            .satisfies(published -> assertThat(published.edition().sha256()).isEqualTo(digest(OTHER_CSV)));
        assertThat(read.forTenant("other").editions()).singleElement()
            .satisfies(published -> assertThat(published.edition().sha256()).isEqualTo(digest(CSV)));
    }

    @Test
    void whatDidNotChangeIsTakenFromWhatIsHeld() throws SnapshotUnavailableException {
        // Given
        EditionsSnapshot held = reader.read(served(edition("", "2025.1", CSV), edition("demo", "own", OTHER_CSV)),
                Optional.empty());

        // When
        EditionsSnapshot read = reader.read(served(edition("", "2025.1", CSV), edition("demo", "own", OTHER_CSV),
                edition("other", "theirs", OTHER_CSV)), Optional.of(held));

        // Then
        assertThat(read.shipped()).isSameAs(held.shipped());
        assertThat(read.forTenant("demo")).isSameAs(held.forTenant("demo"));
        assertThat(read.forTenant("other").editions()).hasSize(2);
    }

    @Test
    void anEditionThatIsNotTheOneNamedRefusesTheSnapshot() {
        Map<String, Object> forged = Map.of("id", "2025.1", "tenant", "", "published_at", "2025-01-01T00:00:00Z",
                "sha256", digest(CSV), "csv", OTHER_CSV);

        assertThatThrownBy(() -> reader.read(served(forged), Optional.empty()))
            .isInstanceOf(SnapshotUnavailableException.class)
            .hasMessageContaining("digest");
    }

    private static Map<String, Object> edition(String tenant, String id, String csv) {
        return Map.of("id", id, "tenant", tenant, "published_at", "2025-01-01T00:00:00Z", "sha256", digest(csv), "csv",
                csv);
    }

    @SafeVarargs
    private static byte[] served(Map<String, Object>... editions) {
        return CanonicalJson.write(Map.of("etag", "e", "editions", List.of(editions))).getBytes(UTF_8);
    }

    private static String digest(String csv) {
        return FactorEditionCsv.sha256(csv.getBytes(UTF_8));
    }
}
