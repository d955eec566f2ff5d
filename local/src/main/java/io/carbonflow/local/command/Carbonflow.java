package io.carbonflow.local.command;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

import io.carbonflow.embedded.PartFailedException;
import io.carbonflow.embedded.PortTakenException;
import io.carbonflow.local.api.ApiException;
import io.carbonflow.local.stack.Progress;
import io.carbonflow.local.stack.SettingsException;
import io.carbonflow.local.stack.StackSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./carbonflow}. */
@Command(name = "carbonflow", mixinStandardHelpOptions = true, versionProvider = Carbonflow.Version.class, description = "The Carbonflow stack on one machine.", subcommands = {
        DemoCommand.class, UpCommand.class, VerifyCommand.class, StatusCommand.class, LoadCommand.class,
        RecomputeCommand.class, ExportCommand.class, ChaosCommand.class}, footer = {"",
                "Environment: CARBONFLOW_DATA, CARBONFLOW_API_KEY, CARBONFLOW_TENANT, CARBONFLOW_EXTRA_KEYS,",
                "CARBONFLOW_POSTGRES_PASSWORD, CARBONFLOW_PORT_{QUERY,GATEWAY,FACTORS,CALCULATOR,LEDGER,METERING,MQTT,",
                "KAFKA,POSTGRES,REGISTRY,SFTP}, CARBONFLOW_EXTERNAL_{KAFKA,POSTGRES_URL,MQTT_URL,REGISTRY_URL}."})
public final class Carbonflow {

    /** The system property by which the launcher names the project's root. */
    static final String ROOT = "carbonflow.root";
    static final int EXIT_FAILED = 1;
    static final int EXIT_USAGE = 2;
    /** Nothing is wrong, but nobody has signed for it. */
    static final int EXIT_UNSIGNED = 3;

    /** Names the version of the build. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Carbonflow.class.getPackage().getImplementationVersion();
            return new String[]{"carbonflow " + (version == null ? "(unpackaged)" : version)};
        }
    }

    /** Runs a command. */
    public static void main(String[] arguments) {
        // Clients log their configuration at length; what matters to the person is printed by the commands.
        Logger.getLogger("").setLevel(Level.SEVERE);
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Carbonflow()).setExecutionExceptionHandler((failure, commandLine, parsed) -> {
            if (failure instanceof ApiException || failure instanceof SettingsException
                    || failure instanceof PartFailedException || failure instanceof PortTakenException) {
                commandLine.getErr().println("carbonflow: " + failure.getMessage());
                return EXIT_FAILED;
            }
            throw failure;
        });
    }

    static Path root() {
        return Path.of(System.getProperty(ROOT, "")).toAbsolutePath();
    }

    static StackSettings settings() {
        return new StackSettings(System.getenv(), root());
    }

    static Progress progress() {
        return new Progress(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }
}
