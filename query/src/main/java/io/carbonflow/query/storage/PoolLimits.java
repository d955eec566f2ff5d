package io.carbonflow.query.storage;

import java.util.List;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;

/** Bounds the wait for a connection: a request that cannot have one soon is answered 503 instead of queueing for ever. */
@Singleton
class PoolLimits implements PgPoolCreator {

    private static final int WAIT_SECONDS_MAX = 5;
    private static final int WAITING_MAX = 1_000;

    @Override
    public Pool create(Input input) {
        var options = input.poolOptions()
            .setConnectionTimeout(WAIT_SECONDS_MAX)
            .setConnectionTimeoutUnit(TimeUnit.SECONDS)
            .setMaxWaitQueueSize(WAITING_MAX);
        return PgBuilder.pool()
            .with(options)
            .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
            .using(input.vertx())
            .build();
    }
}
