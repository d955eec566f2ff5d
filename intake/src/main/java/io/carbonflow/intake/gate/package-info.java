/** The quality gate: what happens to items that are right but doubtful, as a document says it. No framework. */
package io.carbonflow.intake.gate;
