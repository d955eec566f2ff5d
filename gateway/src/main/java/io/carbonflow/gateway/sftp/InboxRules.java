package io.carbonflow.gateway.sftp;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;

import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;

/**
 * What a client may do: write, rename and remove in {@code /inbox} and in folders of it, read anywhere. Notes which files
 * are complete: those that were closed by the client, or renamed from an unfinished name.
 */
final class InboxRules implements SftpEventListener {

    private static final AttributeKey<Boolean> WRITES = new AttributeKey<>();

    private final Inboxes inboxes;
    private final SftpConfig config;
    /** The file whose opening is counted as writing and not ended yet: what fails to open must not end another's. */
    private final ThreadLocal<Path> opened = new ThreadLocal<>();

    InboxRules(Inboxes inboxes, SftpConfig config) {
        this.inboxes = inboxes;
        this.config = config;
    }

    @Override
    public void opening(ServerSession session, String remoteHandle, Handle handle) throws IOException {
        if (!writes(handle)) {
            return;
        }
        opened.remove();
        Path inInbox = named(inInbox(handle.getFile()));
        if (inboxes.count(session.getUsername()) >= config.filesMax()) {
            throw new RefusedException("the inbox holds at most " + config.filesMax() + " files");
        }
        inboxes.writing(session.getUsername(), inInbox);
        opened.set(inInbox);
        handle.setAttribute(WRITES, true);
    }

    @Override
    public void openFailed(ServerSession session, String remotePath, Path file, boolean isDirectory, Throwable why)
            throws IOException {
        if (!isDirectory && isInInbox(file) && inInbox(file).equals(opened.get())) {
            opened.remove();
            inboxes.written(session.getUsername(), inInbox(file), false);
        }
    }

    @Override
    public void writing(ServerSession session, String remoteHandle, FileHandle handle, long offset, byte[] data,
            int from, int length) throws IOException {
        if (offset + length > config.fileBytesMax()) {
            throw new RefusedException("a file has at most " + config.fileBytesMax() + " bytes");
        }
        boolean isNewMegabyte = offset >> 20 != offset + length >> 20 || offset == 0;
        if (isNewMegabyte && inboxes.freeBytes() < config.freeBytesMin()) {
            throw new RefusedException("the disk is full; try again later");
        }
    }

    @Override
    public void closed(ServerSession session, String remoteHandle, Handle handle, Throwable why) throws IOException {
        ended(session, handle, why == null);
    }

    @Override
    public void exiting(ServerSession session, Handle handle) throws IOException {
        ended(session, handle, false);
    }

    private void ended(ServerSession session, Handle handle, boolean isComplete) throws IOException {
        if (handle.removeAttribute(WRITES) != null) {
            inboxes.written(session.getUsername(), inInbox(handle.getFile()), isComplete);
        }
    }

    @Override
    public void creating(ServerSession session, Path path, Map<String, ?> attributes) throws IOException {
        if (named(inInbox(path)).getNameCount() > 1) {
            throw new AccessDeniedException(path.toString(), null, "a folder of the inbox has no folders");
        }
    }

    @Override
    public void removing(ServerSession session, Path path, boolean isDirectory) throws IOException {
        inInbox(path);
    }

    @Override
    public void modifyingAttributes(ServerSession session, Path path, Map<String, ?> attributes) throws IOException {
        inInbox(path);
    }

    @Override
    public void moving(ServerSession session, Path from, Path to, Collection<CopyOption> options) throws IOException {
        Path fromInbox = inInbox(from);
        Path toInbox = named(inInbox(to));
        if (inboxes.isBeingWritten(session.getUsername(), fromInbox)
                || inboxes.isBeingWritten(session.getUsername(), toInbox)) {
            throw new RefusedException("a file is renamed when it is closed, not while it is being written");
        }
    }

    @Override
    public void moved(ServerSession session, Path from, Path to, Collection<CopyOption> options, Throwable why)
            throws IOException {
        if (why == null) {
            inboxes.renamed(session.getUsername(), inInbox(from), inInbox(to));
        }
    }

    @Override
    public void linking(ServerSession session, Path source, Path target, boolean isSymbolic) throws IOException {
        throw new AccessDeniedException(source.toString(), null, "there are no links here");
    }

    private static boolean writes(Handle handle) {
        return handle instanceof FileHandle file && (file.getOpenOptions().contains(StandardOpenOption.WRITE)
                || file.getOpenOptions().contains(StandardOpenOption.APPEND));
    }

    private static boolean isInInbox(Path path) {
        Path normal = path.toAbsolutePath().normalize();
        return normal.getNameCount() >= 2 && normal.getNameCount() <= 3
                && normal.getName(0).toString().equals(Inboxes.INBOX);
    }

    /** The same path, where its last name is short enough to be kept. */
    private static Path named(Path inInbox) throws IOException {
        int bytes = FileName.bytes(inInbox.getFileName().toString());
        if (bytes > FileName.BYTES_MAX) {
            throw new RefusedException(
                    "a name has at most " + FileName.BYTES_MAX + " bytes in UTF-8, found " + bytes);
        }
        return inInbox;
    }

    /** The path below {@code /inbox}. */
    private static Path inInbox(Path path) throws IOException {
        if (!isInInbox(path)) {
            throw new AccessDeniedException(path.toString(), null, "write into /inbox, or a folder of it");
        }
        Path normal = path.toAbsolutePath().normalize();
        return FileSystems.getDefault().getPath(normal.subpath(1, normal.getNameCount()).toString());
    }
}
