package io.carbonflow.embedded.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;

/** What the gateway subscribes to, remembered across restarts so that what it wants is known before it is back. */
final class GatewaySubscriptions {

    private final Path file;
    private final TreeSet<String> filters = new TreeSet<>();

    GatewaySubscriptions(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                filters.addAll(Files.readAllLines(file, UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isEmpty() {
        return filters.isEmpty();
    }

    boolean matches(String topic) {
        return filters.stream().anyMatch(filter -> TopicFilter.matches(filter, topic));
    }

    void add(String filter) {
        if (filters.add(filter)) {
            store();
        }
    }

    void remove(String filter) {
        if (filters.remove(filter)) {
            store();
        }
    }

    private void store() {
        try {
            Files.write(file, filters, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
