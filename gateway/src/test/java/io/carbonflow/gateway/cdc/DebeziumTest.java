package io.carbonflow.gateway.cdc;

import static io.carbonflow.intake.contract.Samples.activityOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.embedded.DataDirectory;
import io.carbonflow.embedded.EmbeddedPostgres;
import io.carbonflow.embedded.Ports;
import io.carbonflow.gateway.intake.Envelope;
import io.carbonflow.gateway.intake.TestLimits;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.ReadingContract;
import io.carbonflow.intake.contract.Samples;
import io.carbonflow.intake.contract.Verdict;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.format.Json;

/** What a real Debezium engine says of a real PostgreSQL, with the default replica identity. */
class DebeziumTest {

    private static final DataDirectory DATA = new DataDirectory(
            Path.of("target", "cdc-" + UUID.randomUUID()).toAbsolutePath());
    private static final EmbeddedPostgres POSTGRES = postgres(Ports.free());

    private final CdcAdapter adapter = new CdcAdapter(new ActivityContract(Samples.CONFIG),
            new ReadingContract(Samples.CONFIG), (tenant, names) -> Optional.empty(),
            (document, type, tenant, at) -> List.of(),
            TestLimits.DEFAULT);
    private final List<ChangeEvent<String, String>> events = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void startADatabaseThatTellsItsChanges() throws SQLException {
        EmbeddedPostgres first = postgres(POSTGRES.port());
        first.start();
        execute("alter system set wal_level = logical");
        first.stop();
        POSTGRES.start();
    }

    private static EmbeddedPostgres postgres(int port) {
        return new EmbeddedPostgres(DATA, port, "secret", EmbeddedPostgres.Durability.PROCESS_CRASH);
    }

    @AfterAll
    static void stop() {
        POSTGRES.stop();
    }

    private static void execute(String... statements) throws SQLException {
        // Not by DriverManager: it knows the drivers of whoever asked first in this JVM, which was another class loader.
        var login = new Properties();
        login.setProperty("user", EmbeddedPostgres.SUPERUSER);
        login.setProperty("password", POSTGRES.password());
        try (Connection connection = new org.postgresql.Driver().connect(POSTGRES.jdbcUrl(EmbeddedPostgres.DATABASE),
                login); var statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    private static Properties settings(String table, boolean withSchema, String decimals) {
        var settings = new Properties();
        settings.setProperty("name", table);
        settings.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        settings.setProperty("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
        settings.setProperty("topic.prefix", "cdc.demo");
        settings.setProperty("database.hostname", "localhost");
        settings.setProperty("database.port", Integer.toString(POSTGRES.port()));
        settings.setProperty("database.user", EmbeddedPostgres.SUPERUSER);
        settings.setProperty("database.password", POSTGRES.password());
        settings.setProperty("database.dbname", EmbeddedPostgres.DATABASE);
        settings.setProperty("plugin.name", "pgoutput");
        settings.setProperty("slot.name", table);
        settings.setProperty("slot.drop.on.stop", "true");
        settings.setProperty("publication.name", table);
        settings.setProperty("publication.autocreate.mode", "filtered");
        settings.setProperty("table.include.list", "public." + table);
        settings.setProperty("decimal.handling.mode", decimals);
        settings.setProperty("skipped.operations", "none");
        settings.setProperty("poll.interval.ms", "50");
        settings.setProperty("converter.schemas.enable", Boolean.toString(withSchema));
        return settings;
    }

    private List<Verdict> verdicts() {
        return events.stream().flatMap(event -> {
            String key = event.key() == null ? "" : event.key();
            byte[] value = event.value() == null ? new byte[0] : event.value().getBytes(UTF_8);
            var envelope = new Envelope("demo", "cdc",
                    CdcAdapter.contentType(event.destination(), key.getBytes(UTF_8), 0),
                    "c", Clock.systemUTC().instant());
            return adapter.read(envelope, value).items().stream().map(item -> item.verdict());
        }).toList();
    }

    @ParameterizedTest
    @CsvSource({"true, precise", "false, string"})
    void everyChangeOfARowIsAVersionOfItsEvent(boolean withSchema, String decimals) throws Exception {
        String table = "meter_" + decimals;
        execute("create table " + table + """
                (id text primary key, kind text, activity text, quantity numeric(18, 3), unit text,
                 occurred_at timestamptz, period_start date, period_end timestamp, source_id text, attributes jsonb)""",
                "insert into " + table + " " + """
                        values ('before', 'energy', 'electricity.grid', 1234.560, 'kWh', '2025-11-03T10:00:00+01:00',
                         '2025-11-03', '2025-11-03 09:00:00.123456', 'plant', '{"energy_source":"grid"}')""");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (DebeziumEngine<ChangeEvent<String, String>> engine = DebeziumEngine.create(Json.class)
            .using(settings(table, withSchema, decimals))
            .notifying((ChangeEvent<String, String> event) -> events.add(event))
            .build()) {
            thread.execute(engine);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(events).hasSize(1));
            execute("insert into " + table + " select 'later', kind, activity, 10, unit, occurred_at, period_start, "
                    + "period_end, source_id, null from " + table,
                    "update " + table + " set quantity = 12.5 where id = 'later'",
                    "delete from " + table + " where id = 'later'", "truncate " + table);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(events).hasSize(6));
        } finally {
            thread.shutdownNow();
        }

        List<Verdict> verdicts = verdicts();
        RawActivity snapshot = activityOf(verdicts.get(0));
        assertThat(snapshot.getEventId()).isEqualTo("before");
        assertThat(snapshot.getQuantity()).isEqualTo("1234.560");
        assertThat(snapshot.getOccurredAt()).hasToString("2025-11-03T09:00:00Z");
        assertThat(snapshot.getPeriodStart()).hasToString("2025-11-03T00:00:00Z");
        assertThat(snapshot.getPeriodEnd()).hasToString("2025-11-03T09:00:00.123456Z");
        assertThat(snapshot.getBody().toString()).contains("grid");
        List<RawActivity> versions = verdicts.subList(1, 4).stream().map(Samples::activityOf).toList();
        assertThat(versions).extracting(RawActivity::getEventId).containsOnly("later");
        assertThat(versions).extracting(RawActivity::getOperation).containsExactly(null, null, "cancel");
        assertThat(versions).extracting(RawActivity::getRevision).isSorted().doesNotHaveDuplicates();
        assertThat(versions.subList(0, 2)).extracting(RawActivity::getQuantity).containsExactly("10.000", "12.500");
        assertThat(verdicts.subList(0, 4)).extracting(verdict -> ((Verdict.Accepted) verdict).orderedBy())
            .containsExactly("cdc:public." + table + ":before", "cdc:public." + table + ":later",
                    "cdc:public." + table + ":later", "cdc:public." + table + ":later");
        assertThat(verdicts.get(4)).isInstanceOf(Verdict.Context.class);
        assertThat(verdicts.get(5)).isInstanceOf(Verdict.Held.class);
    }
}
