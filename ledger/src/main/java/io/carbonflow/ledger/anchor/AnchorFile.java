package io.carbonflow.ledger.anchor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lines of a file, each linked to the one before it. What a crash left of a line stays where it is: it has no number,
 * and the next line is linked to it like to any other.
 */
final class AnchorFile {

    private final List<String> texts;
    private final boolean isEnded;

    private AnchorFile(List<String> texts, boolean isEnded) {
        this.texts = texts;
        this.isEnded = isEnded;
    }

    /** What the lines say up to the first that is not as it has to be. */
    record Checked(Map<Long, AnchorLine> good, Optional<String> fault) {}

    static AnchorFile read(Path path) throws IOException {
        String content = Files.exists(path) ? Files.readString(path, UTF_8) : "";
        var texts = new ArrayList<String>();
        int from = 0;
        for (int end = content.indexOf('\n'); end >= 0; end = content.indexOf('\n', from)) {
            texts.add(content.substring(from, end));
            from = end + 1;
        }
        boolean isEnded = from == content.length();
        if (!isEnded) {
            texts.add(content.substring(from));
        }
        return new AnchorFile(texts, isEnded);
    }

    /** The newest line about this head. */
    Optional<AnchorLine> find(HeadToAnchor head) {
        return texts.stream()
            .flatMap(text -> AnchorLine.parse(text).stream())
            .filter(line -> line.isOf(head))
            .reduce((one, later) -> later);
    }

    /**
     * Adds a line and returns when it is on the disk.
     *
     * @param path the file this was read from
     */
    AnchorLine append(Path path, HeadToAnchor head, Instant at, Ed25519Key key) throws IOException {
        long number = texts.stream()
            .flatMap(text -> AnchorLine.parse(text).stream())
            .mapToLong(AnchorLine::number)
            .max()
            .orElse(0) + 1;
        String previous = texts.isEmpty() ? AnchorLine.NONE_BEFORE
                : AnchorLine.sha256(texts.get(texts.size() - 1));
        var line = AnchorLine.signed(number, previous, head, at, key);
        boolean isNew = !Files.exists(path);
        try (var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            var bytes = ByteBuffer.wrap(((isEnded ? "" : "\n") + line.text() + "\n").getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        if (isNew) { // the name of a file is in its directory
            try (var directory = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
        return line;
    }

    /**
     * Follows the lines from the first.
     *
     * @param trustedKeys whose signatures count
     */
    Checked check(Set<String> trustedKeys) {
        var good = new HashMap<Long, AnchorLine>();
        String previous = AnchorLine.NONE_BEFORE;
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            var line = AnchorLine.parse(text);
            boolean isTorn = line.isEmpty() && !text.endsWith("}");
            if (!isTorn) {
                var fault = faultOf(line, good.size() + 1L, previous, trustedKeys);
                if (fault.isPresent()) {
                    return new Checked(good, Optional.of("line " + (i + 1) + " " + fault.get()));
                }
                good.put(line.get().number(), line.get());
            }
            previous = AnchorLine.sha256(text);
        }
        return new Checked(good, Optional.empty());
    }

    private static Optional<String> faultOf(Optional<AnchorLine> found, long number, String previous,
            Set<String> trustedKeys) {
        if (found.isEmpty()) {
            return Optional.of("is no line of an anchor file");
        }
        var line = found.get();
        if (line.number() != number) {
            return Optional.of("has the number " + line.number() + ", expected " + number);
        }
        if (!line.previous().equals(previous)) {
            return Optional.of("does not continue the line before it");
        }
        if (!trustedKeys.contains(line.key())) {
            return Optional.of("is signed by a key that is not configured");
        }
        return line.isSigned() ? Optional.empty() : Optional.of("is not what its key signed");
    }
}
