package io.carbonflow.query.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.query.parquet.ParquetWriter;
import io.carbonflow.query.storage.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * Makes the file of a month: from one statement, so that it shows one moment, read piece by piece, so that it takes the same
 * memory whatever the month holds.
 */
@ApplicationScoped
class MonthExport {

    private static final int ROWS_PER_READ = 2_000;
    private static final Duration READ_MARGIN = Duration.ofSeconds(10);
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    private final TenantDatabase database;
    private final ExportConfig config;

    MonthExport(TenantDatabase database, ExportConfig config) {
        this.database = database;
        this.config = config;
    }

    /**
     * Writes the month into a new file, which is the caller's to remove.
     *
     * @param asKnownOn null for what is known now
     */
    Uni<ExportFile> write(String tenantId, ExportTable table, YearMonth month, Instant asKnownOn) {
        var values = Tuple.of(tenantId, month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC),
                month.plusMonths(1).atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC),
                (asKnownOn == null ? END_OF_TIME : asKnownOn).atOffset(ZoneOffset.UTC));
        return database.asKnownOn(asKnownOn, tenantId, config.timeout(),
                connection -> connection.prepare(table.sql())
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .map(statement -> file(statement.cursor(values), tenantId, table, month, asKnownOn)));
    }

    /** Plain blocking code, on a worker thread. */
    private ExportFile file(Cursor rows, String tenantId, ExportTable table, YearMonth month, Instant asKnownOn) {
        Path path = newFile();
        boolean isDone = false;
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long count;
            try (var writer = new ParquetWriter(
                    new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(path)), digest),
                    table.parquetColumns())) {
                writer.say("carbonflow.tenant", tenantId);
                writer.say("carbonflow.table", table.word());
                writer.say("carbonflow.month", month.toString());
                if (asKnownOn != null) {
                    writer.say("carbonflow.as_known_on", asKnownOn.toString());
                }
                writer.say("carbonflow.kg_co2e", copy(rows, table, writer).toPlainString());
                count = writer.rows();
            }
            isDone = true;
            return new ExportFile(path, Files.size(path), count, digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("the file of " + month + " cannot be written", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        } finally {
            if (!isDone) {
                ExportFile.remove(path);
            }
        }
    }

    /** Adds every row, and brings what they sum to. */
    private BigDecimal copy(Cursor rows, ExportTable table, ParquetWriter writer) throws IOException {
        List<ExportColumn> columns = table.columns();
        int mass = table.parquetColumns().stream().map(column -> column.name()).toList().indexOf(ExportTable.MASS);
        BigDecimal sum = BigDecimal.ZERO.setScale(6);
        do {
            var read = rows.read(ROWS_PER_READ).await().atMost(config.timeout().plus(READ_MARGIN));
            for (Row row : read) {
                List<Object> values = new ArrayList<>(columns.size());
                for (int i = 0; i < columns.size(); i++) {
                    values.add(columns.get(i).value(row.getValue(i)));
                }
                writer.add(values);
                sum = sum.add((BigDecimal) values.get(mass));
            }
        } while (rows.hasMore());
        return sum;
    }

    private Path newFile() {
        try {
            return config.directory().isPresent()
                    ? Files.createTempFile(Files.createDirectories(Path.of(config.directory().get())), "export-",
                            ".parquet")
                    : Files.createTempFile("carbonflow-export-", ".parquet");
        } catch (IOException e) {
            throw new UncheckedIOException("no file can be made for an export", e);
        }
    }
}
