package io.carbonflow.platform.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
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

    private static final int KEY_ID_BYTES = 8;

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
        if (callersByDigest.put(digest(key), Caller.service(keyIdOf(key))) != null) {
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
        callersByDigest.put(digest(key), new Caller(tenantId, role, keyIdOf(key)));
    }

    /** The digest of the digest: what is kept with a record must not be what a key is looked up by. */
    private static String keyIdOf(String key) {
        return HexFormat.of().formatHex(sha256(sha256(key.getBytes(StandardCharsets.UTF_8))), 0, KEY_ID_BYTES);
    }

    private static ByteBuffer digest(String key) {
        return ByteBuffer.wrap(sha256(key.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
