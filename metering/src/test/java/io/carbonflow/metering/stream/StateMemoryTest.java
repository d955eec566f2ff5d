package io.carbonflow.metering.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class StateMemoryTest {

    private static final int STORES = 12;
    private static final int VALUES = 128; // of 64 KiB: 8 MiB in each store, 96 MiB in all
    private static final long BOUND = 64L << 20;

    @TempDir
    Path directory;

    @Test
    void allStoresTogetherKeepToOneBound() throws RocksDBException {
        var open = new ArrayList<AutoCloseable>();
        for (int store = 0; store < STORES; store++) {
            var options = new Options().setCreateIfMissing(true).setTableFormatConfig(new BlockBasedTableConfig());
            new StateMemory().setConfig("store-" + store, options, Map.of());
            var database = RocksDB.open(options, directory.resolve("store-" + store).toString());
            open.add(database);
            open.add(options);
            fill(database);
        }

        assertThat(StateMemory.used()).isBetween(1L << 20, BOUND);
        open.forEach(StateMemoryTest::close);
    }

    private static void fill(RocksDB database) throws RocksDBException {
        byte[] value = new byte[64 << 10];
        for (int i = 0; i < VALUES; i++) {
            database.put(("key-" + i).getBytes(UTF_8), value);
        }
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
