package io.carbonflow.ledger;

import io.carbonflow.database.Migrations;
import io.carbonflow.testsupport.SharedStack;
import io.carbonflow.testsupport.StackPart;
import io.carbonflow.testsupport.WithStack;

/** Every part the service needs, for a {@code @QuarkusTest} with {@code @WithTestResource(LedgerStack.class)}. */
@WithStack(value = {StackPart.KAFKA, StackPart.POSTGRES, StackPart.REGISTRY}, databaseRole = Migrations.LEDGER_ROLE)
public final class LedgerStack extends SharedStack {}
