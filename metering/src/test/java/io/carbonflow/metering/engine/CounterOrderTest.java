package io.carbonflow.metering.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** Whatever the order in which stands arrive, and however often each does, what they add up to is the same. */
class CounterOrderTest {

    private static final Instant START = Instant.parse("2025-11-03T09:00:00Z");
    private static final int STANDS = 40;

    /** A stand every five minutes, 0.0 to 0.4 kWh more each time. */
    private static List<Stand> stands(Random random) {
        var stands = new ArrayList<Stand>();
        BigDecimal amount = new BigDecimal("100.0");
        for (int i = 0; i < STANDS; i++) {
            stands.add(new Stand(amount, START.plus(Duration.ofMinutes(5L * i))));
            amount = amount.add(BigDecimal.valueOf(random.nextInt(5), 1));
        }
        return stands;
    }

    private static BigDecimal booked(List<Stand> arriving) {
        CounterState state = null;
        var booked = BigDecimal.ZERO;
        for (Stand stand : arriving) {
            var findings = new Findings();
            state = Counter.read(state, stand, MeterRules.NONE, Manner.USUAL, findings);
            assertThat(findings.flows().isEmpty()).isEqualTo(findings.contextReason() != null);
            for (Findings.Flow flow : findings.flows()) {
                booked = booked.add(flow.amount());
            }
        }
        return booked;
    }

    @Test
    void standsInAnyOrderAddUpToTheWholeDifference() {
        var random = new Random(42);
        for (int round = 0; round < 300; round++) {
            List<Stand> stands = stands(random);
            var whole = stands.get(STANDS - 1).amount().subtract(stands.get(0).amount());
            var arriving = new ArrayList<>(stands);
            Collections.shuffle(arriving, random);

            assertThat(booked(arriving)).as("round %s", round).isEqualByComparingTo(whole);
        }
    }

    @Test
    void standsThatArriveTwiceAddNothing() {
        var random = new Random(7);
        for (int round = 0; round < 300; round++) {
            List<Stand> stands = stands(random);
            var whole = stands.get(STANDS - 1).amount().subtract(stands.get(0).amount());
            var arriving = new ArrayList<>(stands);
            arriving.addAll(stands.subList(0, random.nextInt(STANDS)));
            Collections.shuffle(arriving, random);

            assertThat(booked(arriving)).as("round %s", round).isEqualByComparingTo(whole);
        }
    }
}
