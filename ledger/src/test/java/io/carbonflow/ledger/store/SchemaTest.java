package io.carbonflow.ledger.store;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.carbonflow.database.Migrations;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What the database itself refuses, whoever asks. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class SchemaTest {

    private static final List<String> APPEND_ONLY = List.of("event", "entry_row", "reversed_entry", "block",
            "duplicate", "dead_letter",
            "verification", "history_node", "signed_head", "signing_key", "anchor_step",
            "period_event", "event_replacement", "conflict", "recalculation", "recalculation_item",
            "recalculation_delta", "recalculation_outcome", "reconciliation", "reconciliation_finding", "job_event",
            "imbalance");
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
            "alter table ledger.rollup disable row level security", "create table ledger.mine (id int)",
            "delete from ledger.rollup", "delete from ledger.tally", "set role postgres",
            "drop trigger append_only on ledger.entry_row", "alter table ledger.entry_row disable trigger all",
            "drop view ledger.entry", "select from ledger.entry_row", "insert into ledger.entry_row default values",
            "select ledger.use_timescaledb()", "select ledger.make_entry_view()"})
    void theServiceCannotTakeTheWallDown(String statement) throws SQLException {
        try (var ledger = stack.connection(Migrations.LEDGER_ROLE)) {
            assertThatThrownBy(() -> execute(ledger, statement)).isInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"update ledger.entry set tenant_id = tenant_id", "delete from ledger.entry"})
    void entriesAreNotChangedByTheirViewEither(String change) throws SQLException {
        try (var superuser = stack.superuserConnection()) {
            assertThatThrownBy(() -> execute(superuser, change)).hasMessageContaining("append-only");
        }
        try (var ledger = stack.connection(Migrations.LEDGER_ROLE)) {
            assertThatThrownBy(() -> execute(ledger, change)).hasMessageContaining("permission denied");
        }
    }

    @Test
    void anEntryIsBookedForTheTenantOfItsTransactionOnly() throws SQLException {
        String other = TestStack.aTenant();
        try (var probe = new LedgerProbe(); var ledger = stack.connection(Migrations.LEDGER_ROLE)) {
            probe.deliver(2, anEmissionOf(anActivity().tenant(tenant).build()).build());
            probe.awaitEntries(tenant, 1);
            String copied = probe
                .rows("select attname from pg_attribute where attrelid = 'ledger.entry'::regclass and attnum > 0 "
                        + "order by attnum")
                .stream()
                .map(row -> switch (row.get(0)) {
                    case "id" -> "overlay(id::text placing 'ffff' from 33)::uuid";
                    case "tenant_id" -> "'" + other + "'";
                    default -> row.get(0);
                })
                .collect(Collectors.joining(", "));
            execute(ledger, "select set_config('carbonflow.tenant', '" + tenant + "', false)");

            assertThatThrownBy(
                    () -> execute(ledger, "insert into ledger.entry select " + copied + " from ledger.entry"))
                .hasMessageContaining("check option");
            assertThat(probe.entriesOf(other)).isZero();
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
        try (var verifier = stack.connection(Migrations.LEDGER_VERIFIER_ROLE)) {
            execute(verifier, "set role carbonflow_verifier");
            assertThat(rows(verifier, "select count(*) from ledger.tally where tenant_id = '" + tenant + "'"))
                .containsExactly("1");
            String booking = "insert into ledger.tally values ('a', now(), 'booked', 's', 1)";
            assertThatThrownBy(() -> execute(verifier, booking)).hasMessageContaining("read-only transaction");
            assertThatThrownBy(() -> execute(verifier, "set default_transaction_read_only = off", booking))
                .hasMessageContaining("permission denied");
            for (String table : List.of("letter_payload", "event", "rollup")) {
                assertThatThrownBy(() -> rows(verifier, "select count(*) from ledger." + table))
                    .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void theWriterMayNotTakeOnTheVerifiersRole() throws SQLException {
        for (String role : List.of("carbonflow_verifier", Migrations.LEDGER_VERIFIER_ROLE)) {
            try (var ledger = stack.connection(Migrations.LEDGER_ROLE)) {
                assertThatThrownBy(() -> execute(ledger, "set role " + role)).hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void whoeverActsForATenantGetsHashesOfOthersAndNothingElseOfTheirs() throws SQLException {
        // Given: an entry of another tenant
        String other = TestStack.aTenant();
        try (var probe = new LedgerProbe()) {
            probe.deliver(2, anEmissionOf(anActivity().tenant(other).build()).build());
            probe.awaitEntries(other, 1);
            var place = probe.rows("select chain, height from ledger.entry where tenant_id = ?", other).get(0);

            try (var ledger = stack.connection(Migrations.LEDGER_ROLE)) {
                execute(ledger, "select set_config('carbonflow.tenant', '" + tenant + "', false)");

                // Then
                for (String table : List.of("entry", "event", "rollup", "tally", "dead_letter", "event_version")) {
                    assertThat(rows(ledger, "select count(*) from ledger." + table + " where tenant_id = '" + other
                            + "'"))
                        .containsExactly("0");
                }
                assertThat(rows(ledger, "select leaf_hash from ledger.leaf_hashes(" + place.get(0) + ", array["
                        + place.get(1) + "]::bigint[])"))
                    .isNotEmpty();
            }
        }
    }

    @Test
    void theLedgerSeesPublishedEditionsOfItsTenantAndOfNobodyAndNoDrafts() throws SQLException {
        // Given
        String other = TestStack.aTenant();
        try (var superuser = stack.superuserConnection()) {
            for (String owner : List.of(tenant, other)) {
                execute(superuser,
                        """
                                insert into factors.edition (tenant_id, id, status, created_at, created_by, published_at, factors,
                                    sha256, csv)
                                values ('%1$s', 'published', 'published', now(), 'test', now(), 1, 'x', ''),
                                       ('%1$s', 'draft', 'draft', now(), 'test', null, 1, 'x', '')"""
                            .formatted(owner));
            }
        }

        // Then
        try (var ledger = stack.connection(Migrations.LEDGER_ROLE)) {
            execute(ledger, "select set_config('carbonflow.tenant', '" + tenant + "', false)");
            assertThat(rows(ledger, "select tenant_id || ' ' || id from factors.published_edition"
                    + " where tenant_id in ('" + tenant + "', '" + other + "')"))
                .containsExactly(tenant + " published");
            assertThatThrownBy(() -> execute(ledger, "select id from factors.edition"))
                .hasMessageContaining("permission denied");
        }
    }

    @Test
    void anEntryIsTakenBackOnce() throws SQLException {
        try (var probe = new LedgerProbe()) {
            // Given: an entry, and its reversal
            for (String revision : List.of("1", "2")) {
                var version = anEmissionOf(anActivity().tenant(tenant).eventId("evt").quantity(revision, "kWh").build())
                    .result(revision + ".000000", 2, null, "location_based")
                    .build();
                version.setRevision(revision);
                probe.deliver(0, version);
            }
            probe.awaitEntries(tenant, 3);

            // Then
            assertThatThrownBy(() -> probe.execute(
                    """
                            create temporary table again as
                                select * from ledger.entry where tenant_id = '%1$s' and reverses is not null"""
                        .formatted(tenant),
                    "update again set id = overlay(id::text placing 'ffff' from 33)::uuid",
                    "insert into ledger.entry select * from again"))
                .hasStackTraceContaining("entry_reversing");
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

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement(); var result = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (result.next()) {
                found.add(result.getString(1));
            }
            return found;
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
            return rows(ledger, "select distinct tenant_id from ledger.tally");
        }
    }
}
