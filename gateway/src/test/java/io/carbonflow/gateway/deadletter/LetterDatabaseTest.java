package io.carbonflow.gateway.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import io.carbonflow.platform.resilience.Breaker;
import io.carbonflow.platform.resilience.Breakers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

class LetterDatabaseTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<Runnable> late = new ArrayList<>();
    private int asked;

    private LetterDatabase database(boolean begins, Duration beginMax) {
        return new LetterDatabase(new LetterDatabase.Transactions() {
            @Override
            public <T> Uni<T> run(Function<SqlConnection, Uni<T>> work) {
                asked++;
                if (begins) {
                    return work.apply(null);
                }
                return Uni.createFrom()
                    .emitter(emitter -> late.add(
                            () -> work.apply(null).subscribe().with(emitter::complete, emitter::fail)));
            }
        }, new Breakers(metrics), beginMax);
    }

    private static CompletableFuture<String> done(LetterDatabase database, Uni<String> work) {
        return database.inTransaction(connection -> work).subscribeAsCompletionStage();
    }

    private double state() {
        return metrics.get("carbonflow.breaker.state").tag("name", "database").gauge().value();
    }

    @Test
    void doesTheWorkOnceTheTransactionBegan() {
        assertThat(done(database(true, SOON), Uni.createFrom().item("row"))).succeedsWithin(SOON).isEqualTo("row");
    }

    @Test
    void nobodyWaitsForADatabaseThatBeginsNothing() {
        var database = database(false, Duration.ofMillis(20));
        for (int i = 0; i < 3; i++) {
            assertThat(done(database, Uni.createFrom().item("row"))).failsWithin(SOON);
        }

        assertThat(done(database, Uni.createFrom().item("row"))).failsWithin(SOON)
            .withThrowableThat()
            .withCauseInstanceOf(Breaker.OpenException.class);
        assertThat(asked).isEqualTo(3);
        assertThat(state()).isEqualTo(Breaker.State.OPEN.ordinal());
    }

    @Test
    void aTransactionThatBeginsTooLateDoesNothing() {
        var worked = new ArrayList<String>();
        var outcome = done(database(false, Duration.ofMillis(20)), Uni.createFrom().item(() -> {
            worked.add("row");
            return "row";
        }));
        assertThat(outcome).failsWithin(SOON);

        late.forEach(Runnable::run);

        assertThat(worked).isEmpty();
    }

    @Test
    void aStatementThatFailsIsNoOutage() {
        var database = database(true, SOON);
        for (int i = 0; i < 5; i++) {
            assertThat(done(database, Uni.createFrom().failure(new IllegalStateException("syntax")))).failsWithin(SOON);
        }

        assertThat(state()).isEqualTo(Breaker.State.CLOSED.ordinal());
    }
}
