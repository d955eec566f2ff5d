package io.carbonflow.metering.stream;

import java.util.Map;

import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One bound on the memory of all state stores together. By themselves each store of each partition takes up to 50 MB to
 * read and 48 MB to write, which a stage with some dozens of them reaches only after hours.
 *
 * <p>
 * {@link #BYTES} among the settings of Kafka Streams says how much, 64 MiB unless it is there: blocks read, indexes,
 * filters, and what is not written to disk yet, of which there may be half as much.
 */
@RegisterForReflection
public final class StateMemory implements RocksDBConfigSetter {

    static final String BYTES = "state.memory.bytes";

    private static final long DEFAULT_BYTES = 64L << 20;
    private static final double SHARE_OF_INDEXES = 0.1;
    /** What is not written yet of one store: a store that falls silent keeps it until the next record comes. */
    private static final long UNWRITTEN_BYTES_EACH = 2L << 20;
    private static Shared shared; // made at run time: a native image cannot keep it from the build

    private record Shared(Cache cache, WriteBufferManager unwritten) {}

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> settings) {
        var all = shared(settings.get(BYTES));
        var table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(all.cache());
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(all.unwritten());
        options.setWriteBufferSize(UNWRITTEN_BYTES_EACH);
    }

    @Override
    public void close(String storeName, Options options) {
        // what is shared goes with the process
    }

    /** Bytes of the bound that are in use. */
    static synchronized long used() {
        return shared == null ? 0 : shared.cache().getUsage();
    }

    private static synchronized Shared shared(Object bytes) {
        if (shared == null) {
            RocksDB.loadLibrary();
            long most = bytes == null ? DEFAULT_BYTES : Long.parseLong(bytes.toString());
            var cache = new LRUCache(most, -1, false, SHARE_OF_INDEXES);
            shared = new Shared(cache, new WriteBufferManager(most / 2, cache));
        }
        return shared;
    }
}
