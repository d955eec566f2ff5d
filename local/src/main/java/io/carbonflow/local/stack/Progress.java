package io.carbonflow.local.stack;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the person at the terminal sees while things happen. */
public final class Progress {

    private final PrintStream out;
    private final long begunAt = System.nanoTime();

    public Progress(PrintStream out) {
        this.out = out;
    }

    /** One line. */
    public synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    void ready(String part, long startedAtNanos, String address) {
        say(String.format(Locale.ROOT, "  %-15s ready after %4.1f s   %s", part,
                (System.nanoTime() - startedAtNanos) / 1e9, address));
    }

    /** Since this object was made. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begunAt);
    }
}
