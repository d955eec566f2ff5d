package io.carbonflow.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A program of the stack that runs as a process of its own and can be started again after it ended, on the same data.
 */
public abstract class Part implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofSeconds(120);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    private final String name;
    private final DataDirectory data;
    private volatile ChildProcess process;
    private volatile boolean isStopped;

    /** A base class because every part shares one life: clean up, prepare, start, wait, announce. */
    protected Part(String name, DataDirectory data) {
        this.name = name;
        this.data = data;
    }

    public final String name() {
        return name;
    }

    /**
     * Starts the part and returns when it is ready. What an earlier run left behind is ended first. A part that was
     * stopped stays so.
     */
    public final synchronized void start() {
        endStale();
        prepare();
        process = ChildProcess
            .start(new ChildProcess.Spec(name, command(), environment(), logFile(), data.pidFile(name), marker()));
        if (isStopped) {
            stop();
            throw new PartFailedException(name + " was stopped before it was started");
        }
        try {
            process.awaitReady(this::isReady, START_MAX);
            afterReady();
        } catch (RuntimeException e) {
            process.kill();
            throw e;
        }
    }

    /** Ends a process of this part that an earlier run of the stack left behind. */
    public final void endStale() {
        ChildProcess.endStale(data.pidFile(name), marker());
    }

    /** Ends the part in order; one that is just starting, too, whose {@link #start} then fails. */
    public final void stop() {
        isStopped = true;
        ChildProcess running = process;
        if (running != null) {
            running.stop(stopSignal(), STOP_MAX);
        }
    }

    /** Ends the part as a crash would. */
    public final void kill() {
        process.kill();
    }

    @Override
    public final void close() {
        stop();
    }

    public final boolean isRunning() {
        ChildProcess running = process;
        return running != null && running.isAlive();
    }

    /** Completes when the process that runs now ends, for whatever reason. */
    public final CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    public final long pid() {
        return process.pid();
    }

    /** The most memory held since the start, in bytes; 0 when unknown. */
    public final long peakResidentBytes() {
        ChildProcess running = process;
        return running == null ? 0 : running.peakResidentBytes();
    }

    public final Path logFile() {
        return data.logFile(name);
    }

    protected final DataDirectory data() {
        return data;
    }

    /** Where this part keeps its data. */
    protected final Path directory() {
        return data.of(name);
    }

    /** In the command line of this part's process and of no other's. */
    protected String marker() {
        return "-Dstack.part=" + name + "@" + data.root();
    }

    /** Before every start: port checks, configuration, first-time initialisation. */
    protected abstract void prepare();

    protected abstract List<String> command();

    protected Map<String, String> environment() {
        return Map.of();
    }

    protected abstract boolean isReady();

    /** After every start, once ready. */
    protected void afterReady() {}

    protected String stopSignal() {
        return "TERM";
    }

    /** The start of a command line that runs Java as this part. */
    protected final List<String> java(String... options) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(marker());
        command.addAll(List.of(options));
        return command;
    }
}
