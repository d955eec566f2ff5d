package io.carbonflow.gateway;

import java.util.Map;

import io.carbonflow.database.Migrations;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.StackResource;
import io.carbonflow.testsupport.WithStack;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Every real part, for a {@code @QuarkusTest} with {@code @WithTestResource(GatewayStack.class)}. All classes that ask for
 * it share one running gateway: Quarkus compares the values of an annotation by identity where they are arrays, and so
 * would start anew for each class that says {@code @WithStack} itself.
 */
@WithStack(value = {StackPart.KAFKA, StackPart.REGISTRY, StackPart.MQTT,
        StackPart.POSTGRES}, databaseRole = Migrations.GATEWAY_ROLE)
public final class GatewayStack implements QuarkusTestResourceLifecycleManager {

    private final StackResource parts = new StackResource();

    @Override
    public Map<String, String> start() {
        parts.init(GatewayStack.class.getAnnotation(WithStack.class));
        return parts.start();
    }

    @Override
    public void stop() {
        parts.stop();
    }
}
