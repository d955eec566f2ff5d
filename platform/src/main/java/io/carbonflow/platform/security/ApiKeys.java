package io.carbonflow.platform.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.RecordKey;

/**
 * The keys this service accepts. Only their SHA-256 is kept, and it is the digest that is looked up, so neither the heap
 * nor the time of an answer gives a key away.
 */
@ApplicationScoped
public class ApiKeys {

    private final Map<ByteBuffer, Caller> callersByDigest;

    public ApiKeys(SecurityConfig config) {
        callersByDigest = new HashMap<>();
        config.apiKey().filter(key -> !key.isBlank()).ifPresent(key -> add(config.tenant(), Role.OWNER, key));
        config.extraKeys().filter(keys -> !keys.isBlank()).ifPresent(keys -> {
            for (String item : keys.split(",", -1)) {
                addExtra(item.strip());
            }
        });
        config.serviceKey().filter(key -> !key.isBlank()).ifPresent(this::addService);
    }

    /** Whose key this is; empty for a key nobody has. */
    public Optional<Caller> callerOf(String key) {
        return Optional.ofNullable(callersByDigest.get(digest(key)));
    }

    private void addService(String key) {
        if (callersByDigest.put(digest(key), Caller.service()) != null) {
            throw new IllegalArgumentException(
                    "CARBONFLOW_SERVICE_KEY is also the key of a tenant; one of the two has to be another");
        }
    }

    private void addExtra(String item) {
        String[] parts = item.split(":", 3);
        if (parts.length != 3 || parts[2].isBlank()) {
            // The item itself is a secret and stays out of the message.
            throw new IllegalArgumentException(
                    "CARBONFLOW_EXTRA_KEYS is tenant:role:key,… ; one item has another form");
        }
        add(parts[0], Role.parse(parts[1]), parts[2]);
    }

    private void add(String tenantId, Role role, String key) {
        if (!tenantId.matches(RecordKey.TENANT_PATTERN)) {
            throw new IllegalArgumentException(
                    "a tenant id matches " + RecordKey.TENANT_PATTERN + ", found " + tenantId);
        }
        callersByDigest.put(digest(key), new Caller(tenantId, role));
    }

    private static ByteBuffer digest(String key) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
