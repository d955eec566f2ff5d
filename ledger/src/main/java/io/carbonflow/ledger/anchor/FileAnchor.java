package io.carbonflow.ledger.anchor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.vertx.core.json.JsonObject;

/** Writes each head as a signed line of a file to which lines are only added. */
final class FileAnchor implements Anchor {

    private final String name;
    private final Path path;
    private final Path keyFile;
    private final Set<String> formerKeys;
    private final Clock clock;

    FileAnchor(String name, Path path, Path keyFile, List<String> formerKeys, Clock clock) {
        this.name = name;
        this.path = path;
        this.keyFile = keyFile;
        this.formerKeys = Set.copyOf(formerKeys);
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public JsonObject prepare(HeadToAnchor head) {
        return new JsonObject().put("path", path.toString());
    }

    @Override
    public Finding submit(HeadToAnchor head, JsonObject prepared) {
        var key = Ed25519Key.read(keyFile);
        Path lock = path.resolveSibling(path.getFileName() + ".lock");
        try (var locking = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var locked = locking.lock()) {
            var file = AnchorFile.read(path);
            var there = file.find(head);
            var line = there.isPresent() ? there.get()
                    : file.append(path, head, clock.instant().truncatedTo(ChronoUnit.MICROS), key);
            return new Finding.Waiting(new JsonObject().put("path", path.toString())
                .put("line", line.number())
                .put("line_sha256", AnchorLine.sha256(line.text()))
                .put("text", line.text()), null);
        } catch (IOException e) {
            throw new AnchorUnavailableException("the file " + path + " cannot be written: " + e, e);
        }
    }

    @Override
    public List<Finding> check(List<Anchored> anchored) {
        var trusted = new HashSet<>(formerKeys);
        trusted.add(Ed25519Key.read(keyFile).publicKey());
        AnchorFile.Checked checked;
        try {
            if (!Files.isDirectory(path.toAbsolutePath().getParent())) {
                throw new AnchorUnavailableException("the directory of " + path + " is not there");
            }
            checked = AnchorFile.read(path).check(trusted);
        } catch (IOException e) {
            throw new AnchorUnavailableException("the file " + path + " cannot be read: " + e, e);
        }
        return anchored.stream().map(one -> finding(one, checked)).toList();
    }

    private Finding finding(Anchored anchored, AnchorFile.Checked checked) {
        long number = anchored.evidence().getLong("line");
        var line = checked.good().get(number);
        if (line == null) {
            return new Finding.Refuted(path + ": "
                    + checked.fault().orElse("line " + number + " is missing"));
        }
        boolean isThatLine = line.isOf(anchored.head()) && line.text().equals(anchored.evidence().getString("text"));
        return isThatLine ? new Finding.Proven(anchored.evidence())
                : new Finding.Refuted(path + ": line " + number + " is not the one that was written");
    }
}
