package io.carbonflow.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;

import org.junit.jupiter.api.Test;

class ApiKeysTest {

    @Test
    void theMainKeyBelongsToTheOwnerOfTheTenant() {
        var keys = keys("demo", "k-1", null);

        assertThat(keys.callerOf("k-1")).contains(new Caller("demo", Role.OWNER));
    }

    @Test
    void anExtraKeyNamesItsTenantAndRoleAndMayHoldColons() {
        var keys = keys("demo", "k-1", "acme:viewer:a:b:c, acme:device:d");

        assertThat(keys.callerOf("a:b:c")).contains(new Caller("acme", Role.VIEWER));
        assertThat(keys.callerOf("d")).contains(new Caller("acme", Role.DEVICE));
    }

    @Test
    void aKeyNobodyHasIsNobodys() {
        assertThat(keys("demo", "k-1", null).callerOf("k-2")).isEmpty();
    }

    @Test
    void withoutConfigurationNoKeyIsAccepted() {
        assertThat(keys("demo", "", "").callerOf("")).isEmpty();
    }

    @Test
    void aMisspeltItemStopsTheServiceWithoutRevealingTheKey() {
        assertThatThrownBy(() -> keys("demo", "k-1", "acme:viewer"))
            .hasMessageContaining("tenant:role:key")
            .hasMessageNotContaining("acme");
        assertThatThrownBy(() -> keys("demo", "k-1", "acme:king:secret"))
            .hasMessageContaining("king")
            .hasMessageNotContaining("secret");
    }

    @Test
    void aTenantThatCouldReachIntoAnothersTopicsIsRefused() {
        assertThatThrownBy(() -> keys("demo/#", "k-1", null)).hasMessageContaining("tenant id");
    }

    @Test
    void theServiceKeyBelongsToNoTenantAndReadsForEveryOne() {
        var caller = keys("demo", "k-1", null, "s-1").callerOf("s-1").orElseThrow();

        assertThat(caller.role()).isEqualTo(Role.SERVICE);
        assertThat(caller.tenantId()).isEmpty();
        assertThat(caller.readsForEveryTenant()).isTrue();
        assertThat(keys("demo", "k-1", null, "s-1").callerOf("k-1").orElseThrow().readsForEveryTenant()).isFalse();
    }

    @Test
    void noKeyOfATenantCanBeAServices() {
        assertThatThrownBy(() -> keys("demo", "k-1", "acme:service:secret"))
            .hasMessageContaining("found service")
            .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> keys("demo", "k-1", null, "k-1")).hasMessageContaining("CARBONFLOW_SERVICE_KEY");
    }

    private static ApiKeys keys(String tenant, String key, String extra) {
        return keys(tenant, key, extra, null);
    }

    private static ApiKeys keys(String tenant, String key, String extra, String service) {
        return new ApiKeys(new SecurityConfig() {
            @Override
            public String tenant() {
                return tenant;
            }

            @Override
            public Optional<String> apiKey() {
                return Optional.ofNullable(key);
            }

            @Override
            public Optional<String> extraKeys() {
                return Optional.ofNullable(extra);
            }

            @Override
            public Optional<String> serviceKey() {
                return Optional.ofNullable(service);
            }

            @Override
            public boolean openOnLoopback() {
                return false;
            }
        });
    }
}
