package io.carbonflow.gateway.documents;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Something made of a tenant's documents, kept until one of them changes. Safe for many threads. */
public final class ByTenant<T> {

    private final Function<String, T> make;
    private final Map<String, T> made = new ConcurrentHashMap<>();

    ByTenant(Function<String, T> make) {
        this.make = make;
    }

    /** What is in force for the tenant now. */
    public T of(String tenantId) {
        T known = made.get(tenantId);
        return known == null ? made.computeIfAbsent(tenantId, make) : known;
    }

    void forget(String tenantId) {
        made.remove(tenantId);
    }
}
