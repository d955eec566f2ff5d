package io.carbonflow.metering.stream;

import java.time.Duration;
import java.time.Instant;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the metering stage tolerates, and how wide it is; see {@link io.carbonflow.intake.contract.ContractConfig}. */
@ConfigMapping(prefix = "carbonflow.metering")
public interface MeteringConfig {

    @WithDefault("PT5M")
    Duration futureMax();

    @WithDefault("1990-01-01T00:00:00Z")
    Instant earliest();

    /** Partitions of the news by source. At most this many instances share the work; it cannot be changed later. */
    @WithDefault("4")
    int partitions();

    /** Whether state may grow beyond memory (RocksDB). Where it is kept in memory, a restart reads it from the broker. */
    @WithDefault("true")
    boolean onDisk();

    /**
     * Bytes of the largest record this stage writes. Not more than the broker's {@code message.max.bytes}, which it is held
     * against at the start; not less than the gateway's largest item with what goes around it.
     */
    @WithDefault("4194304")
    int recordBytesMax();

    /** What waits of unknown devices: devices of a tenant and partition; beyond them a message is a dead letter. */
    @WithDefault("2000")
    int waitingDevicesMax();

    /** The same, messages. */
    @WithDefault("100000")
    int waitingMessagesMax();

    /** The same, bytes as they are kept. */
    @WithDefault("134217728")
    long waitingBytesMax();

    /** What families remember between messages: devices and nodes of a tenant and partition; others are refused. */
    @WithDefault("20000")
    int sessionsMax();

    /** The same, bytes. */
    @WithDefault("268435456")
    long sessionBytesMax();

    /** Sources of a tenant and partition that nobody has registered and that are listed all the same. */
    @WithDefault("25000")
    int sourcesMax();

    default Bounds bounds() {
        return new Bounds(recordBytesMax(), waitingDevicesMax(), waitingMessagesMax(), waitingBytesMax(), sessionsMax(),
                sessionBytesMax(), sourcesMax());
    }
}
