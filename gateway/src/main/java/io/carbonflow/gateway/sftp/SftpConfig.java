package io.carbonflow.gateway.sftp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The SFTP server of the gateway. */
@ConfigMapping(prefix = "carbonflow.sftp")
interface SftpConfig {

    /** Off by default: files need a disk that outlives the process. */
    @WithDefault("false")
    boolean enabled();

    /** Set by CARBONFLOW_PORT_SFTP; 0 takes any free one. */
    @WithDefault("2222")
    int port();

    /** Where inboxes, the host key and what was taken in are kept. */
    @WithDefault(".carbonflow/sftp")
    Path directory();

    /**
     * Who may log in, in OpenSSH's form; read anew at each login. {@code authorized_keys} in {@link #directory} by
     * default. The option {@code tenant="…"} before a key says whose it is, {@code carbonflow.tenant} without it.
     */
    Optional<Path> authorizedKeys();

    /** How long a finished file lies still before it is read, so that a client may still set its times. */
    @WithDefault("PT1S")
    Duration settle();

    /** How often is looked for finished files. */
    @WithDefault("PT0.5S")
    Duration lookEvery();

    /** Files of one tenant that may wait in its inbox; a further one is refused. */
    @WithDefault("10000")
    int filesMax();

    /** Largest file in bytes; writing behind it is refused. */
    @WithDefault("10737418240")
    long fileBytesMax();

    /** Free bytes the disk keeps; writing is refused while it has fewer. */
    @WithDefault("1073741824")
    long freeBytesMin();

    /** How long files that were read stay under {@code /done} and {@code /failed}. */
    @WithDefault("P30D")
    Duration kept();
}
