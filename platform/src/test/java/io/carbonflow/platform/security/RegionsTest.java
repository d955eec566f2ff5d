package io.carbonflow.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionsTest {

    @Test
    void aTenantIsTakenWhereItIsPinnedAndRefusedEverywhereElse() {
        String pins = "acme:eu-central, globex:us-east";
        var europe = regions("eu-central", pins);
        var america = regions("us-east", pins);

        assertThat(europe.refusalOf("acme")).isEmpty();
        assertThat(america.refusalOf("globex")).isEmpty();
        assertThat(europe.refusalOf("globex"))
            .contains("the tenant is pinned to the region us-east, this deployment is in eu-central");
        assertThat(america.refusalOf("acme"))
            .contains("the tenant is pinned to the region eu-central, this deployment is in us-east");
    }

    @Test
    void aTenantThatIsNotPinnedIsTakenEverywhere() {
        assertThat(regions("eu-central", "acme:us-east").refusalOf("globex")).isEmpty();
        assertThat(regions("", " ").refusalOf("globex")).isEmpty();
        assertThat(regions(null, null).refusalOf("globex")).isEmpty();
    }

    @Test
    void whoeverPinsTenantsSaysWhereThisDeploymentStands() {
        assertThatThrownBy(() -> regions(null, "acme:eu-central")).hasMessageContaining("CARBONFLOW_REGION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "acme:", "acme:EU", "a b:eu", "acme:eu:de", "acme:eu,acme:us", ","})
    void whatCannotBeMeantKeepsTheServiceFromStarting(String pins) {
        assertThatThrownBy(() -> regions("eu", pins)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Regions regions(String here, String pins) {
        return new Regions(new SecurityConfig() {
            @Override
            public String tenant() {
                return "demo";
            }

            @Override
            public Optional<String> apiKey() {
                return Optional.empty();
            }

            @Override
            public Optional<String> extraKeys() {
                return Optional.empty();
            }

            @Override
            public Optional<String> serviceKey() {
                return Optional.empty();
            }

            @Override
            public Optional<String> region() {
                return Optional.ofNullable(here);
            }

            @Override
            public Optional<String> tenantRegions() {
                return Optional.ofNullable(pins);
            }

            @Override
            public boolean openOnLoopback() {
                return false;
            }
        });
    }
}
