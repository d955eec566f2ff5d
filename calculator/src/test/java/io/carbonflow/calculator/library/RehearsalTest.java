package io.carbonflow.calculator.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.carbonflow.accounting.factor.FactorEditionCsv;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.PublishedEdition;
import io.carbonflow.calculator.SnapshotServer;
import io.carbonflow.rules.RuleBook;

class RehearsalTest {

    @Test
    void findsFiguresForWhatTheLibraryHasFactorsOf() {
        // Given: factors of electricity, of road freight, of steel in dollars and of diesel
        var edition = FactorEditionCsv.read("2025.1", SnapshotServer.FIRST_EDITION.getBytes(StandardCharsets.UTF_8))
            .fold(FactorEditionCsv.Read::edition, unreadable -> {
                throw new IllegalStateException(unreadable.badRows().toString());
            });
        var library = Library.of(FactorLibrary.of(List.of(new PublishedEdition(edition, Instant.EPOCH))),
                RuleBook.shipped());

        // When
        int calculated = Rehearsal.with(library);

        // Then: electricity by the factor, electricity by the intensity it carries, and freight
        assertThat(calculated).isEqualTo(3);
    }

    @Test
    void goesThroughWithoutAnyFactor() {
        var library = Library.of(FactorLibrary.of(List.of()), RuleBook.shipped());

        // electricity by the intensity it carries
        assertThat(Rehearsal.with(library)).isEqualTo(1);
    }
}
