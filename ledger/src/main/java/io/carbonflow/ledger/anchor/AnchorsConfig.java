package io.carbonflow.ledger.anchor;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithUnnamedKey;

/** Where signed heads are made known. None is by default; of each kind there can be several, each with a name. */
@ConfigMapping(prefix = "carbonflow.ledger.anchors")
public interface AnchorsConfig {

    /** How often the newest head is anchored; it covers all before it. Nothing is done while there is no newer one. */
    @WithDefault("PT1H")
    Duration every();

    /** How often what is under way is looked after. */
    @WithDefault("PT30S")
    Duration look();

    /** How often evidence that was read back once is read back again. */
    @WithDefault("P1D")
    Duration recheckEvery();

    /** Longest pause after outages of an anchor; the pauses begin with {@link #look} and double. */
    @WithDefault("PT10M")
    Duration pauseMax();

    /** An answer that is not complete by then counts as an outage. */
    @WithDefault("PT20S")
    Duration timeout();

    /** Signed files. */
    @WithUnnamedKey("")
    Map<String, File> file();

    /** Time-stamp authorities. */
    @WithUnnamedKey("")
    Map<String, Tsa> tsa();

    /** Chains of the Ethereum kind. */
    @WithUnnamedKey("")
    Map<String, Evm> evm();

    /** A file, best on storage that takes nothing back. */
    interface File {

        /** Where the file lies; made if it is not there. Without it there is no such anchor. */
        Optional<String> path();

        /** PKCS#8 PEM file of the Ed25519 key that signs the lines. */
        Optional<String> keyFile();

        /** Public keys that signed earlier lines: Base64 of their SubjectPublicKeyInfo. */
        Optional<List<String>> formerKeys();
    }

    /** An authority of RFC 3161. */
    interface Tsa {

        /** Where requests are posted. Without it there is no such anchor. */
        Optional<URI> url();

        /** PEM file of the root certificates that are trusted to vouch for the authority. */
        Optional<String> trustFile();

        /** Value of the header Authorization, where the authority asks for one. */
        Optional<String> authorization();
    }

    /** A chain and the account that pays. */
    interface Evm {

        /** JSON-RPC address of a node. Without it there is no such anchor. */
        Optional<URI> url();

        /** The chain the node has to be of: 1 Ethereum, 137 Polygon, 56 BSC. */
        Optional<Long> chainId();

        /** The paying account's private key, hexadecimal. */
        Optional<String> privateKey();

        /** A file with that key. */
        Optional<String> privateKeyFile();

        /** To which address the transactions go; to the account itself by default. */
        Optional<String> to();

        /** Blocks that have to stand on the transaction, its own included, before it is believed. */
        @WithDefault("12")
        int confirmations();

        /** Most that is paid per unit of gas, in gwei. Above it the anchor waits. */
        @WithDefault("500")
        BigDecimal feeMaxGwei();

        /** A transaction that is in no block by then is replaced by one that pays more. */
        @WithDefault("PT10M")
        Duration resubmitAfter();
    }
}
