package io.carbonflow.query;

import static io.carbonflow.query.Api.LEDGER;
import static io.carbonflow.query.Api.asOwner;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** How the tests reach the star schema. */
final class Warehouse {

    /** Chains that no other test books into. */
    private static final AtomicInteger CHAINS = new AtomicInteger(1_000);

    private Warehouse() {}

    static int aChain() {
        return CHAINS.getAndIncrement();
    }

    static void refresh() {
        asOwner().post("/v1/warehouse/refresh").then().statusCode(200);
    }

    /** Of the facts of a facility; null where there are none. */
    static String kilograms(String facility) throws SQLException {
        return one("select sum(kg_co2e)::text from warehouse.fact_emission_day where facility_id = '" + facility + "'");
    }

    static void execute(String sql) throws SQLException {
        try (Connection connection = LEDGER.connection(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String one(String sql) throws SQLException {
        try (Connection connection = LEDGER.connection()) {
            return one(connection, sql);
        }
    }

    static String one(Connection connection, String sql) throws SQLException {
        try (var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
