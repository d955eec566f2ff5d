package io.carbonflow.gateway;

import io.carbonflow.database.Migrations;
import io.carbonflow.testsupport.SharedStack;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.WithStack;

/** Every real part, for a {@code @QuarkusTest} with {@code @WithTestResource(GatewayStack.class)}. */
@WithStack(value = {StackPart.KAFKA, StackPart.REGISTRY, StackPart.MQTT,
        StackPart.POSTGRES}, databaseRole = Migrations.GATEWAY_ROLE)
public final class GatewayStack extends SharedStack {}
