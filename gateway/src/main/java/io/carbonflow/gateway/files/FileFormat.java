package io.carbonflow.gateway.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms a file may have. */
enum FileFormat {

    CSV("text/csv", List.of("application/csv", "text/tab-separated-values"), List.of(".csv", ".tsv")),
    JSON("application/json", List.of("text/json"), List.of(".json")),
    NDJSON("application/x-ndjson", List.of("application/ndjson", "application/jsonl", "application/x-jsonlines"),
            List.of(".ndjson", ".jsonl")),
    X12("application/edi-x12", List.of("application/x12"), List.of(".x12", ".856")),
    EDIFACT("application/edifact", List.of("application/x-edifact"), List.of(".edifact"));

    private static final List<String> ANYTHING = List.of("", "application/octet-stream", "text/plain",
            "application/edi", "binary/octet-stream");

    private final String mediaType;
    private final List<String> otherMediaTypes;
    private final List<String> endings;

    FileFormat(String mediaType, List<String> otherMediaTypes, List<String> endings) {
        this.mediaType = mediaType;
        this.otherMediaTypes = otherMediaTypes;
        this.endings = endings;
    }

    String mediaType() {
        return mediaType;
    }

    /** The form a sender states; empty where it states one that is not ours. */
    static Optional<FileFormat> declared(HeaderValue contentType) {
        for (FileFormat format : values()) {
            if (format.mediaType.equals(contentType.value()) || format.otherMediaTypes.contains(contentType.value())) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** Whether a content type leaves the form to be found out. */
    static boolean isOpen(HeaderValue contentType) {
        return ANYTHING.contains(contentType.value());
    }

    /** The form by the file's name, else by how it begins. */
    static FileFormat of(String fileName, byte[] head) {
        String name = fileName.toLowerCase(Locale.ROOT);
        for (FileFormat format : values()) {
            if (format.endings.stream().anyMatch(name::endsWith)) {
                return format;
            }
        }
        String text = new String(head, 0, Math.min(head.length, 64), ISO_8859_1).strip();
        if (text.startsWith("ISA")) {
            return X12;
        }
        if (text.startsWith("UNA") || text.startsWith("UNB")) {
            return EDIFACT;
        }
        return text.startsWith("{") || text.startsWith("[") ? JSON : CSV;
    }
}
