package io.carbonflow.gateway.deadletter;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.carbonflow.platform.resilience.Breaker;
import io.carbonflow.platform.resilience.Breakers;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** The database that has the letters. While it does not answer, nobody waits for it. */
@ApplicationScoped
public class LetterDatabase {

    private static final Duration BEGIN_MAX = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final Breaker breaker;
    private final Duration beginMax;

    /** Begins a transaction, does the work in it, and ends it. */
    interface Transactions {

        <T> Uni<T> run(Function<SqlConnection, Uni<T>> work);
    }

    @Inject
    LetterDatabase(Pool pool, Breakers breakers) {
        this(pool::withTransaction, breakers, BEGIN_MAX);
    }

    LetterDatabase(Transactions transactions, Breakers breakers, Duration beginMax) {
        this.transactions = transactions;
        this.beginMax = beginMax;
        // That a transaction begins is all that is asked here: what fails in it is the affair of its statements.
        breaker = breakers.of("database", failure -> true);
    }

    /** Made at once, so that the breaker's state is shown before anybody asks. */
    void start(@Observes StartupEvent started) {
        // nothing but being there
    }

    /** Does the work in a transaction. Fails where none begins within five seconds, or lately none did. */
    public <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> work) {
        return Uni.createFrom().completionStage(() -> {
            var begun = new CompletableFuture<Void>();
            var done = new CompletableFuture<T>();
            return breaker.call(() -> {
                begin(work, begun, done);
                return begun.orTimeout(beginMax.toMillis(), TimeUnit.MILLISECONDS);
            }).thenCompose(ready -> done);
        });
    }

    private <T> void begin(Function<SqlConnection, Uni<T>> work, CompletableFuture<Void> begun,
            CompletableFuture<T> done) {
        transactions.<T>run(connection -> begun.complete(null) ? work.apply(connection)
                : Uni.createFrom().failure(new IllegalStateException("the transaction began too late")))
            .subscribeAsCompletionStage()
            .whenComplete((result, failure) -> {
                if (failure == null) {
                    done.complete(result);
                } else {
                    begun.completeExceptionally(failure);
                    done.completeExceptionally(failure);
                }
            });
    }
}
