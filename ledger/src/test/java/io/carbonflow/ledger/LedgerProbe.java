package io.carbonflow.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.TestStack;
import io.carbonflow.testsupport.TopicProbe;

/** Looks at the ledger from outside: into its tables as superuser, and writes to its topics. */
public final class LedgerProbe implements AutoCloseable {

    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String GUARDS = """
            update pg_trigger t set tgenabled = %s
            from (select 'ledger.entry_row'::regclass as chunk union all select show_chunks('ledger.entry_row')) c
            where t.tgrelid = c.chunk and tgname in ('append_only', 'append_only_row', 'reversed_once')""";

    private final TestStack stack = TestStack.with(StackPart.KAFKA, StackPart.POSTGRES, StackPart.REGISTRY);
    private final TopicProbe topics = new TopicProbe(stack);

    public TestStack stack() {
        return stack;
    }

    public TopicProbe topics() {
        return topics;
    }

    /** Delivers an emission as the calculator would. */
    public void deliver(int partition, CalculatedEmission emission) {
        topics.write(Topics.CALCULATED_EMISSIONS, partition, keyOf(emission), emission);
    }

    public static RecordKey keyOf(CalculatedEmission emission) {
        return new RecordKey(emission.getTenantId(), emission.getSourceId());
    }

    /** Writes as a program would that knows nothing of our headers. */
    public void writeWithoutHeaders(String topic, String key, byte[] value) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafkaBootstrapServers()),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value));
        }
    }

    /** The rows of a query, columns as text. */
    public List<List<String>> rows(String sql, Object... values) {
        try (Connection connection = stack.superuserConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            var rows = new ArrayList<List<String>>();
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    var row = new ArrayList<String>();
                    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                        row.add(result.getString(column));
                    }
                    rows.add(row);
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one number a query gives. */
    public long number(String sql, Object... values) {
        String text = rows(sql, values).get(0).get(0);
        return text == null ? 0 : Long.parseLong(text);
    }

    /** Runs statements as superuser. */
    public void execute(String... statements) {
        try (Connection connection = stack.superuserConnection(); var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements past what guards a table of the ledger, as only a superuser who takes that down can. */
    public void past(String table, String... statements) {
        String rows = table.equals("entry") ? "entry_row" : table;
        boolean isChunked = Boolean.parseBoolean(
                rows("select ledger.is_hypertable(?)::text", rows).get(0).get(0));
        if (isChunked) { // triggers of a hypertable are not to be disabled, but by who writes the catalog
            execute(GUARDS.formatted("'D'"));
            // A chunk that is made meanwhile has its triggers again.
            execute(Stream.concat(Stream.of("set session_replication_role = replica"), Stream.of(statements))
                .toArray(String[]::new));
            execute(GUARDS.formatted("case when c.chunk = 'ledger.entry_row'::regclass and tgname <> 'reversed_once' "
                    + "then 'A' else 'O' end"));
            return;
        }
        var parts = rows("select relid::regclass from pg_partition_tree('ledger." + rows + "'::regclass) "
                + "union select 'ledger." + rows + "'::regclass");
        parts.forEach(part -> execute("alter table " + part.get(0) + " disable trigger all"));
        execute(statements);
        parts.forEach(part -> execute("alter table if exists " + part.get(0) + " enable trigger all"));
        rows("""
                select format('alter table %s enable always trigger %I', tgrelid::regclass, tgname) from pg_trigger
                where tgname like 'append_only%' and tgrelid::regclass::text = any (?)""",
                (Object) parts.stream().map(part -> part.get(0)).toArray(String[]::new))
            .forEach(guard -> execute(guard.get(0)));
    }

    public long entriesOf(String tenant) {
        return number("select count(*) from ledger.entry where tenant_id = ?", tenant);
    }

    public void awaitEntries(String tenant, long expected) {
        await().atMost(PATIENCE).until(() -> entriesOf(tenant) >= expected);
    }

    /** A tenant's counts by measure, those that are not zero. */
    public Map<String, Long> tallyOf(String tenant) {
        var tally = new TreeMap<String, Long>();
        rows("select measure, sum(events) from ledger.tally where tenant_id = ? group by measure "
                + "having sum(events) <> 0", tenant)
            .forEach(row -> tally.put(row.get(0), Long.valueOf(row.get(1))));
        return tally;
    }

    public void awaitTally(String tenant, Map<String, Long> expected) {
        await().atMost(PATIENCE)
            .untilAsserted(() -> assertThat(tallyOf(tenant)).isEqualTo(expected));
    }

    public BigDecimal sumOf(String tenant) {
        return new BigDecimal(
                rows("select coalesce(sum(kg_co2e), 0) from ledger.entry where tenant_id = ?", tenant).get(0).get(0));
    }

    @Override
    public void close() {
        topics.close();
    }
}
