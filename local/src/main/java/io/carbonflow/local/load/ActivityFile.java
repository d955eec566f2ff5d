package io.carbonflow.local.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;

import com.fasterxml.jackson.core.JsonToken;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.api.ApiException;

/**
 * The activities of a file, one JSON text per item, in their order; read as they are asked for, so the file may be of any
 * size.
 */
public final class ActivityFile {

    private final Path path;
    private final Iterator<String> items;

    private ActivityFile(Path path, Iterator<String> items) {
        this.path = path;
        this.items = items;
    }

    /** Opens a file by the ending of its name. */
    public static ActivityFile open(Path path) throws IOException {
        if (!Files.isReadable(path)) {
            throw new ApiException(path + " is not there or cannot be read", null);
        }
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return new ActivityFile(path, new CsvActivities(Files.newBufferedReader(path, UTF_8)));
        }
        if (name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
            return new ActivityFile(path,
                    Files.newBufferedReader(path, UTF_8).lines().filter(line -> !line.isBlank()).iterator());
        }
        if (name.endsWith(".json")) {
            return new ActivityFile(path, new JsonElements(Files.newBufferedReader(path, UTF_8)));
        }
        throw new ApiException(path + " ends neither in .csv, .json nor .ndjson", null);
    }

    Path path() {
        return path;
    }

    Iterator<String> items() {
        return items;
    }

    /** A single JSON value, or the elements of an array. */
    private static final class JsonElements implements Iterator<String> {

        private final com.fasterxml.jackson.core.JsonParser parser;
        private JsonToken next;

        private JsonElements(BufferedReader reader) throws IOException {
            parser = Api.JSON.createParser(reader);
            next = parser.nextToken();
            if (next == JsonToken.START_ARRAY) {
                next = parser.nextToken();
            }
        }

        @Override
        public boolean hasNext() {
            return next != null && next != JsonToken.END_ARRAY;
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            try {
                String item = Api.JSON.readTree(parser).toString();
                next = parser.nextToken();
                return item;
            } catch (IOException e) {
                throw new ApiException("not JSON: " + e.getMessage(), e);
            }
        }
    }
}
