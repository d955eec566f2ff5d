package io.carbonflow.ledger.anchor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

/** The anchors that are configured. */
@ApplicationScoped
class Anchors {

    static final String FILE = "file";
    static final String TSA = "tsa";
    static final String EVM = "evm";

    private final List<Anchor> configured = new ArrayList<>();

    /**
     * Makes the anchors.
     *
     * @throws IllegalArgumentException where one lacks what it cannot do without: an operator who wants an anchor must not
     *                                  believe in one that never works
     */
    Anchors(AnchorsConfig config, Clock clock) {
        config.file()
            .forEach((key, file) -> file.path()
                .ifPresent(path -> configured.add(new FileAnchor(name(FILE, key), Path.of(path),
                        Path.of(required(file.keyFile(), name(FILE, key), "key-file")),
                        file.formerKeys().orElse(List.of()), clock))));
        config.tsa()
            .forEach((key, tsa) -> tsa.url()
                .ifPresent(url -> configured.add(new TimestampAnchor(name(TSA, key), url,
                        Path.of(required(tsa.trustFile(), name(TSA, key), "trust-file")),
                        tsa.authorization().orElse(null), config.timeout()))));
        config.evm()
            .forEach((key, evm) -> evm.url().ifPresent(url -> {
                long chainId = required(evm.chainId(), name(EVM, key), "chain-id");
                if (evm.privateKey().isEmpty()) {
                    required(evm.privateKeyFile(), name(EVM, key), "private-key-file or private-key");
                }
                configured.add(new EvmAnchor(name(EVM, key), url, config.timeout(),
                        new EvmAnchor.Terms(chainId, evm.confirmations(), evm.feeMaxGwei(), evm.resubmitAfter()),
                        () -> account(chainId, evm), clock));
            }));
    }

    List<Anchor> configured() {
        return List.copyOf(configured);
    }

    /** What an anchor of this name is, whether it is still configured or not. */
    static String kindOf(String name) {
        return name.equals(TSA) || name.startsWith(TSA + ".") ? "rfc3161"
                : name.equals(EVM) || name.startsWith(EVM + ".") ? "evm" : "file";
    }

    private static EvmAccount account(long chainId, AnchorsConfig.Evm evm) {
        return new EvmAccount(chainId, evm.privateKey().orElseGet(() -> text(evm.privateKeyFile().orElseThrow())),
                evm.to().orElse(null));
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new AnchorUnavailableException("the private key in " + file + " cannot be read", e);
        }
    }

    /** The one without a name of its own has no key. */
    private static String name(String kind, String key) {
        return key == null || key.isEmpty() ? kind : kind + "." + key;
    }

    private static <T> T required(Optional<T> value, String anchor, String property) {
        return value.orElseThrow(() -> new IllegalArgumentException("carbonflow.ledger.anchors." + anchor + "."
                + property + " is missing; without it nothing can be anchored there"));
    }
}
