package io.carbonflow.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs programs that refuse to run as root. A user who is not root needs nothing. Root takes {@code unshare -U}: in a
 * user namespace without a mapping the program sees itself as nobody and still owns root's files. Containers often
 * forbid that; then {@code setpriv} drops to the user nobody, to whom the files are given.
 */
final class Unprivileged {

    private static final int NOBODY = 65534;
    private static final Way WAY = choose();

    private enum Way {
        AS_IS(List.of()), USER_NAMESPACE(List.of("unshare", "-U")), NOBODY_USER(
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));

        private final List<String> prefix;

        Way(List<String> prefix) {
            this.prefix = prefix;
        }
    }

    private Unprivileged() {}

    static List<String> prefix() {
        return WAY.prefix;
    }

    /** Gives the files to the user the program will run as. */
    static void own(Path path) {
        if (WAY != Way.NOBODY_USER) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.toList()) {
                Files.setAttribute(file, "unix:uid", NOBODY);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program to its end. */
    static void run(Path logFile, String input, List<String> command) {
        var whole = new ArrayList<>(prefix());
        whole.addAll(command);
        try {
            var builder = new ProcessBuilder(whole).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            try (var in = process.outputWriter(UTF_8)) {
                in.write(input);
            }
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new PartFailedException(command.get(0) + " takes longer than 120 s; see " + logFile);
            }
            if (process.exitValue() != 0) {
                throw new PartFailedException(
                        command.get(0) + " ended with exit code " + process.exitValue() + "; see " + logFile);
            }
        } catch (IOException e) {
            throw new PartFailedException(command.get(0) + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailedException("interrupted", e);
        }
    }

    private static Way choose() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Way.AS_IS;
        }
        return OperatingSystem.succeeds("unshare", "-U", "true") ? Way.USER_NAMESPACE : Way.NOBODY_USER;
    }
}
