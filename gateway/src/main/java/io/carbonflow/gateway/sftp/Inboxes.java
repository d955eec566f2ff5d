package io.carbonflow.gateway.sftp;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

/**
 * The files on disk. A tenant sees {@code /inbox}, {@code /done} and {@code /failed}. Beside what it sees, an empty file
 * under {@code ready} marks each file of an inbox that is complete, and {@code work} holds what is being read: both
 * outlive a crash.
 */
final class Inboxes {

    private static final Logger LOG = Logger.getLogger(Inboxes.class);
    static final String INBOX = "inbox";
    static final String DONE = "done";
    static final String FAILED = "failed";
    private static final List<String> UNFINISHED = List.of(".part", ".tmp", ".filepart", ".partial", ".crdownload");

    private final Path directory;
    /** Handles open for writing, by the file; in memory, as the handles are. */
    private final Map<Path, Integer> writers = new HashMap<>();
    /** Marked files that could not be taken out, so that each is reported once. */
    private final Set<Path> stuck = new HashSet<>();

    Inboxes(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** What the tenant sees as {@code /}; made where it is not there. */
    Path home(String tenantId) throws IOException {
        Path home = directory.resolve("tenants").resolve(tenantId);
        for (String name : List.of(INBOX, DONE, FAILED)) {
            Files.createDirectories(home.resolve(name));
        }
        return home;
    }

    Path hostKey() {
        return directory.resolve("host_key");
    }

    /** Whether a name is that of a file that is still being written, by the customs of SFTP clients. */
    static boolean isUnfinished(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(".") || UNFINISHED.stream().anyMatch(lower::endsWith);
    }

    /** A client is about to write: whatever was complete before is not any more. */
    synchronized void writing(String tenantId, Path inInbox) throws IOException {
        writers.merge(key(tenantId, inInbox), 1, Integer::sum);
        Files.deleteIfExists(marker(tenantId, inInbox));
    }

    /** A writer is gone. @param isComplete whether it closed the file itself, and did not just vanish */
    synchronized void written(String tenantId, Path inInbox, boolean isComplete) throws IOException {
        Integer left = writers.computeIfPresent(key(tenantId, inInbox), (path, count) -> count > 1 ? count - 1 : null);
        if (left == null && isComplete) {
            ready(tenantId, inInbox);
        }
    }

    /** Whether a file, or a file of this folder, is being written. */
    synchronized boolean isBeingWritten(String tenantId, Path inInbox) {
        Path key = key(tenantId, inInbox);
        return writers.keySet().stream().anyMatch(path -> path.startsWith(key));
    }

    /** A file or a folder got another name; what was complete in a folder stays so. */
    synchronized void renamed(String tenantId, Path from, Path to) throws IOException {
        if (Files.isDirectory(file(tenantId, to))) {
            for (Path marker : FilesUnder.of(marker(tenantId, from))) {
                Files.delete(marker);
                ready(tenantId, to.resolve(marker.getFileName()));
            }
            return;
        }
        Files.deleteIfExists(marker(tenantId, from));
        if (Files.isRegularFile(file(tenantId, to)) && !isBeingWritten(tenantId, from)
                && !isBeingWritten(tenantId, to)) {
            ready(tenantId, to);
        }
    }

    private void ready(String tenantId, Path inInbox) throws IOException {
        if (isUnfinished(inInbox.getFileName().toString())) {
            return;
        }
        Path marker = marker(tenantId, inInbox);
        Files.createDirectories(marker.getParent());
        try {
            Files.createFile(marker);
        } catch (FileAlreadyExistsException e) {
            Files.setLastModifiedTime(marker, FileTime.from(Instant.now()));
        }
    }

    /** Files of a tenant's inbox. */
    long count(String tenantId) throws IOException {
        return FilesUnder.of(home(tenantId).resolve(INBOX)).size();
    }

    long freeBytes() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    /**
     * A complete file, out of the clients' sight.
     *
     * @param supplierId the folder of the inbox in which it lay, null for the inbox itself
     */
    record Waiting(String tenantId, String supplierId, Path file) {

        /** Its name as the client gave it. */
        String name() {
            String name = file.getFileName().toString();
            return name.substring(name.indexOf('_') + 1);
        }
    }

    /** Takes complete files that lay still since then out of the inboxes, and names everything that waits to be read. */
    List<Waiting> waiting(Instant stillSince) throws IOException {
        for (Path marker : FilesUnder.of(directory.resolve("ready"))) {
            try {
                if (Files.getLastModifiedTime(marker).toInstant().isBefore(stillSince)) {
                    takeOut(marker);
                }
            } catch (NoSuchFileException e) {
                LOG.debug("a client began to write the file anew, or removed it");
            } catch (IOException | RuntimeException e) {
                if (stuck.add(marker)) {
                    LOG.errorf("a file in the inbox of %s stays there, the others are read: %s", tenantOf(marker),
                            e.getClass().getSimpleName());
                }
            }
        }
        var waiting = new ArrayList<Waiting>();
        Path work = directory.resolve("work");
        for (Path file : FilesUnder.of(work)) {
            Path relative = work.relativize(file);
            waiting.add(new Waiting(relative.getName(0).toString(),
                    relative.getNameCount() > 2 ? relative.getName(1).toString() : null, file));
        }
        return waiting;
    }

    private String tenantOf(Path marker) {
        return directory.resolve("ready").relativize(marker).getName(0).toString();
    }

    private synchronized void takeOut(Path marker) throws IOException {
        Path relative = directory.resolve("ready").relativize(marker);
        if (!Files.exists(marker)) {
            return;
        }
        String tenantId = relative.getName(0).toString();
        Path inInbox = relative.subpath(1, relative.getNameCount());
        Path target = directory.resolve("work").resolve(relative);
        Files.createDirectories(target.getParent());
        try {
            // The time keeps files in their order, and apart from others of their name.
            long millis = Files.getLastModifiedTime(marker).toMillis();
            Files.move(file(tenantId, inInbox),
                    target.resolveSibling("%016d_%s".formatted(millis,
                            FileName.shortened(target.getFileName().toString()))),
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // taken out before a crash, or removed by the client
        }
        Files.deleteIfExists(marker);
    }

    /** Puts a file that was read where its tenant finds it, beside the report. */
    void finished(Waiting waiting, boolean isRead, Instant at, byte[] report) throws IOException {
        Path folder = home(waiting.tenantId()).resolve(isRead ? DONE : FAILED);
        String stamp = at.toString().replaceAll("[-:]", "").replaceAll("\\.\\d+", "");
        String name = FileName.shortened(waiting.name());
        Path target = folder.resolve(stamp + "-" + name);
        for (int i = 2; Files.exists(target); i++) {
            target = folder.resolve(stamp + "-" + i + "-" + name);
        }
        Files.write(target.resolveSibling(target.getFileName() + ".report.json"), report);
        Files.move(waiting.file(), target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes what was read before then. */
    void purge(Instant before) throws IOException {
        try (Stream<Path> homes = Files.list(Files.createDirectories(directory.resolve("tenants")))) {
            for (Path home : homes.toList()) {
                for (String name : List.of(DONE, FAILED)) {
                    for (Path file : FilesUnder.of(home.resolve(name))) {
                        purge(file, before);
                    }
                }
            }
        }
    }

    private static void purge(Path file, Instant before) throws IOException {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("somebody else deleted it");
        }
    }

    private Path file(String tenantId, Path inInbox) {
        return directory.resolve("tenants").resolve(tenantId).resolve(INBOX).resolve(inInbox.toString());
    }

    private Path marker(String tenantId, Path inInbox) {
        return directory.resolve("ready").resolve(tenantId).resolve(inInbox.toString());
    }

    private static Path key(String tenantId, Path inInbox) {
        return FileSystems.getDefault().getPath(tenantId, inInbox.toString());
    }
}
