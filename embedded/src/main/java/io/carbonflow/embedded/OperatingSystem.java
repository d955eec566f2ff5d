package io.carbonflow.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What the JDK does not tell about processes. */
final class OperatingSystem {

    private static final boolean SETSID = succeeds("setsid", "true");
    private static final long KIB = 1024;

    private OperatingSystem() {}

    static boolean hasSetsid() {
        return SETSID;
    }

    static Optional<Long> parsePid(String text) {
        String firstLine = text.lines().findFirst().orElse("").strip();
        return firstLine.matches("\\d{1,9}") ? Optional.of(Long.valueOf(firstLine)) : Optional.empty();
    }

    /** The whole command line, empty when it cannot be read. */
    static String commandLine(ProcessHandle process) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            return new String(bytes, UTF_8).replace('\0', ' ');
        } catch (IOException notLinux) {
            return process.info().commandLine().orElse("");
        }
    }

    static void signal(ProcessHandle process, String signal) {
        if ("TERM".equals(signal) || !succeeds("kill", "-" + signal, Long.toString(process.pid()))) {
            process.destroy();
        }
    }

    static long peakResidentBytes(long pid) {
        long own = statusKib(pid, "VmHWM:").orElse(0L);
        long children = ProcessHandle.of(pid)
            .stream()
            .flatMap(ProcessHandle::descendants)
            .mapToLong(child -> statusKib(child.pid(), "RssAnon:").orElse(0L))
            .sum();
        return (own + children) * KIB;
    }

    private static Optional<Long> statusKib(long pid, String key) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"), UTF_8)) {
            return lines.filter(line -> line.startsWith(key))
                .findFirst()
                .map(line -> Long.valueOf(line.replaceAll("\\D", "")));
        } catch (IOException | UncheckedIOException notLinuxOrGone) {
            return Optional.empty();
        }
    }

    /** Whether the command is there and ends with exit code 0. */
    static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
