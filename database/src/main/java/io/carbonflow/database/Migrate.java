package io.carbonflow.database;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The migration job: reads its target from the environment, migrates, and ends. */
public final class Migrate {

    private static final Map<String, String> ROLE_BY_VARIABLE = Map.of(
            "CARBONFLOW_DB_PASSWORD_LEDGER", Migrations.LEDGER_ROLE,
            "CARBONFLOW_DB_PASSWORD_LEDGER_VERIFIER", Migrations.LEDGER_VERIFIER_ROLE,
            "CARBONFLOW_DB_PASSWORD_QUERY", Migrations.QUERY_ROLE,
            "CARBONFLOW_DB_PASSWORD_GATEWAY", Migrations.GATEWAY_ROLE,
            "CARBONFLOW_DB_PASSWORD_FACTORS", Migrations.FACTORS_ROLE);

    private Migrate() {}

    public static void main(String[] arguments) throws SQLException {
        var environment = System.getenv();
        var passwords = new LinkedHashMap<String, String>();
        ROLE_BY_VARIABLE.forEach((variable, role) -> {
            if (environment.containsKey(variable)) {
                passwords.put(role, environment.get(variable));
            }
        });
        Migrations.migrate(required(environment, "CARBONFLOW_DB_JDBC_URL"),
                required(environment, "CARBONFLOW_DB_USER"),
                environment.getOrDefault("CARBONFLOW_DB_PASSWORD", ""), passwords,
                TimescaleDb.of(environment.get(TimescaleDb.VARIABLE)));
    }

    private static String required(Map<String, String> environment, String variable) {
        String value = environment.get(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the environment variable " + variable + " is not set");
        }
        return value;
    }
}
