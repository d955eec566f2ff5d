package io.carbonflow.ledger.anchor;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
@WithTestResource(LedgerStack.class)
class AnchoringTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path directory;

    @Inject
    StepTable table;

    private final long first = ThreadLocalRandom.current().nextLong(1L << 40, 1L << 50);
    private final String name = "file." + UUID.randomUUID();
    private final GivenHeads heads = new GivenHeads();
    private final Clock now = Clock.systemUTC();
    private FileAnchor anchor;
    private Path file;

    @BeforeEach
    void anAnchor() {
        file = directory.resolve("anchors.jsonl");
        anchor = new FileAnchor(name, file, Keys.ed25519(directory.resolve("key.pem")), List.of(), now);
    }

    @Test
    void theNewestHeadIsVerifiedWithItsHistoryAndEvidenceAndOnlyNewOnesFollowEveryHour() {
        heads.put(first, 1);
        anchoring(now).turn(anchor);

        given().header("X-API-Key", TestStack.AUDITOR_KEY)
            .get("/v1/anchors?head=" + (first - 1))
            .then()
            .statusCode(200)
            .body("items.find { it.anchor == '" + name + "' }.head", equalTo(first))
            .body("items.find { it.anchor == '" + name + "' }.state", equalTo("verified"))
            .body("items.find { it.anchor == '" + name + "' }.hash", equalTo("01".repeat(32)))
            .body("items.find { it.anchor == '" + name + "' }.evidence.line", equalTo(1))
            .body("items.find { it.anchor == '" + name + "' }.history.state",
                    contains("pending", "pending", "submitted", "verified"));

        heads.put(first + 1, 2);
        heads.put(first + 2, 3);
        anchoring(now).turn(anchor);
        assertThat(table.last(name).orElseThrow().head().number()).isEqualTo(first);
        later(HOUR).turn(anchor);
        assertThat(table.last(name).orElseThrow().head().number()).isEqualTo(first + 2);
        later(HOUR.multipliedBy(2)).turn(anchor);
        assertThat(table.last(name).orElseThrow().number()).isEqualTo(4);
        assertThat(table.counts(name).get(Step.State.VERIFIED)).containsExactly(2, first + 2);
    }

    @Test
    void whatIsReadBackLaterAndIsNotThereAnyMoreFailsAndItsHistoryStays() throws IOException {
        heads.put(first, 1);
        anchoring(now).turn(anchor);
        String line = Files.readString(file);

        Files.writeString(file, line.replace("01".repeat(32), "07".repeat(32)));
        anchoring(now).turn(anchor);
        assertThat(table.last(name).orElseThrow().state()).isEqualTo(Step.State.VERIFIED);
        later(DAY.plusMinutes(1)).turn(anchor);
        assertThat(table.last(name).orElseThrow().state()).isEqualTo(Step.State.FAILED);
        assertThat(table.last(name).orElseThrow().detail()).contains("line 1 is not what its key signed");

        Files.writeString(file, line);
        later(DAY.multipliedBy(2).plusMinutes(2)).turn(anchor);
        assertThat(table.last(name).orElseThrow().state()).isEqualTo(Step.State.VERIFIED);
        assertThat(table.covering(first).stream().filter(step -> step.anchor().equals(name)).map(Step::state))
            .endsWith(Step.State.VERIFIED, Step.State.FAILED, Step.State.VERIFIED);
    }

    @Test
    void aHeadTheLedgerHoldsOtherwiseThanItWasAnchoredFails() {
        heads.put(first, 1);
        anchoring(now).turn(anchor);

        heads.put(first, 2);
        later(DAY.plusMinutes(1)).turn(anchor);

        assertThat(table.last(name).orElseThrow().state()).isEqualTo(Step.State.FAILED);
        assertThat(table.last(name).orElseThrow().detail()).startsWith("the ledger does not hold head " + first);
    }

    @Test
    void anAuthorityThatIsAwayLeavesTheHeadPendingAndSaysWhyOnce() {
        heads.put(first, 1);
        String away = "tsa." + UUID.randomUUID();
        var dead = new TimestampAnchor(away, URI.create("http://localhost:1"), directory.resolve("none.pem"), null,
                Duration.ofSeconds(5));
        var anchoring = anchoring(now);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> anchoring.turn(dead)).isInstanceOf(AnchorUnavailableException.class);
        }

        var last = table.last(away).orElseThrow();
        assertThat(last.state()).isEqualTo(Step.State.PENDING);
        assertThat(last.detail()).startsWith("localhost does not answer");
        assertThat(last.number()).isEqualTo(3); // begun, prepared, and why it does not move
    }

    @Test
    void oneProcessAtATimeWorksForAnAnchor() {
        heads.put(first, 1);
        table.lease(name, UUID.randomUUID(), now.instant(), Duration.ofMinutes(2));

        anchoring(now).turn(anchor);
        assertThat(table.last(name)).isEmpty();
        later(Duration.ofMinutes(3)).turn(anchor);
        assertThat(table.last(name).orElseThrow().state()).isEqualTo(Step.State.VERIFIED);
    }

    @Test
    void theListIsForReadersAndAsksForWholeNumbers() {
        given().get("/v1/anchors").then().statusCode(401);
        given().header("X-API-Key", TestStack.DEVICE_KEY).get("/v1/anchors").then().statusCode(403);
        given().header("X-API-Key", TestStack.VIEWER_KEY).get("/v1/anchors?head=x").then().statusCode(400);
        given().header("X-API-Key", TestStack.VIEWER_KEY).get("/v1/anchors").then().statusCode(200);
    }

    private Anchoring anchoring(Clock clock) {
        return new Anchoring(table, heads, HOUR, DAY, clock);
    }

    /** Another process, after the lease of the one before has ended. */
    private Anchoring later(Duration time) {
        return anchoring(Clock.offset(now, time.plusMinutes(3)));
    }

    private static final class GivenHeads implements SignedHeads {

        private final Map<Long, byte[]> hashes = new TreeMap<>();

        void put(long number, int each) {
            byte[] hash = new byte[32];
            Arrays.fill(hash, (byte) each);
            hashes.put(number, hash);
        }

        @Override
        public Optional<HeadToAnchor> newest() {
            return hashes.entrySet()
                .stream()
                .reduce((one, later) -> later)
                .map(head -> new HeadToAnchor(head.getKey(), head.getValue()));
        }

        @Override
        public Optional<byte[]> hashOf(long number) {
            return Optional.ofNullable(hashes.get(number));
        }
    }
}
