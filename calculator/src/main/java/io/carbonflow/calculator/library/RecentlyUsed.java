package io.carbonflow.calculator.library;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Values made when first asked for, of which those asked for lately are kept: two generations, and when the younger is
 * full the older is dropped. What is in use is found without a lock.
 */
final class RecentlyUsed<V> {

    private final int perGeneration;
    private volatile Map<String, V> young = new ConcurrentHashMap<>();
    private volatile Map<String, V> old = Map.of();

    /**
     * An empty one.
     *
     * @param max how many values are kept at most, 2 or more
     */
    RecentlyUsed(int max) {
        this.perGeneration = Math.max(1, max / 2);
    }

    V get(String key, Function<String, V> make) {
        V known = young.get(key);
        return known == null ? slowly(key, make) : known;
    }

    private synchronized V slowly(String key, Function<String, V> make) {
        V known = young.get(key);
        if (known != null) {
            return known;
        }
        V older = old.get(key);
        V value = older == null ? make.apply(key) : older;
        put(key, value);
        return value;
    }

    synchronized void put(String key, V value) {
        if (young.size() >= perGeneration) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
        young.put(key, value);
    }

    /** What is kept now. */
    synchronized Map<String, V> all() {
        var all = new HashMap<>(old);
        all.putAll(young);
        return all;
    }
}
