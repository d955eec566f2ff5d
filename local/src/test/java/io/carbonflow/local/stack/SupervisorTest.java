package io.carbonflow.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.carbonflow.embedded.DataDirectory;
import io.carbonflow.embedded.Part;

class SupervisorTest {

    @TempDir
    Path directory;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    private final Supervisor supervisor = new Supervisor(
            new Progress(new PrintStream(said, true, StandardCharsets.UTF_8)), scheduler, Runnable::run);

    /** A process that does nothing for a long time. */
    private final class Sleeper extends Part {

        private Sleeper() {
            super("sleeper", new DataDirectory(directory));
        }

        @Override
        protected void prepare() {}

        @Override
        protected String marker() {
            return "sleep 600";
        }

        @Override
        protected List<String> command() {
            return List.of("sleep", "600");
        }

        @Override
        protected boolean isReady() {
            return true;
        }
    }

    @AfterEach
    void shutDown() {
        scheduler.shutdownNow();
    }

    @Test
    void startsAPartAgainThatDied() {
        // Given
        try (var part = new Sleeper()) {
            part.start();
            supervisor.watch(part);
            long firstPid = part.pid();

            // When
            part.kill();

            // Then
            await().untilAsserted(() -> assertThat(part.isRunning() && part.pid() != firstPid).isTrue());
            await().untilAsserted(() -> assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("sleeper ended with exit code 137; it starts again in 1 s")
                .contains("sleeper runs again"));
            supervisor.stop();
        }
    }

    @Test
    void leavesAPartAloneThatIsMeantToEnd() {
        // Given
        var part = new Sleeper();
        part.start();
        supervisor.watch(part);

        // When
        supervisor.stop();
        part.stop();

        // Then
        assertThat(part.isRunning()).isFalse();
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void endsAProcessThatAnEarlierSupervisorLeftBehind() {
        // Given
        var abandoned = new Sleeper();
        abandoned.start();
        long pid = abandoned.pid();

        // When
        try (var part = new Sleeper()) {
            part.start();

            // Then
            assertThat(part.isRunning()).isTrue();
            await().until(() -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false).equals(false));
        }
    }
}
