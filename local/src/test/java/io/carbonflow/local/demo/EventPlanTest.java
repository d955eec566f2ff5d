package io.carbonflow.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.carbonflow.local.api.Api;

class EventPlanTest {

    private static final Instant START = Instant.parse("2026-03-10T12:00:00.250Z");
    private static final EventPlan.Size SIZE = new EventPlan.Size(2_000, Duration.ofSeconds(20));

    @Test
    void isTheSameForTheSameSeedAndStart() {
        assertThat(plan(42, START).sendings()).isEqualTo(plan(42, START).sendings());
    }

    @Test
    void isAnotherForAnotherSeed() {
        assertThat(quantities(plan(42, START))).isNotEqualTo(quantities(plan(43, START)));
    }

    @Test
    void hasTheSameAmountsAndOtherIdsAtAnotherStart() {
        // When
        EventPlan first = plan(42, START);
        EventPlan second = plan(42, START.plusSeconds(60));

        // Then
        assertThat(quantities(second)).isEqualTo(quantities(first));
        assertThat(ids(second)).doesNotContainAnyElementsOf(ids(first));
    }

    @Test
    void booksExactlyAsManyEventsAsAskedForEachUnderAnIdOfItsOwn() {
        for (int events : new int[]{1, 7, 2_000}) {
            EventPlan plan = EventPlan.of(42, new EventPlan.Size(events, Duration.ZERO), START, "demo");
            assertThat(plan.events()).hasSize(events);
            assertThat(new HashSet<>(ids(plan))).hasSize(events);
        }
    }

    @Test
    void addsOnePercentRepeatsAndHalfAPercentToBeRefused() {
        EventPlan plan = plan(42, START);
        assertThat(plan.repeats()).isEqualTo(20);
        assertThat(plan.refused()).isEqualTo(10);
    }

    @Test
    void usesEveryWayIn() {
        assertThat(plan(42, START).sendings()).extracting(sending -> sending.address().replaceAll("plug-[^/]+", "x"))
            .contains("demo/tele/x/SENSOR", "carbonflow/demo/readings", "carbonflow/demo/activities",
                    "/v1/activities", "/v1/readings", "/v1/webhooks/sap", "/v1/webhooks/fedex");
    }

    @Test
    void leavesTheReadingsOfAMeterInTheirOrderAfterOneThatOnlyTellsWhereItsCounterStands() throws Exception {
        // Given
        Map<String, BigDecimal> lastTotal = new HashMap<>();

        // When
        for (Sending sending : plan(42, START).sendings()) {
            if (sending.address().contains("/tele/")) {
                BigDecimal total = Api.JSON.readTree(sending.body()).at("/ENERGY/Total").decimalValue();
                BigDecimal before = lastTotal.put(sending.address(), total);

                // Then
                if (before == null) {
                    assertThat(sending.context()).isEqualTo(1);
                    assertThat(sending.events()).isEmpty();
                } else {
                    var consumed = (Basis.Published) sending.events().get(0).basis();
                    assertThat(total.subtract(before)).isEqualByComparingTo(consumed.quantity());
                }
            }
        }
        assertThat(lastTotal).isNotEmpty();
    }

    @Test
    void spreadsTheSendingsEvenlyOverTheDuration() {
        var offsets = plan(42, START).sendings().stream().map(Sending::offset).toList();
        assertThat(offsets).isSorted();
        assertThat(offsets.get(0)).isZero();
        assertThat(offsets.get(offsets.size() - 1)).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(20));
    }

    private static EventPlan plan(long seed, Instant start) {
        return EventPlan.of(seed, SIZE, start, "demo");
    }

    private static List<String> ids(EventPlan plan) {
        return plan.events().stream().map(PlannedEvent::id).toList();
    }

    private static List<BigDecimal> quantities(EventPlan plan) {
        return plan.events()
            .stream()
            .map(PlannedEvent::basis)
            .map(basis -> basis.fold(Basis.Published::quantity, spent -> spent.published().quantity(),
                    Basis.Carried::quantity))
            .toList();
    }
}
