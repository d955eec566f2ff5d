package io.carbonflow.query;

import io.carbonflow.database.Migrations;
import io.carbonflow.testsupport.SharedStack;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.WithStack;

/** Every part the service needs, for a {@code @QuarkusTest} with {@code @WithTestResource(QueryStack.class)}. */
@WithStack(value = {StackPart.POSTGRES, StackPart.KAFKA, StackPart.REGISTRY}, databaseRole = Migrations.QUERY_ROLE)
public final class QueryStack extends SharedStack {}
