package io.carbonflow.embedded.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The API keys, held as digests so that looking one up takes the same time whatever was offered. */
final class Credentials {

    private static final Set<String> ROLES_THAT_ONLY_READ = Set.of("viewer", "auditor");

    private final Map<String, Key> keysByDigest = new HashMap<>();
    private final String gatewayDigest;

    private record Key(String tenant, String role) {}

    private Credentials(String gatewayKey) {
        gatewayDigest = digest(gatewayKey);
    }

    /** Reads the keys in the form the services read them, too. */
    static Credentials from(Map<String, String> environment) {
        var credentials = new Credentials(environment.get(MqttNode.GATEWAY_KEY));
        credentials.add(environment.get("CARBONFLOW_TENANT"), "owner", environment.get("CARBONFLOW_API_KEY"));
        for (String entry : environment.getOrDefault("CARBONFLOW_EXTRA_KEYS", "").split(",")) {
            String[] fields = entry.strip().split(":", 3);
            if (fields.length == 3) {
                credentials.add(fields[0], fields[1], fields[2]);
            } else if (!entry.isBlank()) {
                throw new IllegalArgumentException(
                        "an entry of CARBONFLOW_EXTRA_KEYS is tenant:role:key, found one with " + fields.length
                                + " field(s)");
            }
        }
        return credentials;
    }

    private void add(String tenant, String role, String key) {
        keysByDigest.put(digest(key), new Key(tenant, role));
    }

    /** Who this is, if the password is a key and the user name is not another tenant's. */
    Optional<Client> authenticate(String username, String password) {
        if (username == null || username.isEmpty() || password == null) {
            return Optional.empty();
        }
        String digest = digest(password);
        if (username.equals(MqttNode.GATEWAY_USER) && digest.equals(gatewayDigest)) {
            return Optional.of(Client.gateway());
        }
        return Optional.ofNullable(keysByDigest.get(digest))
            .filter(key -> !isOtherTenant(username, key.tenant()))
            .map(key -> new Client(Optional.of(key.tenant()), username,
                    !ROLES_THAT_ONLY_READ.contains(key.role())));
    }

    private boolean isOtherTenant(String username, String tenant) {
        return !username.equals(tenant)
                && keysByDigest.values().stream().anyMatch(key -> key.tenant().equals(username));
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
