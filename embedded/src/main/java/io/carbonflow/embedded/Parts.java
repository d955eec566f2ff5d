package io.carbonflow.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The programs the child processes run: {@code lib/} (Kafka and MQTT), {@code registry/}, {@code postgres/}. The build
 * of this module puts them into {@code embedded/target/parts}. They are found by the system property
 * {@value #PROPERTY}, else beside this class, else in {@code embedded/target/parts} of the working directory or one
 * above it.
 */
final class Parts {

    static final String PROPERTY = "carbonflow.parts";

    private Parts() {}

    static Path directory() {
        String given = System.getProperty(PROPERTY);
        if (given != null) {
            return Path.of(given).toAbsolutePath();
        }
        return besideThisClass().or(Parts::aboveWorkingDirectory)
            .orElseThrow(() -> new PartFailedException(
                    "the embedded parts are not built: no embedded/target/parts beside " + codeSource() + " or above "
                            + Path.of("").toAbsolutePath()
                            + "; run ./mvnw -Dquick -DskipTests -pl embedded -am package"));
    }

    /** The class path of a child JVM that runs a main class of this module. */
    static String classPath() {
        try (Stream<Path> jars = Files.list(directory().resolve("lib"))) {
            return Stream.concat(Stream.of(codeSource()), jars.sorted())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> besideThisClass() {
        // target/classes or target/embedded-<version>.jar
        return Optional.of(codeSource().resolveSibling("parts")).filter(Files::isDirectory);
    }

    private static Optional<Path> aboveWorkingDirectory() {
        return Stream.iterate(Path.of("").toAbsolutePath(), directory -> directory != null, Path::getParent)
            .map(directory -> directory.resolve("embedded/target/parts"))
            .filter(Files::isDirectory)
            .findFirst();
    }

    private static Path codeSource() {
        try {
            return Path.of(Parts.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
