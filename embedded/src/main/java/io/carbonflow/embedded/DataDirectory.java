package io.carbonflow.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/**
 * Where a stack keeps everything: {@code <part>/} for a part's data, {@code logs/<part>.log}, {@code run/<part>.pid},
 * and secrets as files of their own that only the owner may read.
 *
 * @param root absolute
 */
public record DataDirectory(Path root) {

    private static final SecureRandom RANDOM = new SecureRandom();

    public DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    Path of(String part) {
        return created(root.resolve(part));
    }

    public Path logFile(String part) {
        return created(root.resolve("logs")).resolve(part + ".log");
    }

    public Path pidFile(String part) {
        return created(root.resolve("run")).resolve(part + ".pid");
    }

    /**
     * The secret of this name: {@code given} if not blank (and kept from now on), else the one kept, else a new random
     * one.
     */
    public String secret(String name, String given) {
        if (given != null && !given.isBlank()) {
            keep(name, given.strip());
            return given.strip();
        }
        return kept(name, DataDirectory::random);
    }

    private String kept(String name, Supplier<String> otherwise) {
        try {
            Path file = root.resolve(name);
            if (Files.exists(file)) {
                return Files.readString(file, UTF_8).strip();
            }
            String secret = otherwise.get();
            keep(name, secret);
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep(String name, String secret) {
        try {
            Path file = created(root).resolve(name);
            Files.writeString(file, secret + System.lineSeparator(), UTF_8);
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 192 random bits in letters, digits, {@code -} and {@code _}: safe in a URL, a header and a shell. */
    public static String random() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Path created(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + directory, e);
        }
    }
}
