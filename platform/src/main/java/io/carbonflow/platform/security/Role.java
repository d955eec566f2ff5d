package io.carbonflow.platform.security;

import java.util.Arrays;
import java.util.Locale;

/** What a key may do. The lower-case names are the roles of {@code @RolesAllowed}. */
public enum Role {
    OWNER, ADMIN, MEMBER, VIEWER, AUDITOR, DEVICE;

    public static final String OWNER_ID = "owner";
    public static final String ADMIN_ID = "admin";
    public static final String MEMBER_ID = "member";
    public static final String VIEWER_ID = "viewer";
    public static final String AUDITOR_ID = "auditor";
    /** A device sends activities and reads nothing. */
    public static final String DEVICE_ID = "device";

    /** The role's name as it stands in keys and annotations. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a role from configuration. */
    public static Role parse(String text) {
        return Arrays.stream(values())
            .filter(role -> role.id().equals(text))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(
                    "a role is one of " + Arrays.stream(values()).map(Role::id).toList() + ", found " + text));
    }
}
