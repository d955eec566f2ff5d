package io.carbonflow.platform.security;

import java.util.Arrays;
import java.util.Locale;

/** What a key may do. The lower-case names are the roles of {@code @RolesAllowed}. */
public enum Role {
    OWNER, ADMIN, MEMBER, VIEWER, AUDITOR, DEVICE,
    /**
     * One of our own services asking another. It belongs to no tenant and reads what the services hand one another for
     * every tenant; no configuration of a tenant's keys can name it.
     */
    SERVICE;

    public static final String OWNER_ID = "owner";
    public static final String ADMIN_ID = "admin";
    public static final String MEMBER_ID = "member";
    public static final String VIEWER_ID = "viewer";
    public static final String AUDITOR_ID = "auditor";
    /** A device sends activities and reads nothing. */
    public static final String DEVICE_ID = "device";
    public static final String SERVICE_ID = "service";

    /** The role's name as it stands in keys and annotations. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a role of a tenant's key from configuration. */
    public static Role parse(String text) {
        return Arrays.stream(values())
            .filter(role -> role != SERVICE && role.id().equals(text))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("a role is one of " + Arrays.stream(values())
                .filter(role -> role != SERVICE)
                .map(Role::id)
                .toList() + ", found " + text));
    }
}
