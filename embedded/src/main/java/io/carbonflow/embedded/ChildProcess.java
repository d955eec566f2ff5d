package io.carbonflow.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A running program of ours: its output in a log file, its process id in a pid file. */
public final class ChildProcess {

    private static final Duration PROBE_INTERVAL = Duration.ofMillis(50);
    private static final int LOG_LINES_QUOTED = 12;
    private static final int LOG_BYTES_READ_MAX = 16_384;

    private final Spec spec;
    private final Process process;

    private ChildProcess(Spec spec, Process process) {
        this.spec = spec;
        this.process = process;
    }

    /**
     * What to run.
     *
     * @param name for messages, log and pid file
     * @param command program and arguments; one of them contains {@code marker}
     * @param environment added to our own environment
     * @param marker text that tells this process from any other that may have got its process id
     */
    public record Spec(String name, List<String> command, Map<String, String> environment, Path logFile, Path pidFile,
            String marker) {}

    /** Starts the program; returns before it is ready. A child that an earlier run left behind is ended first. */
    public static ChildProcess start(Spec spec) {
        endStale(spec.pidFile(), spec.marker());
        try {
            var builder = new ProcessBuilder(detached(spec.command()));
            builder.environment().putAll(spec.environment());
            builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
            builder.redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(spec.logFile().toFile()));
            Process process = builder.start();
            Files.writeString(spec.pidFile(), Long.toString(process.pid()), UTF_8);
            return new ChildProcess(spec, process);
        } catch (IOException e) {
            throw new PartFailedException(spec.name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    /**
     * Ends the process a pid file names if its command line shows that it is the one meant, and removes the file.
     *
     * @return whether there was such a process
     */
    public static boolean endStale(Path pidFile, String marker) {
        try {
            if (!Files.exists(pidFile)) {
                return false;
            }
            var stale = OperatingSystem.parsePid(Files.readString(pidFile, UTF_8))
                .flatMap(ProcessHandle::of)
                .filter(handle -> OperatingSystem.commandLine(handle).contains(marker));
            stale.ifPresent(ChildProcess::end);
            Files.deleteIfExists(pidFile);
            return stale.isPresent();
        } catch (IOException e) {
            throw new PartFailedException("cannot read " + pidFile, e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /**
     * Waits until {@code ready} holds.
     *
     * @throws PartFailedException if the process ends or the time is over before
     */
    public void awaitReady(BooleanSupplier ready, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new PartFailedException(
                        spec.name() + " ended with exit code " + process.exitValue() + " while starting" + logQuote());
            }
            if (System.nanoTime() > deadline) {
                throw new PartFailedException(
                        spec.name() + " is not ready after " + timeout.toSeconds() + " s" + logQuote());
            }
            pause();
        }
    }

    /** Asks the process to end by {@code signal} (TERM, INT), ends it by force when it takes longer than {@code grace}. */
    public void stop(String signal, Duration grace) {
        if (process.isAlive()) {
            OperatingSystem.signal(process.toHandle(), signal);
            if (!endedWithin(process, grace)) {
                killTree(process.toHandle());
                endedWithin(process, grace);
            }
        }
        try {
            Files.deleteIfExists(spec.pidFile());
        } catch (IOException e) {
            throw new PartFailedException("cannot remove " + spec.pidFile(), e);
        }
    }

    /** Ends the process at once, as a crash would. */
    public void kill() {
        killTree(process.toHandle());
        endedWithin(process, Duration.ofSeconds(10));
    }

    /** The most memory the process has held so far, in bytes, with what its children hold now for themselves. */
    public long peakResidentBytes() {
        return OperatingSystem.peakResidentBytes(process.pid());
    }

    private String logQuote() {
        return "; see " + spec.logFile() + lastLines().map(lines -> ", which ends with\n" + lines).orElse("");
    }

    private Optional<String> lastLines() {
        try {
            byte[] bytes = Files.readAllBytes(spec.logFile());
            int from = Math.max(0, bytes.length - LOG_BYTES_READ_MAX);
            List<String> lines = new String(bytes, from, bytes.length - from, UTF_8).lines().toList();
            return Optional.of(
                    String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_QUOTED), lines.size())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Its own session where the system can, so that Ctrl-C reaches only the parent, which stops parts in order. */
    private static List<String> detached(List<String> command) {
        if (!OperatingSystem.hasSetsid()) {
            return command;
        }
        var detached = new ArrayList<String>(command.size() + 1);
        detached.add("setsid");
        detached.addAll(command);
        return detached;
    }

    private static void end(ProcessHandle handle) {
        killTree(handle);
        try {
            handle.onExit().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new PartFailedException("process " + handle.pid() + " of an earlier run does not end", e);
        }
    }

    private static void killTree(ProcessHandle handle) {
        List<ProcessHandle> descendants = handle.descendants().toList();
        handle.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        descendants.forEach(descendant -> descendant.onExit()
            .orTimeout(10, TimeUnit.SECONDS)
            .exceptionally(e -> null)
            .join());
    }

    private static boolean endedWithin(Process process, Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PROBE_INTERVAL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailedException("interrupted while waiting", e);
        }
    }
}
