package io.carbonflow.local.stack;

import java.util.Optional;

import io.carbonflow.database.Migrations;

/** The six services, in the order in which they are stopped: what takes data in goes first. */
public enum ServiceKind {
    GATEWAY("gateway", "GATEWAY", 8081, Migrations.GATEWAY_ROLE), QUERY("query", "QUERY", 8080,
            Migrations.QUERY_ROLE),
    METERING("metering", "METERING", 8085, null), CALCULATOR("calculator", "CALCULATOR", 8083, null),
    LEDGER("ledger", "LEDGER", 8084,
            Migrations.LEDGER_ROLE),
    FACTOR_SERVICE("factor-service", "FACTORS", 8082,
            Migrations.FACTORS_ROLE);

    private final String module;
    private final String portName;
    private final int defaultPort;
    private final String databaseRole;

    ServiceKind(String module, String portName, int defaultPort, String databaseRole) {
        this.module = module;
        this.portName = portName;
        this.defaultPort = defaultPort;
        this.databaseRole = databaseRole;
    }

    /** The Maven module, and the name of log and pid file. */
    public String module() {
        return module;
    }

    public String portVariable() {
        return StackSettings.PORT_PREFIX + portName;
    }

    int defaultPort() {
        return defaultPort;
    }

    /** The role it connects to the database as; empty where it needs none. */
    Optional<String> databaseRole() {
        return Optional.ofNullable(databaseRole);
    }
}
