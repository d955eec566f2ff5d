package io.carbonflow.intake.contract;

import static io.carbonflow.intake.contract.Samples.CONFIG;
import static io.carbonflow.intake.contract.Samples.RECEIVED_AT;
import static io.carbonflow.intake.contract.Samples.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.intake.document.DocumentKinds;
import io.carbonflow.intake.document.DocumentText;
import io.carbonflow.intake.document.IntakeDocument;
import io.carbonflow.intake.document.ShippedDocuments;

/**
 * Every version of a contract that ever shipped lies under {@code src/test/resources/history/contract/<id>/<n>.json} and
 * stays there: senders were built against it, and what it took is taken for good.
 */
class ContractHistoryTest {

    private static final Path HISTORY = Path.of("src/test/resources/history/contract");

    /** For each kind what asks the most of a contract: as little as is allowed, and as much. */
    private static final Map<String, List<String>> TAKEN = Map.of(
            "energy",
            List.of("""
                    {"id":"1","kind":"energy","activity":"electricity.grid","quantity":0,"unit":"kWh",
                     "occurred_at":"1990-01-01T00:00:00Z","source_id":"m"}""",
                    """
                            {"id":"2","kind":"energy","activity":"fuel.natural_gas","quantity":"999999999999999.9999","unit":"m3",
                             "period_start":"2024-01-01T00:00:00Z","period_end":"2025-01-01T00:00:00Z","source_id":"m",
                             "data_quality":"imputed"}"""),
            "logistics",
            List.of("""
                    {"id":"3","kind":"logistics","activity":"freight.road.hgv","quantity":1,"unit":"t.km",
                     "occurred_at":"2025-11-03T09:00:00Z","source_id":"t"}""",
                    """
                            {"id":"4","kind":"logistics","activity":"freight.sea.container","occurred_at":"2025-11-03T09:00:00Z",
                             "source_id":"t","attributes":{"mass":1,"mass_unit":"kg","distance":1,"distance_unit":"km"}}"""),
            "procurement", List.of("""
                    {"id":"5","kind":"procurement","activity":"spend.naics.334111","quantity":"0.01","unit":"EUR",
                     "occurred_at":"2025-11-03T09:00:00Z","source_id":"e"}"""),
            "supplier", List.of("""
                    {"id":"6","kind":"supplier","activity":"waste.landfill","quantity":1,"unit":"t",
                     "occurred_at":"2025-11-03T09:00:00Z","source_id":"s","data_quality":"calculated"}"""));

    static Stream<Path> released() throws IOException {
        try (var files = Files.walk(HISTORY)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    private static ObjectNode document(Path file) {
        try {
            return DocumentText.parse(Files.readString(file, UTF_8)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TenantContract contract(String id, ObjectNode body) {
        return TenantContract.of(new IntakeDocument("", DocumentKinds.CONTRACT, id, 1, body));
    }

    private static ObjectNode shipped(String id) {
        return ShippedDocuments.all()
            .stream()
            .filter(document -> document.kind().equals(DocumentKinds.CONTRACT) && document.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new AssertionError("contract " + id + " ships no more, and senders keep to it"))
            .body();
    }

    private static boolean takes(TenantContract contract, JsonNode item) {
        Verdict verdict = new ContractBook(List.of(contract)).examine(new ActivityContract(CONFIG).examine(item,
                RECEIVED_AT), new Circumstances("rest", RECEIVED_AT, null));
        return verdict instanceof Verdict.Accepted;
    }

    private static boolean takesAllThat(String id, TenantContract before, TenantContract now) {
        return TAKEN.get(id)
            .stream()
            .map(Samples::json)
            .filter(item -> takes(before, item))
            .allMatch(
                    item -> takes(now, item));
    }

    @ParameterizedTest
    @MethodSource("released")
    void whatAReleasedContractTookIsTakenToday(Path file) {
        String id = file.getParent().getFileName().toString();

        assertThat(TAKEN.get(id)).allMatch(item -> takes(contract(id, document(file)), json(item)));
        assertThat(takesAllThat(id, contract(id, document(file)), contract(id, shipped(id)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"energy", "logistics", "procurement", "supplier"})
    void whatShipsIsItsNewestReleasedVersion(String id) throws IOException {
        ObjectNode present = shipped(id);

        assertThat(document(HISTORY.resolve(id).resolve(present.path("version").asInt() + ".json")))
            .as("a changed contract is a version more, in the history too")
            .isEqualTo(present);
        assertThat(released().filter(file -> file.getParent().endsWith(id))).hasSize(present.path("version").asInt());
    }

    @Test
    void aContractThatBecameStricterWouldBeNoticed() {
        // The check itself is checked.
        ObjectNode present = shipped("energy");
        for (String stricter : List.of("{'require':['country']}", "{'units':['kWh']}",
                "{'activities':['electricity.*']}",
                "{'ranges':[{'min':1}]}", "{'ranges':[{'max':999999999999999}]}", "{'cadence':'P30D'}",
                "{'quality':{'max_age':'P365D'}}", "{'quality':{'data_quality':['measured']}}")) {
            ObjectNode changed = DocumentText.parse(stricter.replace('\'', '"')).orElseThrow();

            assertThat(takesAllThat("energy", contract("energy", present), contract("energy", changed))).as(stricter)
                .isFalse();
        }
    }
}
