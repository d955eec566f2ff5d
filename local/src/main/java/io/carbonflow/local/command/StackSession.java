package io.carbonflow.local.command;

import java.nio.file.Files;
import java.util.concurrent.CountDownLatch;

import io.carbonflow.local.stack.LocalStack;
import io.carbonflow.local.stack.Progress;
import io.carbonflow.local.stack.StackSettings;

/** A running stack that is stopped cleanly however this process is asked to end. */
final class StackSession implements AutoCloseable {

    private final LocalStack stack;
    private final Progress progress;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private StackSession(LocalStack stack, Progress progress) {
        this.stack = stack;
        this.progress = progress;
        hook = new Thread(this::stop, "stop-stack");
    }

    static StackSession start(StackSettings settings, Progress progress) {
        announceKey(settings, progress);
        var session = new StackSession(new LocalStack(settings, Carbonflow.root(), progress), progress);
        Runtime.getRuntime().addShutdownHook(session.hook);
        progress.say("Starting the stack; data and logs are in " + settings.data().root());
        try {
            session.stack.start();
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
        return session;
    }

    /** A key that was made just now is shown once; later it stands in its file. */
    private static void announceKey(StackSettings settings, Progress progress) {
        var file = settings.data().root().resolve("api-key");
        boolean isNew = !Files.exists(file);
        String key = settings.apiKey();
        if (isNew && System.getenv("CARBONFLOW_API_KEY") == null) {
            progress.say("API key of tenant " + settings.tenant() + ": " + key + "   (kept in " + file + ")");
        }
    }

    LocalStack stack() {
        return stack;
    }

    /** Returns when Ctrl-C or a signal has stopped the stack. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // then the hook is what runs
        }
    }

    private synchronized void stop() {
        if (ended.getCount() > 0) {
            progress.say("Stopping");
            stack.close();
            progress.say("Stopped");
            ended.countDown();
        }
    }
}
