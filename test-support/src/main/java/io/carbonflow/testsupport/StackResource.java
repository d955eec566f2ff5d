package io.carbonflow.testsupport;

import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceConfigurableLifecycleManager;

/** Starts the parts a {@link WithStack} names and hands their addresses to the service under test. */
public final class StackResource implements QuarkusTestResourceConfigurableLifecycleManager<WithStack> {

    private StackPart[] parts = {};
    private String databaseRole = "";

    @Override
    public void init(WithStack annotation) {
        parts = annotation.value();
        databaseRole = annotation.databaseRole();
    }

    @Override
    public Map<String, String> start() {
        TestStack stack = TestStack.with(parts);
        var configuration = new HashMap<String, String>();
        configuration.put("carbonflow.tenant", TestStack.TENANT);
        configuration.put("carbonflow.api-key", TestStack.API_KEY);
        configuration.put("carbonflow.extra-keys", TestStack.EXTRA_KEYS);
        configuration.put("carbonflow.service-key", TestStack.SERVICE_KEY);
        configuration.put("carbonflow.region", TestStack.REGION);
        configuration.put("carbonflow.tenant-regions", TestStack.TENANT_REGIONS);
        for (StackPart part : parts) {
            configuration.putAll(stack.configuration(part, databaseRole));
        }
        return configuration;
    }

    /** The parts live as long as the JVM: starting them costs more than every test that uses them. */
    @Override
    public void stop() {
        // nothing of this resource's own
    }
}
