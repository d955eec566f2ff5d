package io.carbonflow.ledger.store;

import java.util.List;

import jakarta.inject.Singleton;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;

/**
 * Keeps statements of any length prepared. The driver leaves out those above 2,048 characters, and just the ones that write
 * entries and sums are: parsed anew for each block, each with a round trip of its own.
 */
@Singleton
class StatementCache implements PgPoolCreator {

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList().forEach(options -> options.setPreparedStatementCacheSqlFilter(sql -> true));
        return PgBuilder.pool()
            .with(input.poolOptions())
            .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
            .using(input.vertx())
            .build();
    }
}
