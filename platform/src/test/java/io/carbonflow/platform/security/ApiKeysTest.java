package io.carbonflow.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

class ApiKeysTest {

    @Test
    void theMainKeyBelongsToTheOwnerOfTheTenant() {
        var keys = keys("demo", "k-1", null);

        assertThat(keys.callerOf("k-1")).hasValueSatisfying(is("demo", Role.OWNER));
    }

    @Test
    void anExtraKeyNamesItsTenantAndRoleAndMayHoldColons() {
        var keys = keys("demo", "k-1", "acme:viewer:a:b:c, acme:device:d");

        assertThat(keys.callerOf("a:b:c")).hasValueSatisfying(is("acme", Role.VIEWER));
        assertThat(keys.callerOf("d")).hasValueSatisfying(is("acme", Role.DEVICE));
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
    void tellsTwoKeysOfOneRoleApartWithoutRevealingEither() {
        var keys = keys("demo", "k-1", "demo:owner:k-2");
        String one = keys.callerOf("k-1").orElseThrow().keyId();

        assertThat(one).hasSize(16).doesNotContain("k-1");
        assertThat(keys.callerOf("k-1").orElseThrow().keyId()).isEqualTo(one);
        assertThat(keys.callerOf("k-2").orElseThrow().keyId()).isNotEqualTo(one);
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

    private static Consumer<Caller> is(String tenant, Role role) {
        return caller -> {
            assertThat(caller.tenantId()).isEqualTo(tenant);
            assertThat(caller.role()).isEqualTo(role);
        };
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
            public Optional<String> region() {
                return Optional.empty();
            }

            @Override
            public Optional<String> tenantRegions() {
                return Optional.empty();
            }

            @Override
            public boolean openOnLoopback() {
                return false;
            }
        });
    }
}
