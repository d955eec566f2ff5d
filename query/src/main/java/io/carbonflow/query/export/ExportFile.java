package io.carbonflow.query.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;

import org.jboss.logging.Logger;

/**
 * A file made for one answer.
 *
 * @param bytes  its length
 * @param rows   how many it holds
 * @param sha256 of its bytes
 */
record ExportFile(Path path, long bytes, long rows, byte[] sha256) {

    private static final Logger LOG = Logger.getLogger(ExportFile.class);

    String tag() {
        return HexFormat.of().formatHex(sha256);
    }

    /** Its bytes; it is removed when they have been read, and when they have not. */
    InputStream readOnce() {
        try {
            return Files.newInputStream(path, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UncheckedIOException("an export cannot be read back", e);
        }
    }

    static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warnf("the file %s of an export stays behind: %s", path, e.getMessage());
        }
    }
}
