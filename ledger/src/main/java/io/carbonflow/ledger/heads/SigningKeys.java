package io.carbonflow.ledger.heads;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

/** The keys this process was given to sign with. One that cannot be read is as none, and said. */
@ApplicationScoped
public class SigningKeys {

    static final String NONE = "no signing key is configured; without one nobody sees whether the newest blocks were cut off";

    private static final Logger LOG = Logger.getLogger(SigningKeys.class);

    private final Optional<SigningKey> present;
    private final Optional<SigningKey> previous;
    private final String whyNone;

    SigningKeys(HeadsConfig config) {
        Optional<SigningKey> present = Optional.empty();
        Optional<SigningKey> previous = Optional.empty();
        String whyNone = NONE;
        try {
            present = config.keyFile().isPresent() ? config.keyFile().map(SigningKeys::read)
                    : config.key().filter(text -> !text.isBlank()).map(SigningKey::of);
            previous = config.previousKeyFile().map(SigningKeys::read);
        } catch (IllegalArgumentException e) {
            whyNone = e.getMessage();
            LOG.errorf("heads are not signed: %s", whyNone);
        }
        this.present = present;
        this.previous = previous;
        this.whyNone = whyNone;
    }

    /** The key to sign with. */
    public Optional<SigningKey> present() {
        return present;
    }

    /** The key before it, while that has still to introduce it. */
    Optional<SigningKey> previous() {
        return previous;
    }

    /** Why there is no key. */
    String whyNone() {
        return whyNone;
    }

    /** Whether this process could have signed with the key, which is what makes it believe in it. */
    public boolean isOurs(String keyId) {
        return present.filter(key -> key.id().equals(keyId)).isPresent()
                || previous.filter(key -> key.id().equals(keyId)).isPresent();
    }

    /**
     * The key that readers take for the ledger's at present, if this process has it: the newest they know of, which is the
     * one before ours until it has introduced that.
     */
    public Optional<SigningKey> newestOf(List<PublishedKey> published) {
        return Stream.of(present, previous)
            .flatMap(Optional::stream)
            .filter(key -> !published.isEmpty() && published.get(published.size() - 1).keyId().equals(key.id()))
            .findFirst();
    }

    private static SigningKey read(Path file) {
        try {
            return SigningKey.of(Files.readString(file, UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException("the signing key's file " + file + " cannot be read", e);
        }
    }
}
