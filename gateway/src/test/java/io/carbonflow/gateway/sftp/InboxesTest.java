package io.carbonflow.gateway.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxesTest {

    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    @TempDir
    Path directory;

    private Inboxes inboxes;
    private Path inbox;

    @BeforeEach
    void aTenantHasAnInbox() throws IOException {
        inboxes = new Inboxes(directory);
        inbox = inboxes.home("demo").resolve(Inboxes.INBOX);
    }

    private Path put(String name) throws IOException {
        Path path = Path.of(name);
        Files.createDirectories(inbox.resolve(name).getParent());
        inboxes.writing("demo", path);
        Files.writeString(inbox.resolve(name), name);
        inboxes.written("demo", path, true);
        return path;
    }

    private List<String> read() throws IOException {
        return inboxes.waiting(LATER).stream().map(Inboxes.Waiting::name).toList();
    }

    private void mark(String name) throws IOException {
        Files.writeString(inbox.resolve(name), "x");
        Path marker = directory.resolve("ready/demo").resolve(name);
        Files.createDirectories(marker.getParent());
        Files.createFile(marker);
    }

    @Test
    void aNameThatIsTooLongIsShortenedAndNeverStopsTheOthers() throws IOException {
        String name = "é".repeat(122) + ".csv"; // 248 bytes, and 17 more where it is read
        mark(name);
        put("b.csv");

        assertThat(read()).containsExactly("b.csv", "é".repeat(98) + ".csv");
        for (Inboxes.Waiting waiting : inboxes.waiting(LATER)) {
            inboxes.finished(waiting, true, Instant.parse("2026-11-22T10:00:00Z"), "{}".getBytes(UTF_8));
        }
        assertThat(inboxes.waiting(LATER)).isEmpty();
        try (var done = Files.list(inboxes.home("demo").resolve(Inboxes.DONE))) {
            assertThat(done).hasSize(4);
        }
    }

    @Test
    void aFileThatCannotBeTakenOutNeverStopsTheOthers() throws IOException {
        mark("a.csv");
        Files.createDirectories(directory.resolve("work"));
        Files.createFile(directory.resolve("work/other")); // where the folder of the other tenant would be
        Files.createDirectories(directory.resolve("ready/other"));
        Files.createFile(directory.resolve("ready/other/b.csv"));

        assertThat(inboxes.waiting(LATER)).extracting(Inboxes.Waiting::tenantId).contains("demo");
    }

    @Test
    void whatWasCompleteInAFolderStaysSoUnderTheFoldersNewName() throws IOException {
        put("SUP-1/a.csv");

        Files.move(inbox.resolve("SUP-1"), inbox.resolve("SUP-2"));
        inboxes.renamed("demo", Path.of("SUP-1"), Path.of("SUP-2"));

        assertThat(inboxes.waiting(LATER)).extracting(Inboxes.Waiting::supplierId).containsExactly("SUP-2");
    }

    @Test
    void aFileThatIsRenamedWhileItIsBeingWrittenIsNotRead() throws IOException {
        inboxes.writing("demo", Path.of("a.part"));
        assertThat(inboxes.isBeingWritten("demo", Path.of("a.part"))).isTrue();
        Files.writeString(inbox.resolve("a.csv"), "half");

        inboxes.renamed("demo", Path.of("a.part"), Path.of("a.csv"));

        assertThat(inboxes.waiting(LATER)).isEmpty();
    }

    @Test
    void aFolderIsBeingWrittenWhileOneOfItsFilesIs() throws IOException {
        inboxes.writing("demo", Path.of("SUP-1/a.csv"));

        assertThat(inboxes.isBeingWritten("demo", Path.of("SUP-1"))).isTrue();
        assertThat(inboxes.isBeingWritten("demo", Path.of("SUP-10"))).isFalse();
    }

    @Test
    void aFileThatIsRemovedBeforeItIsReadIsForgotten() throws IOException {
        put("a.csv");
        Files.delete(inbox.resolve("a.csv"));

        assertThat(inboxes.waiting(LATER)).isEmpty();
        assertThat(directory.resolve("ready/demo/a.csv")).doesNotExist();
        assertThat(inboxes.count("demo")).isZero();
    }
}
