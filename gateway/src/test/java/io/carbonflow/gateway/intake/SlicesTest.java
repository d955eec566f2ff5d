package io.carbonflow.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.platform.messaging.OutgoingRecord;

class SlicesTest {

    private static final int MEGABYTE = 1024 * 1024;

    /** What was asked to be sent, and the answers that are waited for. */
    private final List<List<OutgoingRecord>> sent = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<List<Integer>>> answers = new CopyOnWriteArrayList<>();

    private CompletableFuture<List<Integer>> send(List<OutgoingRecord> slice) {
        var answer = new CompletableFuture<List<Integer>>();
        answers.add(answer);
        sent.add(slice);
        return answer;
    }

    private static Records.Prepared prepare(Examined item) {
        boolean isDead = item.verdict() instanceof Verdict.Refused;
        return new Records.Prepared(new OutgoingRecord(isDead ? Topics.DEAD_INTAKE : Topics.RAW_CONTEXT, null,
                new RecordKey("demo", "s"), "c", Instant.EPOCH, item.bytes()), isDead ? "letter" : null);
    }

    private Slices slices(int... itemBytes) {
        return new Slices(IntStream.range(0, itemBytes.length)
            .mapToObj(i -> new Examined(i, new byte[itemBytes[i]], new Verdict.Context("e" + i, "s", "context")))
            .toList(), SlicesTest::prepare, this::send);
    }

    private List<Integer> sizes() {
        return sent.stream().map(List::size).collect(Collectors.toList());
    }

    @Test
    void noMoreThanAboutFourMegabytesAreOnTheirWayAtOnce() {
        var done = slices(MEGABYTE, MEGABYTE, MEGABYTE, MEGABYTE, MEGABYTE, 10).send().toCompletableFuture();

        assertThat(sizes()).containsExactly(4);
        answers.get(0).complete(List.of());
        await().untilAsserted(() -> assertThat(sizes()).containsExactly(4, 2));
        assertThat(done).isNotDone();
        answers.get(1).complete(List.of());
        await().untilAsserted(() -> assertThat(done).isCompleted());
    }

    @Test
    void whatFailsLeavesTheRestUnsentAndTheDeliveryUnacknowledged() {
        var done = slices(3 * MEGABYTE, 3 * MEGABYTE, 3 * MEGABYTE).send().toCompletableFuture();

        answers.get(0).completeExceptionally(new IllegalStateException("no broker"));

        await().untilAsserted(() -> assertThat(done).isCompletedExceptionally());
        assertThat(sizes()).containsExactly(2);
    }

    @Test
    void anItemTheBrokerNeverTakesIsKeptAsADeadLetterWithTheBeginningOfItsBytes() {
        var slices = slices(10, MEGABYTE, 20);
        var done = slices.send().toCompletableFuture();

        answers.get(0).complete(List.of(1));
        await().untilAsserted(() -> assertThat(sizes()).containsExactly(3, 1));
        answers.get(1).complete(List.of());

        await().untilAsserted(() -> assertThat(done).isCompleted());
        assertThat(sent.get(1).get(0).topic()).isEqualTo(Topics.DEAD_INTAKE);
        assertThat(sent.get(1).get(0).value()).hasSize(65_536);
        assertThat(slices.items().get(1).verdict()).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.eventId()).isEqualTo("e1");
            assertThat(refused.reasons().get(0).getCode()).isEqualTo("TOO_LARGE");
            assertThat(refused.reasons().get(0).getDetail()).contains("1048576", "65536");
        });
        assertThat(slices.deadLetterId(0)).isNull();
        assertThat(slices.deadLetterId(1)).isEqualTo("letter");
    }

    @Test
    void aBrokerThatTakesNotEvenTheLetterIsAnOutageAndNotALoop() {
        var done = slices(MEGABYTE).send().toCompletableFuture();

        answers.get(0).complete(List.of(0));
        await().untilAsserted(() -> assertThat(sizes()).containsExactly(1, 1));
        answers.get(1).complete(List.of(0));

        await().untilAsserted(() -> assertThat(done).isCompletedExceptionally());
        assertThat(sizes()).containsExactly(1, 1);
    }

    @Test
    void aDeliveryWithoutItemsIsDoneAtOnce() {
        var done = slices().send().toCompletableFuture();
        answers.get(0).complete(List.of());

        assertThat(done).isCompleted();
    }
}
