package io.carbonflow.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.Callable;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.stack.Progress;
import io.carbonflow.local.stack.ServiceKind;
import io.carbonflow.local.stack.StackSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./carbonflow export}. */
@Command(name = "export", mixinStandardHelpOptions = true, description = "Writes a month of the running ledger into a directory, its entries and its facts by day, as Parquet files.")
final class ExportCommand implements Callable<Integer> {

    private static final List<String> TABLES = List.of("entries", "facts");

    @Spec
    private CommandSpec spec;

    @Option(names = "--month", required = true, paramLabel = "YYYY-MM", description = "the month, UTC")
    private String month;

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "where the files go; made if it is not there")
    private Path directory;

    @Option(names = "--as-known-on", paramLabel = "TIME", description = "what was known at this time, such as 2025-11-30T12:00:00Z or a date")
    private String asKnownOn;

    @Override
    public Integer call() throws IOException {
        YearMonth asked = asked();
        StackSettings settings = Carbonflow.settings();
        Progress progress = Carbonflow.progress();
        var query = new Api(settings.url(ServiceKind.QUERY), settings.apiKey());
        Files.createDirectories(directory);
        for (String table : TABLES) {
            Path file = directory.resolve("carbonflow-%s-%s.parquet".formatted(table, asked));
            query.download("/v1/exports/" + asked + ".parquet?table=" + table
                    + (asKnownOn == null ? "" : "&as_known_on=" + URLEncoder.encode(asKnownOn, UTF_8)), file);
            progress.say("%s, %,d bytes".formatted(file, Files.size(file)));
        }
        return 0;
    }

    private YearMonth asked() {
        try {
            return YearMonth.parse(month);
        } catch (DateTimeException e) {
            throw new ParameterException(spec.commandLine(), "--month is " + month + "; it is like 2025-11", e);
        }
    }
}
