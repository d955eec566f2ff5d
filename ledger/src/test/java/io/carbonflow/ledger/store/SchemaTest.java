package io.carbonflow.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.database.Migrations;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What the database itself refuses, whoever asks. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class SchemaTest {

    private static final List<String> APPEND_ONLY = List.of("event", "entry", "block", "duplicate", "dead_letter",
            "verification", "history_node", "signed_head", "signing_key", "anchor_step", "imbalance",
            "period_event", "event_replacement", "conflict");
    /** A column that each table has, where that is not the tenant. */
    private static final Map<String, String> COLUMNS = Map.of("block", "chain", "history_node", "chain", "signed_head",
            "number", "signing_key", "valid_from", "anchor_step", "step");

    private final TestStack stack = TestStack.with(StackPart.POSTGRES);
    private final String tenant = TestStack.aTenant();

    @ParameterizedTest
    @ValueSource(strings = {"update ledger.%s set %s = %s", "delete from ledger.%s", "truncate ledger.%s"})
    void nobodyChangesWhatIsBookedNotEvenTheSuperuser(String change) throws SQLException {
        for (String table : APPEND_ONLY) {
            String column = COLUMNS.getOrDefault(table, "tenant_id");
            String statement = change.formatted(table, column, column);
            try (var superuser = stack.superuserConnection()) {
                assertThatThrownBy(() -> execute(superuser, statement)).hasMessageContaining("append-only");
                // Replication replays changes without ordinary triggers.
                assertThatThrownBy(() -> execute(superuser, "set session_replication_role = replica", statement))
                    .hasMessageContaining("append-only");
            }
            try (var ledger = stack.connection(Migrations.LEDGER_ROLE)) {
                assertThatThrownBy(() -> execute(ledger, statement)).isInstanceOf(SQLException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alter table ledger.entry disable trigger all", "drop table ledger.entry",
            "alter table ledger.entry disable row level security", "create table ledger.mine (id int)",
            "delete from ledger.rollup", "delete from ledger.tally", "set role postgres",
            "drop trigger append_only on ledger.entry"})
    void theServiceCannotTakeTheWallDown(String statement) throws SQLException {
        try (var ledger = stack.connection(Migrations.LEDGER_ROLE)) {
            assertThatThrownBy(() -> execute(ledger, statement)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aTenantSeesAndWritesOnlyItsOwnRows() throws SQLException {
        String other = TestStack.aTenant();
        count(tenant, tenant);
        count(other, other);

        assertThatThrownBy(() -> count(tenant, other)).hasMessageContaining("row-level security");
        assertThat(visible(tenant)).containsExactly(tenant);
        assertThat(visible("")).isEmpty();
        assertThat(visible(tenant + "," + other)).containsExactlyInAnyOrder(tenant, other);
    }

    @Test
    void theVerifierReadsEveryTenantAndWritesNothing() throws SQLException {
        count(tenant, tenant);
        try (var ledger = stack.connection(Migrations.LEDGER_ROLE)) {
            execute(ledger, "set role carbonflow_verifier");
            try (var statement = ledger.prepareStatement("select count(*) from ledger.tally where tenant_id = ?")) {
                statement.setString(1, tenant);
                var result = statement.executeQuery();
                result.next();
                assertThat(result.getLong(1)).isEqualTo(1);
            }
            assertThatThrownBy(() -> execute(ledger, "insert into ledger.tally values ('a', now(), 'booked', 's', 1)"))
                .hasMessageContaining("permission denied");
        }
    }

    @Test
    void migratingTwiceIsHarmless() throws SQLException {
        String migrator = "migrator_" + UUID.randomUUID().toString().replace('-', '_');
        try (var superuser = stack.superuserConnection()) {
            execute(superuser, "create role " + migrator + " superuser login password 'secret'");
        }

        Migrations.migrate(stack.jdbcUrl(), migrator, "secret", Map.of());
        Migrations.migrate(stack.jdbcUrl(), migrator, "secret", Map.of());

        try (var ledger = stack.connection(Migrations.LEDGER_ROLE)) {
            assertThat(ledger.isValid(1)).isTrue();
        }
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void count(String visible, String owner) throws SQLException {
        try (var ledger = stack.connection(Migrations.LEDGER_ROLE)) {
            execute(ledger, "select set_config('carbonflow.tenant', '" + visible + "', false)",
                    "insert into ledger.tally values ('" + owner + "', now(), 'booked', '" + UUID.randomUUID()
                            + "', 1)");
        }
    }

    private List<String> visible(String tenants) throws SQLException {
        try (var ledger = stack.connection(Migrations.LEDGER_ROLE)) {
            execute(ledger, "select set_config('carbonflow.tenant', '" + tenants + "', false)");
            try (var statement = ledger.createStatement();
                    var rows = statement.executeQuery("select distinct tenant_id from ledger.tally")) {
                var found = new ArrayList<String>();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                return found;
            }
        }
    }
}
