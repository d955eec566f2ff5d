package io.carbonflow.factorservice;

import io.carbonflow.database.Migrations;
import io.carbonflow.testsupport.SharedStack;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.WithStack;

/** Every part the service needs, for a {@code @QuarkusTest} with {@code @WithTestResource(FactorStack.class)}. */
@WithStack(value = {StackPart.POSTGRES, StackPart.KAFKA, StackPart.REGISTRY}, databaseRole = Migrations.FACTORS_ROLE)
public final class FactorStack extends SharedStack {}
